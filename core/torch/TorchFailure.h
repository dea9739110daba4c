// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch reports errors as exceptions with a stack trace in the message; these become one line.
#pragma once

#include "core/base/Error.h"

#include <exception>
#include <string>
#include <utility>

namespace pareidolia {

/// The one line of a LibTorch message that says what went wrong.
std::string reasonOf(const std::exception& exception);

/// Calls `work`, which returns a Result; an exception becomes an Error on `what`.
template <typename Work>
auto withoutExceptions(const std::string& what, const std::string& advice, Work&& work)
    -> decltype(work())
{
    try {
        return std::forward<Work>(work)();
    } catch (const std::exception& exception) {
        return failure(what, reasonOf(exception), advice);
    }
}

} // namespace pareidolia
