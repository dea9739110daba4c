// SPDX-License-Identifier: GPL-3.0-or-later
// Leaves a function that gives a Result with the error of another one; named as in other C++ code.
#pragma once

#include "core/base/Error.h"

#include <utility>

/// `ASSIGN_OR_RETURN(const auto text, readFile(path));` declares the value, or returns the error.
#define ASSIGN_OR_RETURN(declaration, ...)                                                         \
    ASSIGN_OR_RETURN_FROM(RESULT_OF_LINE(result, __LINE__), declaration, __VA_ARGS__)

/// `RETURN_IF_ERROR(checkName(name));` for a Result whose value nobody needs.
#define RETURN_IF_ERROR(...)                                                                       \
    do {                                                                                           \
        if (auto resultHere = __VA_ARGS__; !resultHere)                                            \
            return tl::unexpected(std::move(resultHere).error());                                  \
    } while (false)

// The two below are only for the one above.
#define RESULT_OF_LINE(name, line) RESULT_OF_LINE_AS_IT_IS(name, line)
#define RESULT_OF_LINE_AS_IT_IS(name, line) name##line
#define ASSIGN_OR_RETURN_FROM(result, declaration, ...)                                            \
    auto result = __VA_ARGS__;                                                                     \
    if (!result)                                                                                   \
        return tl::unexpected(std::move(result).error());                                          \
    declaration = *std::move(result)
