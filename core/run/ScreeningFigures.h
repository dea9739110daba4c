// SPDX-License-Identifier: GPL-3.0-or-later
// What screening left out, and how far its approximate scores were off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace pareidolia {

inline constexpr double mostScreeningMargin = 100; ///< that can be set

/// In one generation; no children: it did without screening.
struct ScreenedGeneration
{
    std::size_t children = 0;
    std::size_t exact = 0;   ///< of them, scored exactly
    std::size_t sample = 0;  ///< of these, whatever their approximate scores were
    std::size_t missed = 0;  ///< of these, that took over a class and would have been left out else
    double largestError = 0; ///< of the sample's approximate log-odds, near champions
};

/// In all generations with screening together. A value.
struct ScreeningFigures
{
    std::uint64_t children = 0;
    std::uint64_t exact = 0;
    std::uint64_t sample = 0;
    std::uint64_t missed = 0;
    double largestError = 0;
    double advised = 0; ///< the margin that a person was told to set; 0: none was told

    bool any() const { return children > 0; }

    /// Adds a generation. A sentence where its error was larger than the margin, unless that margin
    /// or a larger one was told already; else empty.
    std::string add(const ScreenedGeneration& screened, double margin, std::uint32_t generation);

    bool operator==(const ScreeningFigures&) const = default;
};

nlohmann::ordered_json screeningToJson(const ScreeningFigures& figures);

/// Nothing where these are no figures.
std::optional<ScreeningFigures> screeningFromJson(std::string_view text);

/// "1300 of 20200 pictures were scored exactly (6.4 %) …"; there are some.
std::string screeningText(const ScreeningFigures& figures, double margin);

} // namespace pareidolia
