# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a torch.nn.Module as a model file of Pareidolia: TorchScript with manifest.json inside."""

import io
import json
import os
import zipfile

import torch

ROOT = "model/"


def write(path, network, manifest, half=False):
    """Traces `network` on the input that the manifest tells, and writes it whole or not at all.

    half: stores the weights in half precision. Pareidolia computes in float32 all the same.
    The same network, manifest and torch give the same bytes.
    """
    size = manifest["input"]
    picture = torch.zeros(1, size["channels"], size["height"], size["width"])
    traced = torch.jit.trace(network.eval().requires_grad_(False), picture)
    if half:
        traced.half()
    text = json.dumps(manifest, ensure_ascii=False)
    saved = io.BytesIO()
    torch.jit.save(traced, saved, _extra_files={"manifest.json": text})
    beside = f"{path}.part"
    try:
        with open(beside, "wb") as file:
            file.write(_reproducible(saved))
        os.replace(beside, path)
    finally:
        if os.path.exists(beside):
            os.remove(beside)


def _reproducible(archive):
    """The zip without dates, and without notes for debuggers, which name this machine's folders."""
    packed = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist()):
            if not name.endswith(".debug_pkl"):
                part = zipfile.ZipInfo(ROOT + name.split("/", 1)[1])
                new.writestr(part, old.read(name))
    return packed.getvalue()
