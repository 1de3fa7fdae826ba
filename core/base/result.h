#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace gatehouse {

/// A value, or the reason why there is none. Functions that return it are [[nodiscard]].
template <class T> using Result = tl::expected<T, Error>;

/// Makes the failing side of a Result: `return failure(ErrorKind::NotFound, "…");`
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, std::string message,
                                                   std::string where = {}, std::string remedy = {},
                                                   std::string detail = {})
{
    return tl::unexpected<Error>(
        Error{kind, std::move(message), std::move(where), std::move(remedy), std::move(detail)});
}

} // namespace gatehouse
