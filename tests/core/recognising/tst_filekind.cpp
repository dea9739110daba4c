// SPDX-License-Identifier: GPL-3.0-or-later
// What people give, made here from a few bytes of each kind.
#include "core/recognising/FileKind.h"

#include "core/base/Files.h"
#include "core/models/ZipArchive.h"

#include <QTemporaryDir>
#include <QTest>
#include <rapidcheck.h>
#include <zlib.h>

using namespace pareidolia;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(pareidolia::FileKind)

namespace {

/// A field of protobuf: bytes.
std::string field(int number, const std::string& bytes)
{
    std::string text;
    for (unsigned tag = static_cast<unsigned>(number) << 3 | 2U; tag != 0; tag >>= 7)
        text += static_cast<char>(tag > 0x7f ? tag | 0x80 : tag);
    return text + static_cast<char>(bytes.size()) + bytes;
}

/// … and a small number.
std::string field(int number, int value)
{
    return {static_cast<char>(number << 3), static_cast<char>(value)};
}

std::string zipOf(const ZipEntries& entries)
{
    return packZip(entries, "test").value();
}

/// As PyTorch writes a dictionary of tensors, up to the first one.
std::string pickleOf(const std::string& key, const std::string& global)
{
    return std::string("\x80\x02}q\0(X", 7) + static_cast<char>(key.size()) + std::string(3, '\0') +
           key + "q\1ctorch._utils\n_rebuild_tensor_v2\nc" + global + "\n.";
}

std::string gzipped(const fs::path& scratch, const std::string& bytes)
{
    const gzFile file = gzopen(scratch.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return readFile(scratch).value();
}

const std::string idx("\0\0\x08\x03\0\0\0\1\0\0\0\1\0\0\0\1x", 17);
const std::string plainTensor = "torch\nFloatStorage";

} // namespace

class TestFileKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsByContent_data();
    void knowsByContent();
    void tellsWhatToDo();
    void namesWithOddBytesAreWrittenAsPythonReadsThem();
    void aFolderOfTensorFlowIsKnown();
    void whatCannotBeReadIsTold();
    void noBytesAreTooOdd();

private:
    QTemporaryDir m_folder;
    fs::path put(const std::string& name, const std::string& bytes) const
    {
        const fs::path path = fs::path(m_folder.path().toStdString()) / name;
        if (!writeFile(path, bytes))
            qFatal("the disk is full");
        return path;
    }
};

void TestFileKind::knowsByContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<FileKind>("kind");
    const auto row = [](const char* name, const std::string& bytes, FileKind kind) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << kind;
    };
    const std::string node = field(1, "in") + field(2, "out") + field(4, "Relu");
    row("ONNX", field(1, 8) + field(2, "pytorch") + field(7, field(1, node)), FileKind::Onnx);
    row("ONNX, graph first", field(7, field(1, node)) + field(8, field(2, 17)), FileKind::Onnx);
    row("Caffe", field(1, "LeNet") + field(100, field(1, "conv1") + field(2, "Convolution")),
        FileKind::CaffeWeights);
    row("Caffe without a name", field(100, field(1, "conv1") + field(2, "Convolution")),
        FileKind::CaffeWeights);
    row("old Caffe", field(1, "net") + field(2, field(4, "conv1") + field(5, 4)),
        FileKind::CaffeWeights);
    row("a mean", field(1, 1) + field(2, 3) + field(3, 1) + field(4, 1) + field(5, "123412341234"),
        FileKind::CaffeMean);
    row("a state of Caffe's solver",
        field(1, 99) + field(2, "x.caffemodel") + field(3, field(5, "1234")),
        FileKind::CaffeSolver);
    row("a frozen graph", field(1, field(1, "x") + field(2, "Placeholder")), FileKind::FrozenGraph);
    row("SavedModel", field(1, 1) + field(2, field(1, "\x0a\2v1") + field(2, "0123456789abc")),
        FileKind::SavedModel);
    row("prototxt", "# LeNet\nname: \"LeNet\"\nlayer {\n  type: \"Input\"\n}\n",
        FileKind::CaffeText);
    row("prototxt with a mark", "\xef\xbb\xbfname: \"x\" layers { name: \"a\" }",
        FileKind::CaffeText);
    row("solver.prototxt", "net: \"train.prototxt\"\nbase_lr: 0.01\n", FileKind::CaffeSolver);
    row("pbtxt of TensorFlow", "node {\n name: \"x\"\n op: \"Placeholder\"\n}",
        FileKind::TensorFlowText);
    row("pbtxt of ONNX", "ir_version: 7\ngraph {\n node { op_type: \"Relu\" } }",
        FileKind::OnnxText);
    row("model file", zipOf({{"m/manifest.json", "{}"}, {"m/network.onnx", "x"}}),
        FileKind::ModelFile);
    row("our TorchScript", zipOf({{"m/manifest.json", "{}"}, {"m/constants.pkl", "x"}}),
        FileKind::ModelFile);
    row("TorchScript", zipOf({{"m/constants.pkl", "x"}, {"m/data.pkl", "x"}}),
        FileKind::TorchScript);
    row("pt2", zipOf({{"m/archive_format", "pt2"}, {"m/models/model.json", "{}"}}),
        FileKind::ExportedProgram);
    row("older pt2", zipOf({{"serialized_exported_program.json", "{}"}, {"version", "1"}}),
        FileKind::ExportedProgram);
    row("state dict", zipOf({{"m/data.pkl", pickleOf("conv1.weight", plainTensor)}}),
        FileKind::StateDict);
    row("checkpoint", zipOf({{"m/data.pkl", pickleOf("state_dict", plainTensor)}}),
        FileKind::Checkpoint);
    row("module", zipOf({{"m/data.pkl", pickleOf("x", "torchvision.models.resnet\nResNet")}}),
        FileKind::PickledModule);
    row("old state dict", pickleOf("conv1.weight", plainTensor), FileKind::StateDict);
    row("safetensors", std::string("\x20\0\0\0\0\0\0\0", 8) + "{\"a\":{\"dtype\":\"F32\"}}",
        FileKind::SafeTensors);
    row("keras", zipOf({{"config.json", "{}"}, {"metadata.json", "{}"}, {"model.weights.h5", ""}}),
        FileKind::KerasArchive);
    row("h5", "\x89HDF\r\n\x1a\n...", FileKind::Hdf5);
    row("tflite", std::string("\x1c\0\0\0TFL3....", 12), FileKind::TfLite);
    row("npz", zipOf({{"a.npy", "x"}}), FileKind::NumpyArchive);
    row("npy", "\x93NUMPY\1", FileKind::NumpyArray);
    row("zip", zipOf({{"net.onnx", "x"}, {"net.onnx.data", "y"}}), FileKind::ZipOfFiles);
    row("half a zip", zipOf({{"net.onnx", "0123456789"}}).substr(0, 40), FileKind::DamagedZip);
    row("PNG", "\x89PNG\r\n\x1a\n", FileKind::Png);
    row("JPEG", "\xff\xd8\xff\xe0", FileKind::Jpeg);
    row("WebP", std::string("RIFF\0\0\0\0WEBPVP8 ", 16), FileKind::WebP);
    row("sound", std::string("RIFF\0\0\0\0WAVEfmt ", 16), FileKind::Unknown);
    row("TIFF", std::string("II*\0....", 8), FileKind::Tiff);
    row("GIF", "GIF89a", FileKind::Gif);
    row("BMP", "BM" + std::string(60, '\0'), FileKind::Bmp);
    row("HEIC", std::string("\0\0\0\x18", 4) + "ftypheic", FileKind::OtherPicture);
    row("IDX", idx, FileKind::IdxData);
    row("IDX, packed", gzipped(m_folder.filePath("scratch").toStdString(), idx), FileKind::IdxData);
    row("packed", gzipped(m_folder.filePath("scratch").toStdString(), "x"), FileKind::Archive);
    row("table", "label,pixel0,pixel1\n7,0,255\n", FileKind::CsvData);
    row("labels", "tench\ngoldfish\n", FileKind::Text);
    row("Latin-1", "M\xf6we\n", FileKind::Text);
    row("JSON of labels", "{\"0\": \"a\"}", FileKind::Text);
    row("spec", "{\"model\": \"lenet-mnist\", \"seed\": 1}", FileKind::Spec);
    row("JSON of Keras", "{\"class_name\": \"Functional\", \"config\": {}}", FileKind::KerasJson);
    row("run file", "SQLite format 3" + std::string(53, '\0') + "Pare" + std::string(40, '\0'),
        FileKind::RunFile);
    row("database", "SQLite format 3" + std::string(100, '\0'), FileKind::OtherDatabase);
    row("web page", "\n<!DOCTYPE html><html>", FileKind::WebPage);
    row("LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0", FileKind::LfsPointer);
    row("nothing", "", FileKind::Empty);
    row("noise", std::string("\0\1\2\xfe\xff\7\0\3", 8), FileKind::Unknown);
}

/// Whatever its name: none, or a wrong one.
void TestFileKind::knowsByContent()
{
    QFETCH(QByteArray, bytes);
    QFETCH(FileKind, kind);
    for (const char* name : {"lenet_iter_10000", "cat.png", "net.pt"}) {
        const auto file = recogniseFile(put(name, bytes.toStdString()));
        QVERIFY(file.has_value());
        QCOMPARE(int(file->kind), int(kind));
        QVERIFY(!file->what.empty());
        const bool isRead = kind <= FileKind::Text;
        QCOMPARE(file->advice.empty(), isRead);
    }
}

void TestFileKind::tellsWhatToDo()
{
    const Error error = misfit(
        put("a \"b\".pth", zipOf({{"m/data.pkl", pickleOf("model_state_dict", plainTensor)}})),
        "a picture");
    QVERIFY(error.why.find("checkpoint") != std::string::npos);
    const std::string sentence = error.sentence();
    QVERIFY(sentence.find('\n') == std::string::npos);
    // A line that Python takes as it is.
    QVERIFY2(sentence.find("import torch, torchvision; net = torchvision.models.resnet18(); "
                           "net.load_state_dict(torch.load(\"") != std::string::npos,
             sentence.c_str());
    QVERIFY(sentence.find("a \\\"b\\\".pth\", map_location=\"cpu\")[\"model_state_dict\"]); "
                          "torch.onnx.export(") != std::string::npos);
    QCOMPARE(std::ranges::count(error.advice, '\n'), 2);

    const Error picture = misfit(put("x", "\x89PNG\r\n\x1a\n"), "a network");
    QCOMPARE(picture.why, std::string("it is a PNG picture, not a network"));
    QVERIFY(
        misfit(put("zip", zipOf({{"a", ""}, {"b", ""}})), "a network").why.find("2 files (a, b)") !=
        std::string::npos);
}

void TestFileKind::namesWithOddBytesAreWrittenAsPythonReadsThem()
{
    const auto file = recogniseFile(put("caf\xe9\n.tflite", std::string("\x1c\0\0\0TFL3", 8)));
    QVERIFY(file.has_value());
    QVERIFY2(file->advice.find("caf\\udce9\\x0a.tflite\"") != std::string::npos,
             file->advice.c_str());
}

void TestFileKind::aFolderOfTensorFlowIsKnown()
{
    QVERIFY(QDir(m_folder.path()).mkdir("saved"));
    const fs::path folder = m_folder.filePath("saved").toStdString();
    QCOMPARE(int(recogniseFile(folder)->kind), int(FileKind::Folder));
    put("saved/saved_model.pb", "x");
    QCOMPARE(int(recogniseFile(folder)->kind), int(FileKind::SavedModel));
    QCOMPARE(int(kindOfFile(put("net.onnx.data", std::string(9, '\0')))), int(FileKind::OnnxData));
    QCOMPARE(int(kindOfFile(put("damaged.onnx", "x"))), int(FileKind::Onnx));
}

void TestFileKind::whatCannotBeReadIsTold()
{
    const auto missing = recogniseFile("/nowhere/net.pt");
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().why, std::string("it does not exist"));
    QCOMPARE(misfit("/nowhere/net.pt", "a picture").why, missing.error().why);
    QVERIFY(!recogniseFile("/dev/null").has_value());
    QCOMPARE(int(kindOfFile("/nowhere/net.pt")), int(FileKind::Unknown));
}

void TestFileKind::noBytesAreTooOdd()
{
    const bool held = rc::check("any bytes have a kind", [&] {
        const auto start = *rc::gen::element<std::string>(
            "", "PK\3\4", "\x80\x02", "\x0a", "\x08\1", "\x1f\x8b\x08", "{", "\xff\xfe");
        const auto bytes = *rc::gen::arbitrary<std::string>();
        RC_ASSERT(recogniseFile(put("odd", start + bytes)).has_value());
    });
    QVERIFY(held);
}

QTEST_GUILESS_MAIN(TestFileKind)
#include "tst_filekind.moc"
