#include "core/model/keyset.h"

#include <algorithm>

namespace gatehouse {

bool KeySet::isNew(const Tree &object, const std::string &key)
{
    constexpr std::size_t Few = 16;
    const auto &members = object.get_ref<const Tree::object_t &>();
    if (members.size() < Few)
        return std::none_of(members.begin(), members.end(),
                            [&key](const auto &member) { return member.first == key; });
    if (m_keys.empty()) {
        for (const auto &member : members)
            m_keys.insert(member.first);
    }
    return m_keys.insert(key).second;
}

} // namespace gatehouse
