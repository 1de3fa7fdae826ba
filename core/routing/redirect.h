#pragma once

#include "core/model/values.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// The Location of a route's redirect: its own parts, and those of the request where it names none. `scheme`
/// is that of the listener (`http`, `https`), `host` as the client sent it, with its port; `path` is
/// normalised; `query` is kept in any case. Without a host on either side it is the path alone.
[[nodiscard]] std::string redirectLocation(const Redirect &redirect, std::string_view scheme,
                                           std::string_view host, std::string_view path,
                                           std::string_view query);

} // namespace gatehouse
