// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ParameterTable.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/encoding/Encoding.h"
#include "core/run/GradientSetting.h"
#include "core/run/ParameterMakers.h"
#include "core/run/ScreeningFigures.h"
#include "core/search/Emitter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pareidolia {

namespace {

using namespace parameter_makers;

// Whose own a parameter is (EmitterKind, EncodingKind).
namespace Scope {
constexpr std::string_view Every = "";
constexpr std::string_view Evolution = "map-elites";
constexpr std::string_view Gradient = "gradient-ascent";
constexpr std::string_view Direct = "direct";
constexpr std::string_view Cppn = "cppn";
} // namespace Scope

constexpr double millions = 1e6;
constexpr double lastGeneration = std::numeric_limits<std::uint32_t>::max() - 1.0;

template <auto kinds>
std::vector<std::string> namesOf()
{
    std::vector<std::string> names;
    for (const auto& kind : kinds())
        names.emplace_back(kind.name);
    return names;
}

Parameter gradientSetting()
{
    Parameter parameter;
    parameter.key = "gradient_setting";
    parameter.kind = Parameter::Kind::Choice;
    parameter.scope = Scope::Gradient;
    parameter.setsOthers = true;
    parameter.meaning = "One of the four settings of the paper's supplement: sets early, late, "
                        "decay, blur, the two percentiles and steps; single values that are given "
                        "override it. custom: none of the four.";
    parameter.choices = gradientSettingNames;
    parameter.get = [](const RunSpec& spec) -> nlohmann::ordered_json {
        return gradientSettingOf(spec.settings.gradient);
    };
    parameter.set = [](RunSpec& spec, const nlohmann::ordered_json& value) {
        applyGradientSetting(value.get<std::string>(), spec.settings.gradient);
    };
    return midRun(std::move(parameter));
}

std::vector<Parameter> makeTable()
{
    return {
        // What is attacked, and how.
        text("name", "The name of this spec.", FIELD(name)),
        text("summary", "One sentence about it.", FIELD(summary)),
        text("model", "The network: its name in the library, or the path of a .pt file.",
             FIELD(model)),
        choice("view", Scope::Every, {"one-crop", "ten-crop"},
               "The crop mode: the whole picture once, or ten crops of a picture of 256 x 256 "
               "pixels, whose probabilities are averaged as in the paper.",
               FIELD(view)),
        choice("search", Scope::Every, namesOf<emitterKinds>,
               "The search: evolution or gradient ascent.", FIELD(search)),
        choice("encoding", Scope::Evolution, namesOf<encodingKinds>,
               "How a genome becomes a picture: one gene per pixel (direct), or a small network "
               "that paints it (cppn).",
               FIELD(encoding)),
        text(
            "classes",
            "The classes to search for, as numbers, ranges, labels or groups: 0,5,7-9. Empty: all.",
            FIELD(classes)),
        inBranch(integer("seed", Scope::Every, "", 0, 18446744073709551615.0,
                         "Seed of the random numbers: the same seed gives the same archive.",
                         FIELD(settings.seed))),

        // Evolution.
        integer("initial", Scope::Evolution, "pictures", 1, 100'000,
                "Random pictures in generation 0.", FIELD(settings.initial)),
        midRun(integer("children", Scope::Evolution, "pictures", 1, 100'000,
                       "Children in every later generation.", FIELD(settings.children))),
        midRun(real("mutation_eta", Scope::Evolution, "", 0, 1000,
                    "Distribution index of polynomial mutation: the larger, the smaller the steps.",
                    FIELD(settings.variation.eta))),
        midRun(real("mutation_rate", Scope::Direct, "probability", 0, 1,
                    "Probability that a gene mutates, before halving.",
                    FIELD(settings.variation.mutationRate))),
        midRun(integer("mutation_halving", Scope::Direct, "generations", 0, lastGeneration,
                       "Generations after which the mutation rate is halved; 0: never.",
                       FIELD(settings.variation.halvingInterval))),
        choice("cppn_coordinates", Scope::Cppn, {"normalized", "pixel"},
               "The inputs of a CPPN for a pixel: coordinates in [-1, 1], or its column and row.",
               FIELD(coordinates)),
        midRun(real("cppn_weight_rate", Scope::Cppn, "probability", 0, 1,
                    "Probability that a weight mutates.", FIELD(settings.variation.weightRate))),
        midRun(real("cppn_function_rate", Scope::Cppn, "probability", 0, 1,
                    "Probability that a node's function is redrawn.",
                    FIELD(settings.variation.functionRate))),
        midRun(real("cppn_add_connection", Scope::Cppn, "probability", 0, 1,
                    "Probability that a child gets a new connection.",
                    FIELD(settings.variation.addConnection))),
        midRun(real("cppn_delete_connection", Scope::Cppn, "probability", 0, 1,
                    "Probability that a child loses a connection.",
                    FIELD(settings.variation.deleteConnection))),
        midRun(real("cppn_split_connection", Scope::Cppn, "probability", 0, 1,
                    "Probability that one connection of a child is split by a new node.",
                    FIELD(settings.variation.splitConnection))),
        midRun(real("cppn_delete_node", Scope::Cppn, "probability", 0, 1,
                    "Probability that a child loses a hidden node.",
                    FIELD(settings.variation.deleteNode))),
        midRun(
            choice("screening", Scope::Evolution, {"off", "bf16", "int8"},
                   "Whether children are scored in lower precision first, and exactly only if "
                   "they come close to taking over a class; only exact scores reach the archive.",
                   FIELD(settings.screening.precision))),
        midRun(real("screening_margin", Scope::Evolution, "log-odds", 0, mostScreeningMargin,
                    "With screening: how far below the champion a child's score in lower precision "
                    "may be and the child is still scored exactly.",
                    FIELD(settings.screening.margin))),

        // Gradient ascent.
        gradientSetting(),
        choice("gradient_start", Scope::Gradient, {"mean-noise", "zero", "uniform"},
               "The start: the mean picture plus noise, the mean picture, or uniform noise.",
               FIELD(settings.gradient.start)),
        choice("gradient_objective", Scope::Gradient, {"probability", "logit"},
               "What is maximised: the class's softmax probability or its logit.",
               FIELD(settings.gradient.objective)),
        midRun(real("gradient_max_rate", Scope::Gradient, "", 0, 1e300,
                    "Upper limit of the factor by which a step multiplies the gradient.",
                    FIELD(settings.gradient.maximumRate))),
        midRun(real("gradient_early", Scope::Gradient, "probability", 0, 1,
                    "Gain in probability that a step aims at while the class is improbable.",
                    FIELD(settings.gradient.earlyWant))),
        midRun(real("gradient_late", Scope::Gradient, "probability", 0, 1,
                    "The same near certainty, per unit of 1 - p.",
                    FIELD(settings.gradient.lateWant))),
        midRun(real("gradient_decay", Scope::Gradient, "share", 0, 1,
                    "Share of the distance to the mean picture that each step removes.",
                    FIELD(settings.gradient.decay))),
        midRun(real("gradient_blur_radius", Scope::Gradient, "pixels", 0, 100,
                    "Standard deviation of the Gaussian blur; 0: no blur.",
                    FIELD(settings.gradient.blurRadius))),
        midRun(integer("gradient_blur_every", Scope::Gradient, "steps", 1, lastGeneration,
                       "Blur is applied every this many steps.",
                       FIELD(settings.gradient.blurEvery))),
        midRun(real("gradient_norm_percentile", Scope::Gradient, "percent", 0, 100,
                    "Pixels whose norm is below this percentile are set to the mean.",
                    FIELD(settings.gradient.normPercentile))),
        midRun(real("gradient_contribution_percentile", Scope::Gradient, "percent", 0, 100,
                    "Pixels whose contribution |gradient x pixel| is below this percentile are set "
                    "to the mean.",
                    FIELD(settings.gradient.contributionPercentile))),
        midRun(real("gradient_stop_at", Scope::Gradient, "confidence", 0, 2,
                    "A class ends at this confidence; above 1: never.",
                    FIELD(settings.gradient.stopAt))),

        midRun(integer("gradient_steps", Scope::Gradient, "steps", 0, lastGeneration,
                       "A class ends after this many steps at most.",
                       FIELD(settings.gradient.steps))),
        midRun(integer("gradient_classes_at_once", Scope::Gradient, "classes", 1, 100'000,
                       "Classes that are climbed at the same time; when one ends, the next begins.",
                       FIELD(settings.gradient.classesAtOnce))),

        // When to end.
        limit(integer("generations", Scope::Every, "generations", 0, lastGeneration,
                      "End after this generation; the initial one is 0.",
                      FIELD(limits.generations))),
        limit(integer("evaluations", Scope::Every, "pictures", 1, 1e18,
                      "End after the generation in which this number of evaluations is reached.",
                      FIELD(limits.evaluations))),
        limit(real("seconds", Scope::Every, "seconds", 0, 1000 * millions,
                   "End after this running time.", FIELD(limits.seconds))),
        limit(real("until_median", Scope::Every, "confidence", 0, 1,
                   "End when the median confidence of the classes reaches this.",
                   FIELD(limits.untilMedian))),
        limit(real("until_min", Scope::Every, "confidence", 0, 1,
                   "End when every class reaches this confidence.", FIELD(limits.untilMin))),
    };
}

Result<void> outOfRange(const Parameter& parameter, const std::string& seen)
{
    std::string advice = "give " + parameter.range();
    if (!parameter.unit.empty() && parameter.kind != Parameter::Kind::Choice)
        advice += " (" + std::string(parameter.unit) + ")";
    return usageError(std::string(parameter.key), seen + " is not a valid value", advice);
}

bool fits(const Parameter& parameter, const nlohmann::ordered_json& value)
{
    switch (parameter.kind) {
    case Parameter::Kind::Text:
        return value.is_string();
    case Parameter::Kind::Choice:
        return value.is_string() &&
               std::ranges::count(parameter.choices(), value.get<std::string>()) == 1;
    case Parameter::Kind::Integer:
        if (!value.is_number_unsigned())
            return false;
        break;
    case Parameter::Kind::Real:
        if (!value.is_number())
            return false;
        break;
    }
    const double number = value.get<double>();
    return number >= parameter.least && number <= parameter.most;
}

/// All digits; a double rounds the largest seed up to 2⁶⁴.
std::string wholeText(double value)
{
    constexpr double beyond = 18446744073709551616.0;
    return std::to_string(value < beyond ? static_cast<std::uint64_t>(value)
                                         : std::numeric_limits<std::uint64_t>::max());
}

} // namespace

std::span<const Parameter> parameters()
{
    static const std::vector<Parameter> table = makeTable();
    return table;
}

std::string Parameter::range() const
{
    if (kind == Kind::Text)
        return {};
    if (kind == Kind::Integer)
        return "a whole number from " + wholeText(least) + " to " + wholeText(most);
    if (kind == Kind::Real)
        return "a number from " + formatReal(least) + " to " + formatReal(most);
    std::string list;
    const auto words = choices();
    for (std::size_t i = 0; i < words.size(); ++i)
        list += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return list;
}

Result<const Parameter*> findParameter(std::string_view key)
{
    const auto found = std::ranges::find(parameters(), key, &Parameter::key);
    if (found != parameters().end())
        return &*found;
    std::vector<std::string> keys;
    for (const Parameter& parameter : parameters())
        keys.emplace_back(parameter.key);
    return usageError("key \"" + std::string(key) + "\"", "there is no such key",
                      "the nearest one is \"" + nearestWord(key, keys) + "\"");
}

bool applies(const Parameter& parameter, const RunSpec& spec)
{
    if (parameter.scope.empty() || parameter.scope == spec.search)
        return true;
    const EmitterKind* kind = findEmitterKind(spec.search);
    return kind && kind->usesEncoding && parameter.scope == spec.encoding;
}

Result<void> setParameter(RunSpec& spec, std::string_view key, const nlohmann::ordered_json& value)
{
    ASSIGN_OR_RETURN(const auto parameter, findParameter(key));
    if (!fits(*parameter, value))
        return outOfRange(*parameter, value.dump(-1, ' ', false,
                                                 nlohmann::ordered_json::error_handler_t::replace));
    parameter->set(spec, value);
    return {};
}

Result<void> setParameters(RunSpec& spec, const nlohmann::ordered_json& values,
                           std::string_view ignored)
{
    for (const bool settingOthers : {true, false})
        for (const auto& [key, value] : values.items()) {
            const auto parameter = findParameter(key);
            if (key == ignored || (parameter && (*parameter)->setsOthers != settingOthers))
                continue;
            RETURN_IF_ERROR(setParameter(spec, key, value));
        }
    return {};
}

Result<void> setParameterFromText(RunSpec& spec, std::string_view key, std::string_view text)
{
    ASSIGN_OR_RETURN(const auto parameter, findParameter(key));
    if (parameter->isLimit && text.empty()) {
        parameter->set(spec, nullptr);
        return {};
    }
    nlohmann::ordered_json value = std::string(text);
    if (parameter->kind == Parameter::Kind::Integer) {
        if (const auto number = parseUnsigned(text))
            value = *number;
    } else if (parameter->kind == Parameter::Kind::Real) {
        if (const auto number = parseReal(text))
            value = *number;
    }
    return setParameter(spec, key, value);
}

} // namespace pareidolia
