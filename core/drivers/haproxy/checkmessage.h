#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace gatehouse::haproxy {

/// Which object of the document a line of a configuration of ours is about: `services/orders`,
/// `routes/alive`, `listeners/web`; empty where it is none's. Lines count from 1.
[[nodiscard]] std::string objectAtLine(std::string_view config, int line);

/// What `haproxy -c` said, as an error of kind Rejected: its first complaint as message, the object it is
/// about in `where`, all of it in `detail`. `config` is the text that was checked, in the file `checked`; the
/// file's own name takes the place of that in what is shown.
[[nodiscard]] Error rejection(const std::string &said, std::string_view config, const std::string &checked,
                              const std::string &file);

} // namespace gatehouse::haproxy
