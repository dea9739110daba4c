// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a run in the words of people and in their language. The table of core/run has
// the English keys and sentences; translations stand under the context "Parameter".
#pragma once

#include "core/run/ParameterTable.h"

#include <QString>

namespace pareidolia {

/// "Children a generation"; a key without a label of its own reads as it is, with blanks.
QString labelOf(const Parameter& parameter);

/// "pictures"; empty where there is none.
QString unitOf(const Parameter& parameter);

/// One sentence.
QString meaningOf(const Parameter& parameter);

/// "0 to 1"; empty for all but numbers.
QString rangeOf(const Parameter& parameter);

/// A word of a choice as people say it, with the field's term: "patterns (CPPN)".
QString choiceText(const std::string& word);

/// The shortest text that reads back to the same number, without an exponent where that is easy to
/// read.
QString realText(double value);

/// The parameter's value as it is typed; empty where it is not set.
QString valueText(const Parameter& parameter, const RunSpec& spec);

/// A value as it is shown: choices in people's words.
QString shownValue(const Parameter& parameter, const QString& value);

} // namespace pareidolia
