#pragma once

#include "core/base/random.h"
#include "core/model/tree.h"

#include <string>

/// Trees of every shape for property tests: strings that need quotes, empty collections, long ones, odd keys.
/// The same seed gives the same trees.
namespace gatehouse::support {

class RandomTree final
{
public:
    explicit RandomTree(std::uint64_t seed)
        : m_random(seed)
    {
    }

    /// Any value, nested up to `depth` levels.
    Tree value(int depth);
    Tree scalar();
    /// An object with at least one member.
    Tree object(int depth);
    std::string text();
    std::string key();
    Random &random() { return m_random; }
    bool oneIn(std::uint64_t n) { return m_random.below(n) == 0; }

private:
    Random m_random;
};

} // namespace gatehouse::support
