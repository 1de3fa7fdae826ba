#pragma once

#include "core/model/regexshape.h"
#include "core/model/values.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatehouse {

/// A path form of routes that surely matches all that another one matches, and does not rank below it.
struct CoveringPath
{
    enum class Rank {
        Better,
        Equal, ///< what follows the path in precedence decides
        ByOrder, ///< the route that stands first in the document wins
    };
    std::string key; ///< pathKey() of its routes
    Rank rank = Rank::Better;
    bool operator==(const CoveringPath &) const = default;
};

/// The text under which routes with the same set of paths and the same rank are kept together.
[[nodiscard]] std::string pathKey(const PathMatch &path);

/// Finds, for a path form, the forms among all added ones that cover it. Only what holds for every path is
/// found.
class PathCover final
{
public:
    void add(const PathMatch &path);
    [[nodiscard]] std::vector<CoveringPath> covering(const PathMatch &path) const;

private:
    struct Node
    {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> parameter;
        std::string key; ///< of the templates that end here
    };

    void collectTemplates(const Node &node, const std::vector<SegmentShape> &segments, std::size_t depth,
                          std::vector<CoveringPath> &found) const;
    void coverRegex(const std::string &pattern, std::vector<CoveringPath> &found) const;
    void coverByOpenRegexes(std::string_view lead, PathKind kind, std::vector<CoveringPath> &found) const;

    struct OpenRegex
    {
        std::string pattern;
        RegexShape::Tail tail = RegexShape::Tail::Other;
    };
    Node m_templates;
    std::unordered_map<std::string, std::vector<OpenRegex>>
        m_openRegexes; ///< those that take any rest, by their lead
};

} // namespace gatehouse
