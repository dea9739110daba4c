// SPDX-License-Identifier: GPL-3.0-or-later
// Expected failures are values. Each one says what failed, why, and what to do, because the
// sentence that a user reads is made of exactly these three parts.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace pareidolia {

struct Error
{
    /// Decides the exit code of the command line: `Usage` 2 (a bad option or value), `Failure` 1.
    enum class Kind { Failure, Usage };

    std::string what;   ///< the thing that failed, usually a file, key or network
    std::string why;    ///< the cause
    std::string advice; ///< what the user can do
    Kind kind = Kind::Failure;

    /// "<what>: <why>; <what to do>", one line whatever the parts hold.
    std::string sentence() const;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string what, std::string why, std::string advice)
{
    return tl::unexpected(
        Error{std::move(what), std::move(why), std::move(advice), Error::Kind::Failure});
}

inline tl::unexpected<Error> usageError(std::string what, std::string why, std::string advice)
{
    return tl::unexpected(
        Error{std::move(what), std::move(why), std::move(advice), Error::Kind::Usage});
}

} // namespace pareidolia
