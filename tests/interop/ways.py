# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways in which people get a network out of Python, each as its documentation shows it.

Every function writes into a folder of its own and returns the file to import. `made` is what
make_files.py knows of the network: module, example input, folders.
"""

import shutil

import torch

import pictures

FILE = "network.onnx"


def default_onnx(made, folder):
    torch.onnx.export(made.module(), made.example, folder / FILE)
    return folder / FILE


def legacy_onnx(made, folder):
    torch.onnx.export(made.module(), made.example, folder / FILE, dynamo=False)
    return folder / FILE


def trace(made, folder):
    # Some networks of transformers answer with a dictionary whatever their configuration says;
    # PyTorch's message then asks for strict=False.
    strict = made.network.library != "transformers"
    torch.jit.trace(made.module(for_trace=True), made.example, strict=strict).save(folder / "network.pt")
    return folder / "network.pt"


def optimum(made, folder):
    """What `optimum-cli export onnx` does."""
    from optimum.exporters.onnx import main_export

    saved = folder / "saved"
    made.module().save_pretrained(saved)
    main_export(str(saved), output=folder / "exported", task="image-classification",
                do_validation=False)
    shutil.rmtree(saved)
    return folder / "exported" / "model.onnx"


class Calibration:
    """Pictures for onnxruntime's static quantisation."""

    def __init__(self, name, size):
        self._batches = iter([{name: one[None]} for one in pictures.others(size, 4)])

    def get_next(self):
        return next(self._batches, None)


def int8(made, folder):
    """Static quantisation: QuantizeLinear and DequantizeLinear around every operator."""
    import onnx
    from onnxruntime.quantization import QuantFormat, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    source, prepared = made.file_of("onnx"), folder / "prepared.onnx"
    quant_pre_process(str(source), str(prepared))
    name = onnx.load(prepared, load_external_data=False).graph.input[0].name
    quantize_static(str(prepared), str(folder / FILE), Calibration(name, made.network.size),
                    quant_format=QuantFormat.QDQ, per_channel=True)
    prepared.unlink()
    return folder / FILE


def int8_dynamic(made, folder):
    """Dynamic quantisation: MatMulInteger, ConvInteger, DynamicQuantizeLinear."""
    from onnxruntime.quantization import quantize_dynamic

    quantize_dynamic(str(made.file_of("onnx")), str(folder / FILE))
    return folder / FILE


def fp16(made, folder):
    return halved(made, folder, keep_io_types=False)


def fp16_io32(made, folder):
    return halved(made, folder, keep_io_types=True)


def halved(made, folder, keep_io_types):
    import onnx
    from onnxconverter_common import float16

    model = onnx.load(made.file_of("onnx"))
    onnx.save(float16.convert_float_to_float16(model, keep_io_types=keep_io_types), folder / FILE)
    return folder / FILE


# Of each: the function, and how it reads in the table. keras_files.py makes that of Keras.
WAYS = {
    "onnx": (default_onnx, "`torch.onnx.export(m, x, f)`"),
    "torchscript": (trace, "`torch.jit.trace(m, x).save(f)`"),
    "onnx-legacy": (legacy_onnx, "`torch.onnx.export(m, x, f, dynamo=False)`"),
    "optimum": (optimum, "`optimum-cli export onnx`"),
    "keras": (None, "`model.export(f, format=\"onnx\")`, which is tf2onnx"),
    "onnx-int8": (int8, "`onnxruntime.quantization.quantize_static` (QDQ) of the first"),
    "onnx-int8-dynamic": (int8_dynamic, "`onnxruntime.quantization.quantize_dynamic` of the first"),
    "onnx-fp16": (fp16, "`onnxconverter_common.float16` of the first"),
    "onnx-fp16-io32": (fp16_io32, "the same with `keep_io_types=True`"),
}

# What these compute is not what PyTorch computes: the files are compared with onnxruntime, and
# roundings that fall the other way are allowed for.
LOWERED = {"onnx-int8": 2e-2, "onnx-int8-dynamic": 2e-2, "onnx-fp16": 5e-3, "onnx-fp16-io32": 5e-3}
RIGHT = 1e-3  # largest difference of a confidence, for all others


def ways_of(network):
    if network.library == "keras":
        return ["keras"]
    usual = ["onnx", "torchscript", "onnx-legacy"]
    if network.library == "transformers":
        usual.append("optimum")
    return usual + list(network.ways)
