# SPDX-License-Identifier: GPL-3.0-or-later
"""packaging/networks/torch_weights.py, on files that are written here as PyTorch wrote them."""

import io
import os
import pathlib
import pickle
import struct
import sys
import types
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "packaging" / "networks"))

import torch_weights

# What a pickle of PyTorch names, where there is no PyTorch.
torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
torch.FloatStorage = type("FloatStorage", (), {"__module__": "torch"})
torch.HalfStorage = type("HalfStorage", (), {"__module__": "torch"})


def _rebuild_tensor_v2(*arguments):
    raise AssertionError("nobody calls this")


_rebuild_tensor_v2.__module__ = "torch._utils"
utils._rebuild_tensor_v2 = _rebuild_tensor_v2
sys.modules |= {"torch": torch, "torch._utils": utils}


class Stored:
    def __init__(self, key, numbers, kind=torch.FloatStorage):
        self.key, self.numbers, self.kind = key, numbers, kind


class View:
    def __init__(self, storage, offset, shape, strides):
        self.told = (storage, offset, shape, strides, False, {})

    def __reduce__(self):
        return utils._rebuild_tensor_v2, self.told


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def pth(tensors, storages):
    """A file of these tensors; the numbers come in the order of `storages`."""
    file = io.BytesIO()

    class Pickler(pickle.Pickler):
        def persistent_id(self, it):
            if isinstance(it, Stored):
                return "storage", it.kind, it.key, "cpu", len(it.numbers), None

    keys = [storage.key for storage in storages]
    for part in [torch_weights.MAGIC, torch_weights.VERSION, {"little_endian": True}, tensors, keys]:
        Pickler(file, 2).dump(part)
    for storage in storages:
        count = len(storage.numbers)
        file.write(struct.pack(f"<q{count}f", count, *storage.numbers))
    file.seek(0)
    return file


class TorchWeights(unittest.TestCase):
    def test_reads_views_in_any_order(self):
        one = Stored("1", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
        two = Stored("2", [0.1])
        tensors = torch_weights.read(
            pth(
                {
                    "dense": View(one, 0, (2, 3), (3, 1)),
                    "turned": View(one, 0, (3, 2), (1, 3)),
                    "part": View(one, 4, (2,), (1,)),
                    "number": View(two, 0, (), ()),
                },
                [two, one],
            )
        )
        self.assertEqual(tensors["dense"].shape, (2, 3))
        self.assertEqual(tensors["dense"].numbers(), [1, 2, 3, 4, 5, 6])
        self.assertEqual(tensors["turned"].numbers(), [1, 4, 2, 5, 3, 6])
        self.assertEqual(tensors["part"].numbers(), [5, 6])
        self.assertEqual(tensors["number"].numbers(), [struct.unpack("f", struct.pack("f", 0.1))[0]])

    def test_runs_nothing(self):
        evil = Evil("/nowhere/at/all")
        with self.assertRaisesRegex(pickle.UnpicklingError, "it asks for posix.mkdir"):
            torch_weights.read(pth({"evil": evil}, []))

    def test_refuses_views_beyond_their_storage(self):
        stored = Stored("1", [1.0, 2.0, 3.0])
        for view in [(0, (4,), (1,)), (1, (3,), (1,)), (0, (2,), (3,)), (-1, (2,), (1,)), (2, (3,), (-1,))]:
            with self.subTest(view):
                with self.assertRaisesRegex(pickle.UnpicklingError, "beyond its storage"):
                    torch_weights.read(pth({"it": View(stored, *view)}, [stored]))

    def test_refuses_other_numbers(self):
        stored = Stored("1", [1.0], torch.HalfStorage)
        with self.assertRaisesRegex(pickle.UnpicklingError, "it asks for torch.HalfStorage"):
            torch_weights.read(pth({"it": View(stored, 0, (1,), (1,))}, [stored]))

    def test_refuses_other_lengths(self):
        stored = Stored("1", [1.0, 2.0])
        file = pth({"it": View(stored, 0, (2,), (1,))}, [stored])
        whole = file.getvalue()
        with self.assertRaises(struct.error):
            torch_weights.read(io.BytesIO(whole[:-1]))
        longer = whole[:-16] + struct.pack("<q2f", 3, 1.0, 2.0)
        with self.assertRaisesRegex(pickle.UnpicklingError, "another length"):
            torch_weights.read(io.BytesIO(longer))

    def test_refuses_other_formats(self):
        for content in [b"", b"PK\3\4", pickle.dumps(7, 2) * 2]:
            with self.assertRaises((pickle.UnpicklingError, EOFError)):
                torch_weights.read(io.BytesIO(content))


if __name__ == "__main__":
    unittest.main()
