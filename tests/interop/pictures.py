# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that differ in colour, shape and grain, made from a seed, as bytes of 0 to 255."""

import numpy

TESTED = 4  # pictures that each network is asked about


def picture(size, seed):
    """size × size × 3. Waves, blobs and noise in a mixture that the seed decides."""
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:size, 0:size] / size
    layers = numpy.zeros((size, size, 3))
    for _ in range(4):
        angle, frequency, phase = random.uniform(0, numpy.pi), random.uniform(1, 20), random.uniform(0, 6)
        wave = numpy.sin(2 * numpy.pi * frequency * (x * numpy.cos(angle) + y * numpy.sin(angle)) + phase)
        layers += wave[..., None] * random.normal(0, 0.4, 3)
    for _ in range(3):
        middle, width = random.uniform(0, 1, 2), random.uniform(0.05, 0.3)
        blob = numpy.exp(-((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / width**2)
        layers += blob[..., None] * random.normal(0, 1.5, 3)
    layers += random.normal(0, random.uniform(0.05, 0.5), layers.shape) + random.normal(0, 0.5, 3)
    return numpy.uint8(numpy.round(255 / (1 + numpy.exp(-layers))))


def batch(size, seeds):
    """pictures × 3 × size × size, float32, divided by 255."""
    pixels = numpy.stack([picture(size, seed) for seed in seeds])
    return numpy.ascontiguousarray(pixels.transpose(0, 3, 1, 2)).astype(numpy.float32) / 255


def tested(size):
    return batch(size, range(TESTED))


def others(size, count):
    """Pictures for calibration, none of which is tested."""
    return batch(size, range(100, 100 + count))


def write_tested(size, folder):
    """PNG files in `folder`, made where they are missing."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{size}-{seed}.png" for seed in range(TESTED)]
    for seed, file in enumerate(files):
        if not file.exists():
            Image.fromarray(picture(size, seed)).save(file)
    return files
