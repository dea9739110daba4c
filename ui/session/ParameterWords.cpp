// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/ParameterWords.h"

#include "core/base/Text.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace pareidolia {

namespace {

constexpr const char* context = "Parameter";

struct Words
{
    std::string_view key;
    const char* text;
};

constexpr std::array labels{
    Words{"model", QT_TRANSLATE_NOOP("Parameter", "Network")},
    Words{"view", QT_TRANSLATE_NOOP("Parameter", "Crop mode")},
    Words{"search", QT_TRANSLATE_NOOP("Parameter", "Search")},
    Words{"encoding", QT_TRANSLATE_NOOP("Parameter", "Encoding")},
    Words{"classes", QT_TRANSLATE_NOOP("Parameter", "Classes")},
    Words{"seed", QT_TRANSLATE_NOOP("Parameter", "Seed")},
    Words{"initial", QT_TRANSLATE_NOOP("Parameter", "Initial pictures")},
    Words{"children", QT_TRANSLATE_NOOP("Parameter", "Children per generation")},
    Words{"mutation_eta", QT_TRANSLATE_NOOP("Parameter", "Distribution index (η)")},
    Words{"mutation_rate", QT_TRANSLATE_NOOP("Parameter", "Mutation rate")},
    Words{"mutation_halving", QT_TRANSLATE_NOOP("Parameter", "Halve the rate every")},
    Words{"cppn_coordinates", QT_TRANSLATE_NOOP("Parameter", "Coordinates")},
    Words{"cppn_weight_rate", QT_TRANSLATE_NOOP("Parameter", "Mutate a weight")},
    Words{"cppn_function_rate", QT_TRANSLATE_NOOP("Parameter", "Redraw a node's function")},
    Words{"cppn_add_connection", QT_TRANSLATE_NOOP("Parameter", "Add a connection")},
    Words{"cppn_delete_connection", QT_TRANSLATE_NOOP("Parameter", "Delete a connection")},
    Words{"cppn_split_connection", QT_TRANSLATE_NOOP("Parameter", "Split a connection")},
    Words{"cppn_delete_node", QT_TRANSLATE_NOOP("Parameter", "Delete a node")},
    Words{"screening", QT_TRANSLATE_NOOP("Parameter", "Screening")},
    Words{"screening_margin", QT_TRANSLATE_NOOP("Parameter", "Screening margin")},
    Words{"gradient_setting", QT_TRANSLATE_NOOP("Parameter", "Named setting")},
    Words{"gradient_start", QT_TRANSLATE_NOOP("Parameter", "Start picture")},
    Words{"gradient_objective", QT_TRANSLATE_NOOP("Parameter", "Objective")},
    Words{"gradient_max_rate", QT_TRANSLATE_NOOP("Parameter", "Maximum rate")},
    Words{"gradient_early", QT_TRANSLATE_NOOP("Parameter", "Target gain, early")},
    Words{"gradient_late", QT_TRANSLATE_NOOP("Parameter", "Target gain, late")},
    Words{"gradient_decay", QT_TRANSLATE_NOOP("Parameter", "Decay to the mean picture")},
    Words{"gradient_blur_radius", QT_TRANSLATE_NOOP("Parameter", "Blur radius (σ)")},
    Words{"gradient_blur_every", QT_TRANSLATE_NOOP("Parameter", "Apply blur every")},
    Words{"gradient_norm_percentile",
          QT_TRANSLATE_NOOP("Parameter", "Norm threshold (percentile)")},
    Words{"gradient_contribution_percentile",
          QT_TRANSLATE_NOOP("Parameter", "Contribution threshold (percentile)")},
    Words{"gradient_stop_at", QT_TRANSLATE_NOOP("Parameter", "A class ends at")},
    Words{"gradient_steps", QT_TRANSLATE_NOOP("Parameter", "Steps per class, at most")},
    Words{"gradient_classes_at_once", QT_TRANSLATE_NOOP("Parameter", "Classes at once")},
    Words{"generations", QT_TRANSLATE_NOOP("Parameter", "Last generation")},
    Words{"evaluations", QT_TRANSLATE_NOOP("Parameter", "Evaluations")},
    Words{"seconds", QT_TRANSLATE_NOOP("Parameter", "Running time")},
    Words{"until_median", QT_TRANSLATE_NOOP("Parameter", "Median confidence")},
    Words{"until_min", QT_TRANSLATE_NOOP("Parameter", "Lowest confidence")},
};

constexpr std::array choiceWords{
    Words{"map-elites", QT_TRANSLATE_NOOP("Parameter", "evolution (MAP-Elites)")},
    Words{"gradient-ascent", QT_TRANSLATE_NOOP("Parameter", "gradient ascent")},
    Words{"one-crop", QT_TRANSLATE_NOOP("Parameter", "one crop")},
    Words{"ten-crop", QT_TRANSLATE_NOOP("Parameter", "ten crops")},
    Words{"direct", QT_TRANSLATE_NOOP("Parameter", "noise (direct)")},
    Words{"cppn", QT_TRANSLATE_NOOP("Parameter", "patterns (CPPN)")},
    Words{"off", QT_TRANSLATE_NOOP("Parameter", "off")},
    Words{"bf16", QT_TRANSLATE_NOOP("Parameter", "in bf16")},
    Words{"int8", QT_TRANSLATE_NOOP("Parameter", "in int8")},
    Words{"normalized", QT_TRANSLATE_NOOP("Parameter", "−1 to 1 (normalized)")},
    Words{"pixel", QT_TRANSLATE_NOOP("Parameter", "column and row (pixel)")},
    Words{"none", QT_TRANSLATE_NOOP("Parameter", "no regulariser (none)")},
    Words{"L2", QT_TRANSLATE_NOOP("Parameter", "decay (L2)")},
    Words{"blur", QT_TRANSLATE_NOOP("Parameter", "blur")},
    Words{"all", QT_TRANSLATE_NOOP("Parameter", "all regularisers (all)")},
    Words{"custom", QT_TRANSLATE_NOOP("Parameter", "custom")},
    Words{"mean-noise", QT_TRANSLATE_NOOP("Parameter", "mean plus noise")},
    Words{"zero", QT_TRANSLATE_NOOP("Parameter", "mean")},
    Words{"uniform", QT_TRANSLATE_NOOP("Parameter", "uniform noise")},
};

/// Null if there is none.
template <std::size_t Count>
const char* textFor(const std::array<Words, Count>& words, std::string_view key)
{
    const auto found = std::ranges::find(words, key, &Words::key);
    return found == words.end() ? nullptr : found->text;
}

QString translated(std::string_view text)
{
    return text.empty() ? QString()
                        : QCoreApplication::translate(context, std::string(text).c_str());
}

QString bound(const Parameter& parameter, double value)
{
    if (parameter.kind == Parameter::Kind::Real)
        return realText(value);
    // The largest seed is no double: it was rounded up.
    constexpr double beyond = 18446744073709551616.0;
    return QString::number(value < beyond ? static_cast<quint64>(value)
                                          : std::numeric_limits<quint64>::max());
}

} // namespace

QString labelOf(const Parameter& parameter)
{
    if (const char* label = textFor(labels, parameter.key))
        return QCoreApplication::translate(context, label);
    return QString::fromStdString(std::string(parameter.key)).replace('_', ' ');
}

QString unitOf(const Parameter& parameter)
{
    return translated(parameter.unit);
}

QString meaningOf(const Parameter& parameter)
{
    return translated(parameter.meaning);
}

QString rangeOf(const Parameter& parameter)
{
    if (parameter.kind != Parameter::Kind::Integer && parameter.kind != Parameter::Kind::Real)
        return {};
    return QCoreApplication::translate(context, "%1 to %2")
        .arg(bound(parameter, parameter.least), bound(parameter, parameter.most));
}

QString choiceText(const std::string& word)
{
    const char* text = textFor(choiceWords, word);
    return text ? QCoreApplication::translate(context, text) : QString::fromStdString(word);
}

QString realText(double value)
{
    constexpr double least = 1e-7, most = 1e7;
    if (std::abs(value) < least || std::abs(value) >= most)
        return QString::fromStdString(formatReal(value));
    std::array<char, 64> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return QString::fromLatin1(text.data(), end - text.data());
}

QString shownValue(const Parameter& parameter, const QString& value)
{
    return parameter.kind == Parameter::Kind::Choice ? choiceText(value.toStdString()) : value;
}

QString valueText(const Parameter& parameter, const RunSpec& spec)
{
    const auto value = parameter.get(spec);
    if (value.is_null())
        return {};
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float())
        return realText(value.get<double>());
    return QString::fromStdString(value.dump());
}

} // namespace pareidolia
