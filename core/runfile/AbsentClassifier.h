// SPDX-License-Identifier: GPL-3.0-or-later
// The network of a run file where the network itself is not wanted or not here: it tells about
// itself and scores nothing. A run on it can be looked at.
#pragma once

#include "core/classifier/Classifier.h"
#include "core/runfile/RunHeader.h"

#include <string>

namespace pareidolia {

class AbsentClassifier : public Classifier
{
public:
    explicit AbsentClassifier(const RunHeader& header)
        : m_info(header.model), m_runtime(header.runtime)
    {}

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return m_runtime; }
    std::string screeningTrouble(Screening) const override { return {}; } // who loads it will see
    bool hasGradient() const override { return true; } // it had, if the run needed it
    Result<Scores> score(std::span<const Image>) const override
    {
        return failure(m_info.name, "it is not loaded", "open the run with its network");
    }

private:
    ModelInfo m_info;
    std::string m_runtime;
};

} // namespace pareidolia
