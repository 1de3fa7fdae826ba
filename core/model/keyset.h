#pragma once

#include "core/model/tree.h"

#include <string>
#include <unordered_set>

namespace gatehouse {

/// Finds the key that comes a second time in one mapping, while the mapping is being read. Most have few
/// members, and those are compared with each other; for large ones it takes a hash table.
class KeySet final
{
public:
    /// Whether `object`, which has all members before it, does not have this key yet.
    bool isNew(const Tree &object, const std::string &key);

private:
    std::unordered_set<std::string> m_keys;
};

} // namespace gatehouse
