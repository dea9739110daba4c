# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes an ONNX file (https://github.com/onnx/onnx, onnx.proto) of float32 tensors. The same calls
give the same bytes everywhere: no date, no version, no name of a producer is in it."""

import struct

IR_VERSION = 8
OPERATOR_SET = 17

FLOAT = 1  # TensorProto.DataType
FLOAT_ATTRIBUTE, INT_ATTRIBUTE, INTS_ATTRIBUTE = 1, 2, 7  # AttributeProto.AttributeType


def _varint(number):
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


def _number(field, value):
    return _varint(field << 3) + _varint(value)


def _bytes(field, value):
    """A text, bytes, or a message: all are bytes with their length before them."""
    if isinstance(value, str):
        value = value.encode()
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _float(field, value):
    return _varint(field << 3 | 5) + struct.pack("<f", value)


def _attribute(name, value):
    if isinstance(value, float):
        told, kind = _float(2, value), FLOAT_ATTRIBUTE
    elif isinstance(value, int):
        told, kind = _number(3, value), INT_ATTRIBUTE
    else:
        told, kind = b"".join(_number(8, one) for one in value), INTS_ATTRIBUTE
    return _bytes(1, name) + told + _number(20, kind)


def _value(name, shape):
    """An input or output; a side that is a text has any length."""
    sides = [_bytes(2, side) if isinstance(side, str) else _number(1, side) for side in shape]
    dimensions = b"".join(_bytes(1, side) for side in sides)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, FLOAT) + _bytes(2, dimensions)))


class Graph:
    """Nodes and weights in the order in which they are added."""

    def __init__(self, name):
        self._name = name
        self._nodes = []
        self._weights = []

    def weight(self, name, shape, numbers):
        """Numbers to be read as float32, the last dimension fastest. Returns the name."""
        raw = struct.pack(f"<{len(numbers)}f", *numbers)
        dimensions = b"".join(_number(1, side) for side in shape)
        self._weights.append(dimensions + _number(2, FLOAT) + _bytes(8, name) + _bytes(9, raw))
        return name

    def node(self, operator, output, inputs, **attributes):
        """Returns the name of its output, which is its own too."""
        self._nodes.append(
            b"".join(_bytes(1, name) for name in inputs)
            + _bytes(2, output)
            + _bytes(3, output)
            + _bytes(4, operator)
            + b"".join(_bytes(5, _attribute(*one)) for one in sorted(attributes.items()))
        )
        return output

    def model(self, given, answered):
        """The file; `given` and `answered`: name and shape of the only input and output."""
        graph = (
            b"".join(_bytes(1, node) for node in self._nodes)
            + _bytes(2, self._name)
            + b"".join(_bytes(5, weight) for weight in self._weights)
            + _bytes(11, _value(*given))
            + _bytes(12, _value(*answered))
        )
        operators = _bytes(1, "") + _number(2, OPERATOR_SET)
        return _number(1, IR_VERSION) + _bytes(7, graph) + _bytes(8, operators)
