// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/Encoding.h"

#include "core/encoding/CppnEncoding.h"
#include "core/encoding/DirectEncoding.h"

#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

template <class Kind>
std::unique_ptr<const Encoding> make(const EncodingSettings& settings)
{
    return std::make_unique<const Kind>(settings);
}

constexpr std::array kinds{
    EncodingKind{.name = "direct", .title = "direct", .make = make<DirectEncoding>},
    EncodingKind{.name = "cppn", .title = "CPPN", .isIndirect = true, .make = make<CppnEncoding>}};

} // namespace

std::span<const EncodingKind> encodingKinds()
{
    return kinds;
}

const EncodingKind* findEncodingKind(std::string_view name)
{
    const auto found = std::ranges::find(kinds, name, &EncodingKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

std::unique_ptr<const Encoding> makeEncoding(std::string_view name,
                                             const EncodingSettings& settings)
{
    const EncodingKind* kind = findEncodingKind(name);
    return kind ? kind->make(settings) : nullptr;
}

} // namespace pareidolia
