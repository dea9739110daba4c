// SPDX-License-Identifier: GPL-3.0-or-later
// The indirect, "regular" encoding: pictures painted by small networks (docs/protocol.md "CPPN
// encoding").
#pragma once

#include "core/encoding/Encoding.h"

namespace pareidolia {

class CppnEncoding : public Encoding
{
public:
    explicit CppnEncoding(const EncodingSettings& settings) : m_settings(settings) {}

    std::string name() const override { return "cppn"; }
    GenomePointer random(Stream& stream) const override;
    GenomePointer mutated(const Genome& parent, const VariationSettings& settings,
                          std::uint32_t generation, Stream& stream) const override;
    Image render(const Genome& genome) const override;
    Image renderAt(const Genome& genome, ImageShape size) const override;
    Result<GenomePointer> parse(const nlohmann::ordered_json& json) const override;

private:
    EncodingSettings m_settings;
};

} // namespace pareidolia
