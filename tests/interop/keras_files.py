# SPDX-License-Identifier: GPL-3.0-or-later
"""The same as make_files.py for networks of Keras, which need other packages (requirements-keras.txt).

    keras_files.py TITLE FOLDER WAY…

The files have channels last, as TensorFlow has them, and mostly answer with probabilities.
"""

import json
import os
import sys
import time
import zlib
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", KERAS_BACKEND="tensorflow")
import keras
import numpy
import tensorflow

import networks
import pictures

SPREAD = 2.0


def randomise(model, batch):
    """As randomising.py does: norms, biases, statistics, then the last layer."""
    random = numpy.random.default_rng(zlib.crc32(model.name.encode()))
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    for weight in model.trainable_weights:
        value = numpy.array(weight)
        if value.size > 1 and (value == value.flat[0]).all():
            if abs(value.flat[0]) > 0.5:
                weight.assign(value * random.uniform(0.7, 1.3, value.shape))
            elif value.flat[0] == 0:
                weight.assign(random.normal(0, 0.1, value.shape))
            else:  # a layer's scale, 1e-6
                weight.assign(random.uniform(0.2, 0.6, value.shape))
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 0.0
    model(batch, training=True)
    for norm, momentum in zip(norms, momenta):
        norm.momentum = momentum
        mean, variance = numpy.array(norm.moving_mean), numpy.array(norm.moving_variance)
        norm.moving_mean.assign(mean + numpy.sqrt(variance) * random.normal(0, 0.2, mean.shape))
        norm.moving_variance.assign(numpy.maximum(variance * random.uniform(0.7, 1.4, mean.shape), 1e-4))
    head = [layer for layer in model.layers if layer.weights][-1]
    kernel, bias = (numpy.array(weight) for weight in head.weights)
    features = keras.Model(model.inputs, head.input)(batch, training=False)
    logits = numpy.array(features).reshape(len(batch), -1) @ kernel.reshape(-1, kernel.shape[-1]) + bias
    factor = SPREAD / logits.std(axis=0).mean()
    centre = logits.mean(axis=0)
    head.set_weights([kernel * factor, (bias - centre) * factor + random.normal(0, 0.5, bias.shape)])


def main(title, folder, wanted):
    network = next(one for one in networks.NETWORKS if one.title == title)
    folder = Path(folder)
    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    keras.utils.set_random_seed(zlib.crc32(title.encode()))
    model = getattr(keras.applications, network.name)(
        weights=None, input_shape=(network.size, network.size, 3), classes=networks.CLASSES)
    tested = pictures.tested(network.size).transpose(0, 2, 3, 1)
    randomise(model, tested)
    found = numpy.array(model(tested, training=False)).astype(numpy.float64)
    apart = min(abs(found[a] - found[b]).sum() / 2 for a in range(len(found)) for b in range(a))
    folder.mkdir(parents=True, exist_ok=True)
    numpy.save(folder / "answers.npy", found)
    known = {}
    for way in wanted:
        began = time.monotonic()
        file = folder / way / "network.onnx"
        file.parent.mkdir(exist_ok=True)
        try:
            model.export(file, format="onnx", verbose=False)
            known[way] = {"file": str(file.relative_to(folder)), "bytes": file.stat().st_size}
        except Exception as error:  # whatever an exporter throws is a result
            known[way] = {"error": f"{type(error).__name__}: {error}"[:600]}
        known[way]["seconds"] = round(time.monotonic() - began, 1)
    facts = {"noise": None, "apart": float(apart), "ways": known}
    (folder / "made.json").write_text(json.dumps(facts, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
