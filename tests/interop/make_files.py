# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the files of one network, and what the network answers about the tested pictures.

    make_files.py TITLE FOLDER WAY…

Runs as a process of its own, so that its memory ends with it and a crash is one network's. Leaves
`made.json` in FOLDER: {"answers": …, "noise": …, "ways": {way: {"file" or "error", …}}}. The same
title gives the same weights.
"""

import json
import sys
import time
import zlib
from pathlib import Path

import torch_and_vision  # noqa: F401 - first, see there
import numpy
import torch

import networks
import pictures
import randomising
import ways


class Made:
    def __init__(self, network, folder):
        self.network, self.folder = network, folder
        self.example = torch.from_numpy(pictures.tested(network.size)[:1])
        torch.manual_seed(zlib.crc32(network.title.encode()))
        self._module = networks.make(network)
        randomising.randomise(self._module, torch.from_numpy(pictures.tested(network.size)))
        self.files = {}  # by way: those that are there

    def module(self, for_trace=False):
        if not (for_trace and self.network.library == "transformers"):
            return self._module
        module = networks.make(self.network, for_trace=True).eval().requires_grad_(False)
        module.load_state_dict(self._module.state_dict())
        return module

    def file_of(self, way):
        """The file of a way that others begin with; made where it is missing."""
        if way not in self.files:
            self.files[way] = self.make(way)
        return self.files[way]

    def make(self, way):
        folder = self.folder / way
        folder.mkdir(exist_ok=True)
        return ways.WAYS[way][0](self, folder)

    def answers(self):
        """Probabilities, how much two pictures' differ, and what float32 itself costs."""
        tested = torch.from_numpy(pictures.tested(self.network.size))
        single = torch.cat([randomising.logits_of(self._module(one[None])) for one in tested])
        found = randomising.probabilities(single)
        self._module.double()
        try:
            exact = randomising.logits_of(self._module(tested[:1].double()))
            noise = abs(randomising.probabilities(exact) - found[:1]).max()
        except RuntimeError:  # a buffer made as float32 inside
            noise = float("nan")
        self._module.float()
        apart = min(abs(found[a] - found[b]).sum() / 2
                    for a in range(len(found)) for b in range(a))
        return found, {"noise": float(noise), "apart": float(apart)}


def answers_of_onnx(file, size):
    """What onnxruntime computes for the file as it is written, without its own changes to it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    put = session.get_inputs()[0]
    kind = numpy.float16 if "float16" in put.type else numpy.float32
    rows = [session.run(None, {put.name: one[None].astype(kind)})[0] for one in pictures.tested(size)]
    return randomising.probabilities(torch.from_numpy(numpy.concatenate(rows).astype(numpy.float32)))


def size_of(file):
    """With the weights that lie beside an ONNX file."""
    beside = file.with_name(file.name + "_data"), file.with_name(file.name + ".data")
    return sum(one.stat().st_size for one in (file, *beside) if one.exists())


def main(title, folder, wanted):
    network = next(one for one in networks.NETWORKS if one.title == title)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "made.json"
    with torch.no_grad():
        known = json.loads(report.read_text())["ways"] if report.exists() else {}
        made = Made(network, folder)
        made.files = {way: folder / one["file"] for way, one in known.items()
                      if "file" in one and (folder / one["file"]).exists() and way not in wanted}
        found, facts = made.answers()
        stored = folder / "answers.npy"
        if stored.exists() and abs(numpy.load(stored) - found).max() > 1e-6:
            sys.exit(f"{folder} holds files of other weights; delete it")
        numpy.save(folder / "answers.npy", found)
        for way in wanted:
            began = time.monotonic()
            try:
                file = made.file_of(way)
                known[way] = {"file": str(file.relative_to(folder)), "bytes": size_of(file)}
                if way in ways.LOWERED:
                    numpy.save(folder / f"answers-{way}.npy", answers_of_onnx(file, network.size))
            except Exception as error:  # whatever an exporter throws is a result
                known[way] = {"error": f"{type(error).__name__}: {error}"[:600]}
            known[way]["seconds"] = round(time.monotonic() - began, 1)
            report.write_text(json.dumps({**facts, "ways": known}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
