# SPDX-License-Identifier: GPL-3.0-or-later
"""packaging/networks/onnx_writer.py, read by protoc with the format's description."""

import pathlib
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "packaging" / "networks"))

import onnx_writer


def decoded(model):
    """The lines of the message as protoc shows it, without their indentation."""
    importing = SOURCE / "core" / "importing"
    shown = subprocess.run(
        ["protoc", f"--proto_path={importing}", "--decode=pareidolia.onnx.ModelProto", "onnx.proto"],
        input=model,
        capture_output=True,
        check=True,
    )
    return [line.strip() for line in shown.stdout.decode().splitlines()]


def small():
    graph = onnx_writer.Graph("small")
    weight = graph.weight("weight", [2, 300], [0.5] * 600)
    y = graph.node("Gemm", "sum", ["pictures", weight], transB=1, alpha=0.25)
    y = graph.node("AveragePool", "answers", [y], kernel_shape=[1, 200])
    return graph.model(("pictures", ["N", 300]), (y, ["N", 2]))


class OnnxWriter(unittest.TestCase):
    def test_is_read_as_it_was_told(self):
        lines = decoded(small())
        wanted = """
            ir_version: 8 | graph { | node { | input: "pictures" | input: "weight" | output: "sum" |
            name: "sum" | op_type: "Gemm" | attribute { | name: "alpha" | f: 0.25 | type: 1 | } |
            attribute { | name: "transB" | i: 1 | type: 2 | } | } | node { | input: "sum" |
            output: "answers" | name: "answers" | op_type: "AveragePool" | attribute { |
            name: "kernel_shape" | ints: 1 | ints: 200 | type: 7 | } | } | name: "small" |
            initializer { | dims: 2 | dims: 300 | data_type: 1 | name: "weight" | RAW | } |
            input { | name: "pictures" | type { | tensor_type { | elem_type: 1 | shape { |
            dim { | dim_param: "N" | } | dim { | dim_value: 300 | } | } | } | } | } |
            output { | name: "answers" | type { | tensor_type { | elem_type: 1 | shape { |
            dim { | dim_param: "N" | } | dim { | dim_value: 2 | } | } | } | } | } | } |
            opset_import { | domain: "" | version: 17 | }"""
        raw = 'raw_data: "' + r"\000\000\000?" * 600 + '"'
        self.assertEqual(
            [raw if one == "RAW" else one for one in " ".join(wanted.split()).split(" | ")], lines
        )


if __name__ == "__main__":
    unittest.main()
