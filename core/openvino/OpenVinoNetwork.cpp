// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openvino/OpenVinoNetwork.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"

#include <algorithm>
#include <mutex>
#include <openvino/core/preprocess/pre_post_process.hpp>
#include <openvino/openvino.hpp>
#include <thread>
#include <utility>
#include <vector>

namespace pareidolia {

namespace {

constexpr const char* advice = "export it with simpler operators, or choose another network";
constexpr const char* device = "CPU";

/// Made at first use: it looks for the processor's plugin, which takes milliseconds.
ov::Core& core()
{
    static ov::Core only;
    return only;
}

/// OpenVINO's messages begin with places in its sources and may nest: what is left is the cause.
std::string causeOf(const std::exception& exception)
{
    const std::string text = exception.what();
    std::string cause;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string line = trimmed(text.substr(start, end - start));
        if (!line.empty() && !line.starts_with("Exception from ") && !line.starts_with("Check '"))
            cause = line;
        start = end + 1;
    }
    return (cause.empty() ? text : cause).substr(0, 300);
}

template <typename Work>
auto guarded(const std::string& source, const Work& work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return failure(source, "there is not enough memory to run it", "close other programs");
    } catch (const std::exception& exception) {
        return failure(source, "OpenVINO cannot run it (" + causeOf(exception) + ")", advice);
    }
}

/// What its kernels are chosen by.
std::string instructions()
{
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni"))
        return "AVX512-VNNI";
    if (__builtin_cpu_supports("avx512f"))
        return "AVX512";
    return __builtin_cpu_supports("avx2") ? "AVX2" : "SSE4";
}

/// One stream a processor core, each with one thread: what runs beside a picture changes no bit of
/// its answer. Nothing is chosen by measuring, and nothing is computed in fewer bits than asked.
ov::AnyMap settingsFor(Precision precision)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return {ov::hint::inference_precision(precision == Precision::BFloat16 ? ov::element::bf16
                                                                           : ov::element::f32),
            ov::hint::dynamic_quantization_group_size(0), ov::hint::enable_cpu_pinning(false),
            ov::num_streams(cores), ov::inference_num_threads(cores)};
}

ov::Shape inputShape(const OpenVinoNetwork::Form& form)
{
    const auto size = [](int side) { return static_cast<std::size_t>(side); };
    const ImageShape& picture = form.picture;
    if (form.channelsLast)
        return {size(form.microBatch), size(picture.height), size(picture.width),
                size(picture.channels)};
    return {size(form.microBatch), size(picture.channels), size(picture.height),
            size(picture.width)};
}

std::shared_ptr<ov::Model> takingChannelsLast(const std::shared_ptr<ov::Model>& model)
{
    ov::preprocess::PrePostProcessor change(model);
    change.input().tensor().set_layout("NHWC");
    change.input().model().set_layout("NCHW");
    return change.build();
}

std::string spoken(const ov::PartialShape& shape)
{
    return shape.to_string();
}

} // namespace

struct OpenVinoNetwork::Compiled
{
    Form form;
    std::string source;
    std::size_t numbers = 0;
    ov::CompiledModel model;
    std::mutex mutex;
    std::vector<ov::InferRequest> idle; ///< as many as there were callers at once

    ov::InferRequest borrow()
    {
        const std::scoped_lock lock(mutex);
        if (idle.empty())
            return model.create_infer_request();
        ov::InferRequest request = std::move(idle.back());
        idle.pop_back();
        return request;
    }

    void giveBack(ov::InferRequest request)
    {
        const std::scoped_lock lock(mutex);
        idle.push_back(std::move(request));
    }
};

OpenVinoNetwork::OpenVinoNetwork(std::unique_ptr<Compiled> compiled)
    : m_compiled(std::move(compiled))
{}

OpenVinoNetwork::~OpenVinoNetwork() = default;

Result<std::unique_ptr<OpenVinoNetwork>>
OpenVinoNetwork::compile(std::string_view onnx, const Form& form, const std::string& source)
{
    return guarded(source, [&]() -> Result<std::unique_ptr<OpenVinoNetwork>> {
        auto model = core().read_model(std::string(onnx), ov::Tensor());
        if (model->inputs().size() != 1 || model->outputs().size() != 1)
            return failure(source, "it has not one input and one output", "import it again");
        Form first = form;
        first.channelsLast = false;
        model->reshape(ov::PartialShape(inputShape(first)));
        const ov::PartialShape answers = model->output().get_partial_shape();
        const bool fits = answers.is_static() && answers.size() == 2 &&
                          answers[0].get_length() == form.microBatch;
        if (!fits)
            return failure(source,
                           "for " + std::to_string(form.microBatch) +
                               (form.microBatch == 1 ? " picture" : " pictures") + " it answers " +
                               spoken(answers) + " numbers, not one per class and picture",
                           "give a network that classifies pictures");
        if (form.channelsLast)
            model = takingChannelsLast(model);
        auto compiled = std::make_unique<Compiled>();
        compiled->form = form;
        compiled->source = source;
        compiled->numbers = static_cast<std::size_t>(answers[1].get_length());
        compiled->model = core().compile_model(model, device, settingsFor(form.precision));
        return std::unique_ptr<OpenVinoNetwork>(new OpenVinoNetwork(std::move(compiled)));
    });
}

std::size_t OpenVinoNetwork::numbers() const
{
    return m_compiled->numbers;
}

Result<void> OpenVinoNetwork::forward(std::span<const float> input, std::span<float> answers) const
{
    return guarded(m_compiled->source, [&]() -> Result<void> {
        ov::InferRequest request = m_compiled->borrow(); // after an exception it is not used again
        // It is only read; OpenVINO's type for it has no const.
        request.set_input_tensor(ov::Tensor(ov::element::f32, inputShape(m_compiled->form),
                                            const_cast<float*>(input.data())));
        request.infer();
        const ov::Tensor output = request.get_output_tensor();
        const auto* first = output.data<const float>();
        std::copy_n(first, std::min(output.get_size(), answers.size()), answers.begin());
        m_compiled->giveBack(std::move(request));
        return {};
    });
}

std::string openVinoRuntime()
{
    static const std::string text = [] {
        const std::string build = ov::get_openvino_version().buildNumber;
        return "OpenVINO " + build.substr(0, build.find('-', build.find('-') + 1)) + " " +
               instructions() + ", float32, one thread a micro-batch";
    }();
    return text;
}

bool hasNative(Precision precision)
{
    if (precision == Precision::Float32)
        return true;
    const auto able = core().get_property(device, ov::device::capabilities);
    return std::ranges::find(able, "BF16") != able.end();
}

} // namespace pareidolia
