// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of each kind of file, and the two lines of Python that make a network of it that
// can be read.
#include "core/base/Escaped.h"
#include "core/recognising/Kinds.h"

#include <cstdio>

namespace pareidolia {

namespace {

/// As Python writes it: bytes that are no UTF-8 as its own names of files have them.
std::string pythonString(std::string_view name)
{
    std::string text = "\"";
    while (!name.empty()) {
        const std::size_t valid = validUtf8(name);
        for (const char one : name.substr(0, valid)) {
            const auto code = static_cast<unsigned char>(one);
            char hex[8];
            std::snprintf(hex, sizeof hex, "\\x%02x", code);
            text += one == '"' || one == '\\'    ? std::string{'\\', one}
                    : code < ' ' || code == 0x7f ? std::string(hex)
                                                 : std::string(1, one);
        }
        name.remove_prefix(valid);
        if (!name.empty()) {
            char hex[8];
            std::snprintf(hex, sizeof hex, "\\udc%02x", static_cast<unsigned char>(name.front()));
            text += hex;
            name.remove_prefix(1);
        }
    }
    return text + "\"";
}

const char* const exported =
    "\ntorch.onnx.export(net.eval(), torch.zeros(1, 3, 224, 224), \"network.onnx\")";
const char* const fetchAgain = "download it or export it again";

RecognisedFile weights(const Finding& finding, const std::string& what, const std::string& loaded,
                       const std::string& imports = "")
{
    return {finding.kind, what,
            "export the network with the code that defines it, here resnet18, in Python:\nimport "
            "torch, torchvision" +
                imports + "; net = torchvision.models.resnet18(); net.load_state_dict(" + loaded +
                ")" + exported};
}

RecognisedFile ofPyTorch(const Finding& finding, const std::string& file)
{
    switch (finding.kind) {
    case FileKind::ExportedProgram:
        return {finding.kind, "a program of torch.export (.pt2), which only PyTorch runs",
                "convert it in Python:\nimport torch; program = torch.export.load(" + file +
                    ")\ntorch.onnx.export(program, (), \"network.onnx\", dynamo=True)"};
    case FileKind::StateDict:
        return weights(finding, "a state dict of PyTorch: weights without their network",
                       "torch.load(" + file + ", map_location=\"cpu\")");
    case FileKind::Checkpoint:
        return weights(finding,
                       "a checkpoint of PyTorch: weights (in \"" + finding.detail +
                           "\") and the state of a training, without the network",
                       "torch.load(" + file + ", map_location=\"cpu\")[\"" + finding.detail +
                           "\"]");
    case FileKind::SafeTensors:
        return weights(finding, "a safetensors file: weights without their network",
                       "safetensors.torch.load_file(" + file + ")", ", safetensors.torch");
    default:
        return {finding.kind,
                "a pickle of Python objects (" + finding.detail +
                    "), which runs code when it is opened, and is never opened here",
                "if you trust it, export the network where its code is, in Python:\nimport torch; "
                "net = torch.load(" +
                    file + ", map_location=\"cpu\", weights_only=False)" + exported};
    }
}

RecognisedFile ofTensorFlow(const Finding& finding, const std::string& file)
{
    const auto keras = [&](const std::string& what) {
        return RecognisedFile{finding.kind, what,
                              "convert it in Python:\nimport keras\nkeras.models.load_model(" +
                                  file + ").export(\"network.onnx\", format=\"onnx\")"};
    };
    switch (finding.kind) {
    case FileKind::KerasArchive:
        return keras("a network of Keras (.keras)");
    case FileKind::Hdf5:
        return keras("an HDF5 file, as Keras stores networks in (.h5)");
    case FileKind::KerasJson:
        return {finding.kind, "the description of a network of Keras, without its weights",
                "convert the whole network in Python:\nimport keras; net = "
                "keras.models.model_from_json(open(" +
                    file +
                    ").read()); net.load_weights(\"weights.h5\")\nnet.export("
                    "\"network.onnx\", format=\"onnx\")"};
    case FileKind::TfLite:
        return {finding.kind, "a TensorFlow Lite network",
                "convert it in Python:\nimport tf2onnx\ntf2onnx.convert.from_tflite(" + file +
                    ", output_path=\"network.onnx\")"};
    case FileKind::SavedModel:
        return {finding.kind, "a SavedModel of TensorFlow",
                "convert its folder in Python:\nimport runpy, sys; sys.argv = [\"tf2onnx\", "
                "\"--saved-model\", " +
                    file +
                    ", \"--output\", \"network.onnx\"]\nrunpy.run_module("
                    "\"tf2onnx.convert\", run_name=\"__main__\")"};
    default:
        return {finding.kind,
                finding.kind == FileKind::FrozenGraph ? "a frozen graph of TensorFlow"
                                                      : "a graph of TensorFlow, as text",
                "convert the network, with the names of its input and output, in Python:\nimport "
                "tensorflow as tf, tf2onnx; graph = tf.compat.v1.GraphDef.FromString(open(" +
                    file +
                    ", \"rb\").read())\ntf2onnx.convert.from_graph_def(graph, "
                    "input_names=[\"input:0\"], output_names=[\"output:0\"], "
                    "output_path=\"network.onnx\")"};
    }
}

} // namespace

RecognisedFile told(const Finding& finding, const std::filesystem::path& path)
{
    const auto is = [&](const char* what, const char* advice = "") {
        return RecognisedFile{finding.kind, what, advice};
    };
    const bool inFolder = path.filename() == "saved_model.pb" && path.has_parent_path();
    const std::string file = pythonString((inFolder ? path.parent_path() : path).string());
    switch (finding.kind) {
    case FileKind::ModelFile:
        return is("a model file of this program");
    case FileKind::TorchScript:
        return is("a TorchScript network");
    case FileKind::Onnx:
        return is("an ONNX network");
    case FileKind::CaffeText:
        return is("the description of a Caffe network (.prototxt)");
    case FileKind::CaffeWeights:
        return is("the weights of a Caffe network (.caffemodel)");
    case FileKind::CaffeMean:
        return is("a mean of Caffe (.binaryproto)");
    case FileKind::NumpyArray:
        return is("an array of NumPy (.npy)");
    case FileKind::RunFile:
        return is("a run file (.pareidolia)");
    case FileKind::Spec:
        return is("a spec of a run");
    case FileKind::Png:
        return is("a PNG picture");
    case FileKind::Jpeg:
        return is("a JPEG picture");
    case FileKind::Gif:
        return is("a GIF picture");
    case FileKind::WebP:
        return is("a WebP picture");
    case FileKind::Tiff:
        return is("a TIFF picture");
    case FileKind::Bmp:
        return is("a BMP picture");
    case FileKind::IdxData:
        return is("a part of a data set in MNIST's IDX format");
    case FileKind::CsvData:
        return is("a table of labelled pictures (CSV)");
    case FileKind::Text:
        return is("a text");
    case FileKind::ExportedProgram:
    case FileKind::StateDict:
    case FileKind::Checkpoint:
    case FileKind::PickledModule:
    case FileKind::SafeTensors:
        return ofPyTorch(finding, file);
    case FileKind::KerasArchive:
    case FileKind::KerasJson:
    case FileKind::Hdf5:
    case FileKind::TfLite:
    case FileKind::SavedModel:
    case FileKind::FrozenGraph:
    case FileKind::TensorFlowText:
        return ofTensorFlow(finding, file);
    case FileKind::OnnxText:
        return {finding.kind, "an ONNX network written as text",
                "write it as bytes in Python:\nimport onnx\nonnx.save(onnx.load(" + file +
                    ", format=\"textproto\"), \"network.onnx\")"};
    case FileKind::OnnxData:
        return is("no kind of file that is known, by its name the weights of an ONNX network",
                  "give the .onnx file, and keep this one beside it");
    case FileKind::CaffeSolver:
        return is("the settings or the state of a training with Caffe, not a network",
                  "give the .prototxt of the network and its .caffemodel");
    case FileKind::NumpyArchive:
        return is("several arrays of NumPy (.npz), not a network",
                  "export the network with the program that made it, as ONNX");
    case FileKind::ZipOfFiles:
        return {finding.kind, "a zip of " + finding.detail, "unpack it, and give what is in it"};
    case FileKind::DamagedZip:
        return is("a zip file whose end is missing or damaged", fetchAgain);
    case FileKind::Archive:
        return is("packed by another program", "unpack it, and give what is in it");
    case FileKind::OtherPicture:
        return is("a picture or drawing of a kind that is not read here",
                  "convert it to PNG, JPEG, WebP, TIFF, BMP or GIF");
    case FileKind::OtherDatabase:
        return is("an SQLite database of another program", "give a run file (.pareidolia)");
    case FileKind::WebPage:
        return is("a web page, not what it should hold",
                  "download the file itself, not the page about it");
    case FileKind::LfsPointer:
        return is("a pointer of Git LFS to a file that was not fetched",
                  "fetch it with `git lfs pull`");
    case FileKind::Folder:
        return is("a folder", "give the name of a file inside it");
    case FileKind::Empty:
        return is("empty", fetchAgain);
    case FileKind::Unknown:
        break;
    }
    return {FileKind::Unknown, "of no kind that this program knows",
            "give a run file, a network (a TorchScript .pt, an .onnx file, or a .prototxt and its "
            ".caffemodel), or a picture (PNG, JPEG, WebP, TIFF, BMP or GIF)"};
}

} // namespace pareidolia
