// SPDX-License-Identifier: GPL-3.0-or-later
// Names of layers, which may be anything, become words that TorchScript can use.
#pragma once

#include <set>
#include <string>

namespace pareidolia {

/// Every word is given once.
class ScriptNames
{
public:
    /// Letters, digits and underscores of `name`; what is left may be nobody's word yet.
    std::string wordFor(const std::string& name);

private:
    std::set<std::string> m_given;
};

} // namespace pareidolia
