# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tensors of a .pth as PyTorch wrote it before version 1.6, without PyTorch.

Such a file is five pickles, one behind the other: a magic number, the version of the format, facts
of the machine that wrote it, the tensors by name, and the keys of the storages that these look at.
The storages follow in that order: how many numbers, then the numbers.
"""

import collections
import pickle
import struct

MAGIC = 0x1950A86A20F9469CFC6C
VERSION = 1001

# How `struct` calls a number, and its bytes, by the name of its storage.
NUMBERS = {"FloatStorage": ("f", 4), "LongStorage": ("q", 8)}


class _Storage:
    def __init__(self, kind, count):
        self.kind = kind
        self.count = count
        self.numbers = None


class Tensor:
    """A view of a storage: element (i, j, …) is number offset + i·strides[0] + j·strides[1] + …"""

    def __init__(self, storage, offset, shape, strides, *_):
        last = offset + sum((side - 1) * step for side, step in zip(shape, strides, strict=True))
        if min(offset, *shape, *strides, 0) < 0 or last >= storage.count:
            raise pickle.UnpicklingError("a tensor reaches beyond its storage")
        self.shape = shape
        self._storage = storage
        self._offset = offset
        self._strides = strides

    def numbers(self):
        """In the usual order: the last dimension fastest."""
        places = [self._offset]
        for side, step in zip(self.shape, self._strides):
            places = [place + k * step for place in places for k in range(side)]
        return [self._storage.numbers[place] for place in places]


class _Unpickler(pickle.Unpickler):
    """Builds dictionaries of tensors; whatever else a pickle asks for is refused."""

    def __init__(self, file, storages):
        super().__init__(file)
        self._storages = storages

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return Tensor
        if module == "torch" and name in NUMBERS:
            return name
        raise pickle.UnpicklingError(f"it asks for {module}.{name}")

    def persistent_load(self, told):
        _, kind, key, _, count, _ = told
        return self._storages.setdefault(key, _Storage(kind, count))


def read(file):
    """The tensors of an open file by their names."""
    storages = {}

    def unpickled():
        return _Unpickler(file, storages).load()

    if unpickled() != MAGIC or unpickled() != VERSION:
        raise pickle.UnpicklingError("this is no .pth of before PyTorch 1.6")
    unpickled()
    tensors = unpickled()
    for key in unpickled():
        storage = storages[key]
        letter, size = NUMBERS[storage.kind]
        (count,) = struct.unpack("<q", file.read(8))
        if count != storage.count:
            raise pickle.UnpicklingError("a storage has another length than its tensors say")
        storage.numbers = struct.unpack(f"<{count}{letter}", file.read(count * size))
    return tensors
