#include "core/model/aliastable.h"

#include "core/model/sourcetext.h"

#include <algorithm>

namespace gatehouse {

namespace {

std::size_t weightOf(const Tree &tree)
{
    constexpr std::size_t NodeBytes = 32;
    std::size_t bytes = NodeBytes;
    if (tree.is_string())
        bytes += tree.get_ref<const std::string &>().size();
    if (tree.is_array()) {
        for (const Tree &item : tree)
            bytes += weightOf(item);
    }
    if (tree.is_object()) {
        for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>())
            bytes += key.size() + weightOf(value);
    }
    return bytes;
}

int heightOf(const Tree &tree)
{
    int height = 0;
    if (tree.is_structured()) {
        for (const Tree &child : tree)
            height = std::max(height, heightOf(child));
    }
    return height + 1;
}

} // namespace

bool AliasTable::close(const std::string &name, const Tree &tree)
{
    const std::size_t weight = weightOf(tree);
    if (!spend(weight))
        return false;
    m_values[name] = Anchored{tree, weight, heightOf(tree)};
    return true;
}

const AliasTable::Anchored *AliasTable::find(const std::string &name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? nullptr : &found->second;
}

bool AliasTable::spend(std::size_t bytes)
{
    if (!isSpent())
        m_spent += bytes;
    return !isSpent();
}

bool AliasTable::isSpent() const
{
    return m_spent > MaximumAliasBytes;
}

} // namespace gatehouse
