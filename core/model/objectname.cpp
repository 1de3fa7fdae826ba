#include "core/model/objectname.h"

namespace gatehouse {

bool isObjectName(std::string_view text)
{
    constexpr std::string_view Allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    constexpr std::string_view NotFirst = "._-";
    constexpr std::size_t Longest = 63;
    return !text.empty() && text.size() <= Longest && text.find_first_not_of(Allowed) == text.npos
        && NotFirst.find(text.front()) == NotFirst.npos;
}

} // namespace gatehouse
