#pragma once

#include "core/model/values.h"
#include "core/routing/routetree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatehouse {

/// What ranks routes that end at one place: fields in order of weight; then comes the order in the document.
struct RouteRank
{
    PathKind kind = PathKind::Exact;
    bool anyMethod = false;
    std::size_t headers = 0;
    std::size_t query = 0;
};

/// The tree while it grows, one node a segment. Used by the builder only.
class RouteDraft
{
public:
    explicit RouteDraft(std::size_t routes);

    std::uint32_t addRoot();
    /// The child of `node` for the segment, made where it is new. The text must outlive the draft.
    std::uint32_t addLiteral(std::uint32_t node, std::string_view segment);
    std::uint32_t addParameter(std::uint32_t node);
    /// A prefix route belongs to the node where its prefix ends.
    void addCandidate(std::uint32_t node, const RouteRank &rank, const RouteTree::Candidate &candidate);

    /// Writes nodes, slots, labels and candidates: chains without a choice become one label, hosts get their
    /// roots.
    void layOut(RouteTree &tree);

private:
    struct Node
    {
        std::uint32_t parent = RouteTree::None;
        std::string_view segment{};
        std::uint32_t firstChild = RouteTree::None; ///< literal children, the newest first
        std::uint32_t nextSibling = RouteTree::None;
        std::uint32_t children = 0;
        std::uint32_t parameter = RouteTree::None;
        bool isLiteral = true; ///< no parameter from the root to here
        RouteTree::Range leaf{};
        RouteTree::Range prefix{};
    };
    struct Placed
    {
        std::uint32_t node = 0;
        RouteRank rank;
        RouteTree::Candidate candidate;
    };
    struct Open
    {
        std::uint32_t draft = 0; ///< in m_nodes
        std::uint32_t laid = 0; ///< in RouteTree::nodes
    };

    std::uint32_t addNode(Node node);
    void growIndex();
    void sortCandidates();
    void layOutNode(const Open &open, std::vector<Open> &queue, RouteTree &tree) const;
    void layOutChildren(const Open &open, std::vector<Open> &queue, RouteTree &tree) const;
    std::uint32_t addLaid(std::uint32_t draft, std::uint32_t prefixLink, RouteTree &tree) const;
    RouteTree::Range copyCandidates(RouteTree::Range range, RouteTree &tree) const;

    std::vector<Node> m_nodes;
    std::vector<RouteTree::Slot> m_index; ///< (parent, segment) → node
    std::vector<Placed> m_placed;
};

/// A method's bytes as one number, 0 where it is longer than 8.
[[nodiscard]] std::uint64_t packMethod(std::string_view method);

/// Fills the hash tables of hosts from text → index.
void layOutHosts(const std::unordered_map<std::string, std::uint32_t> &exact,
                 const std::unordered_map<std::string, std::uint32_t> &wildcards, RouteTree &tree);

/// Makes one RE2::Set of each host's regexes; where RE2 finds it too large, there is none and each is asked
/// alone.
void compileRegexSets(RouteTree &tree);

} // namespace gatehouse
