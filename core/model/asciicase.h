#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace gatehouse {

/// ASCII letters in lower case, everything else as it is: for names of headers and hosts.
[[nodiscard]] inline std::string loweredAscii(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

} // namespace gatehouse
