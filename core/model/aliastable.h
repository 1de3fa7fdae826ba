#pragma once

#include "core/model/tree.h"

#include <map>
#include <string>
#include <string_view>

namespace gatehouse {

/// The anchored values of a YAML document and what it costs to copy them, so that aliases cannot make a
/// document explode.
class AliasTable final
{
public:
    struct Anchored
    {
        Tree tree;
        std::size_t weight = 0; ///< bytes, roughly
        int height = 0; ///< levels of nesting, 1 for a scalar
    };

    /// While a value is still open, an alias to it would be a circle.
    void open(const std::string &name) { m_values.erase(name); }
    /// Keeps a finished value. False where the document has used up what it may.
    bool close(const std::string &name, const Tree &tree);
    /// The value, or null where no finished one has this name.
    const Anchored *find(const std::string &name) const;
    /// Counts a copy. False where the document has used up what it may.
    bool spend(std::size_t bytes);
    bool isSpent() const;

private:
    std::map<std::string, Anchored> m_values;
    std::size_t m_spent = 0;
};

} // namespace gatehouse
