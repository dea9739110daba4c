// SPDX-License-Identifier: GPL-3.0-or-later
// Turns layer names, which may be any text, into TorchScript identifiers.
#pragma once

#include <set>
#include <string>

namespace pareidolia {

/// Every identifier is unique.
class ScriptNames
{
public:
    /// Letters, digits and underscores of `name`, made unique.
    std::string wordFor(const std::string& name);

private:
    std::set<std::string> m_given;
};

} // namespace pareidolia
