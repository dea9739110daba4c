# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives a network random weights whose answers differ between pictures and between classes.

Weights as libraries draw them will not do: biases are 0, norms are the identity, a freshly made
network answers nearly the same for every picture, and a fault in any of these would not be seen.
"""

import numpy
import torch

from networks import CLASSES

SPREAD = 2.0  # standard deviation of a logit over pictures


def logits_of(answer):
    """Of a tensor, a tuple that begins with one, or an answer of transformers."""
    if isinstance(answer, torch.Tensor):
        return answer
    return answer.logits if hasattr(answer, "logits") else answer[0]


def randomise(module, pictures):
    """pictures: those that will be asked about, so that no norm meets values far from its own."""
    module.eval().requires_grad_(False)
    draw_constants(module)
    measure_batch_norms(module, pictures)
    spread_answers(module, pictures)


def draw_constants(module):
    """Draws anew every parameter that is one number all over: biases, norms, scales, tokens."""
    for name, parameter in module.named_parameters():
        value = parameter.flatten()[0].item()
        if parameter.numel() < 2 or not bool((parameter == value).all()):
            continue
        if abs(value) > 0.5:
            parameter.mul_(torch.empty_like(parameter).uniform_(0.7, 1.3))
        elif value == 0 and parameter.dim() < 2:
            parameter.normal_(0, 0.1)
        else:  # a layer's scale (1e-6 …), a token, a table of positions
            parameter.uniform_(0.2, 0.6)


def measure_batch_norms(module, pictures):
    """Their statistics of these pictures, then off by some tenths."""
    norms = [m for m in module.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    norms = [norm for norm in norms if norm.running_mean is not None]
    if not norms:
        return
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the mean over all batches
        norm.train()
    module(pictures)
    for norm, momentum in zip(norms, momenta):
        norm.momentum = momentum
        norm.eval()
        deviation = norm.running_var.sqrt()
        norm.running_mean.add_(deviation * torch.randn_like(deviation) * 0.2)
        norm.running_var.mul_(torch.empty_like(deviation).uniform_(0.7, 1.4)).clamp_(min=1e-4)


def spread_answers(module, pictures):
    """Scales the last layers so that logits spread by SPREAD over pictures, around biases of their own."""
    heads, answers = [], {}

    def seen(layer, _, answer):
        answers[layer] = answer.detach()

    for layer in module.modules():
        if isinstance(layer, torch.nn.Linear) and layer.out_features == CLASSES:
            heads.append(layer)
        if isinstance(layer, torch.nn.Conv2d) and layer.out_channels == CLASSES:
            heads.append(layer)
    hooks = [layer.register_forward_hook(seen) for layer in heads]
    for _ in range(3):  # more than once for those with a ReLU or a norm after the last layer
        answers.clear()
        logits = logits_of(module(pictures))
        factor = SPREAD / max(logits.std(dim=0).mean().item(), 1e-12)
        for layer in answers:
            values = answers[layer].transpose(0, 1) if answers[layer].dim() == 4 else answers[layer].T
            centre = values.reshape(CLASSES, -1).mean(dim=1)
            layer.weight.mul_(factor)
            if layer.bias is not None:
                layer.bias.copy_((layer.bias - centre) * factor + torch.randn(CLASSES) * 0.5)
    for hook in hooks:
        hook.remove()


def probabilities(logits):
    """In double: pictures × classes."""
    values = logits.double().numpy()
    values = numpy.exp(values - values.max(axis=1, keepdims=True))
    return values / values.sum(axis=1, keepdims=True)
