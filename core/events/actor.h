#pragma once

#include <string>

namespace gatehouse {

/// Who did something, as history and audit show it.
struct Actor
{
    std::string name; ///< the login name, or what the user chose to be called; never empty

    bool operator==(const Actor &) const = default;
};

} // namespace gatehouse
