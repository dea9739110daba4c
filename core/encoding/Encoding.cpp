// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/Encoding.h"

#include "core/encoding/CppnEncoding.h"
#include "core/encoding/DirectEncoding.h"

#include <array>

namespace pareidolia {

namespace {

struct Registered
{
    std::string_view name;
    std::unique_ptr<const Encoding> (*make)(const EncodingSettings&);
};

template <class Kind>
std::unique_ptr<const Encoding> make(const EncodingSettings& settings)
{
    return std::make_unique<const Kind>(settings);
}

constexpr std::array<Registered, 2> registry{
    {{"direct", make<DirectEncoding>}, {"cppn", make<CppnEncoding>}}};

} // namespace

std::vector<std::string> encodingNames()
{
    std::vector<std::string> names;
    for (const Registered& entry : registry)
        names.emplace_back(entry.name);
    return names;
}

std::unique_ptr<const Encoding> makeEncoding(std::string_view name,
                                             const EncodingSettings& settings)
{
    for (const Registered& entry : registry)
        if (entry.name == name)
            return entry.make(settings);
    return nullptr;
}

} // namespace pareidolia
