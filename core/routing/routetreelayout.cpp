#include "core/routing/routetreelayout.h"

#include "core/routing/texthash.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

namespace gatehouse {

namespace {

std::uint32_t childHash(std::uint32_t parent, std::string_view segment)
{
    return static_cast<std::uint32_t>(TextHash::of(segment)) ^ (parent * 0x9E3779B1U);
}

std::uint32_t slotHash(std::string_view segment)
{
    return static_cast<std::uint32_t>(TextHash::of(segment));
}

/// Puts an entry into an open hash table of `mask + 1` slots from `first` on, which has room.
void putSlot(std::vector<RouteTree::Slot> &slots, std::size_t first, std::size_t mask, RouteTree::Slot slot)
{
    std::size_t at = slot.hash & mask;
    while (slots[first + at].node != RouteTree::None)
        at = (at + 1) & mask;
    slots[first + at] = slot;
}

/// A power of two that leaves half of the slots free.
std::size_t slotCount(std::size_t entries)
{
    return std::bit_ceil(entries * 2);
}

void layOutHostTable(const std::unordered_map<std::string, std::uint32_t> &hosts, RouteTree::HostTable &table)
{
    if (hosts.empty())
        return;
    table.slots.resize(slotCount(hosts.size()));
    for (const auto &[text, host] : hosts) {
        const auto hash = static_cast<std::uint32_t>(TextHash::withoutCase(text));
        putSlot(table.slots, 0, table.slots.size() - 1, {hash, host});
    }
}

} // namespace

RouteDraft::RouteDraft(std::size_t routes)
    : m_index(slotCount(std::max<std::size_t>(routes, 16) * 2))
{
    m_nodes.reserve(routes * 2);
    m_placed.reserve(routes);
}

std::uint32_t RouteDraft::addRoot()
{
    return addNode({});
}

std::uint32_t RouteDraft::addNode(Node node)
{
    m_nodes.push_back(node);
    return static_cast<std::uint32_t>(m_nodes.size() - 1);
}

std::uint32_t RouteDraft::addLiteral(std::uint32_t node, std::string_view segment)
{
    if (m_nodes.size() * 2 > m_index.size())
        growIndex();
    const std::uint32_t hash = childHash(node, segment);
    const std::size_t mask = m_index.size() - 1;
    for (std::size_t at = hash & mask; m_index[at].node != RouteTree::None; at = (at + 1) & mask) {
        const Node &known = m_nodes[m_index[at].node];
        if (m_index[at].hash == hash && known.parent == node && known.segment == segment)
            return m_index[at].node;
    }
    Node child;
    child.parent = node;
    child.segment = segment;
    child.nextSibling = m_nodes[node].firstChild;
    child.isLiteral = m_nodes[node].isLiteral;
    const std::uint32_t added = addNode(child);
    m_nodes[node].firstChild = added;
    ++m_nodes[node].children;
    putSlot(m_index, 0, mask, {hash, added});
    return added;
}

void RouteDraft::growIndex()
{
    std::vector<RouteTree::Slot> larger(m_index.size() * 2);
    for (const RouteTree::Slot &slot : m_index) {
        if (slot.node != RouteTree::None)
            putSlot(larger, 0, larger.size() - 1, slot);
    }
    m_index = std::move(larger);
}

std::uint32_t RouteDraft::addParameter(std::uint32_t node)
{
    if (m_nodes[node].parameter == RouteTree::None) {
        Node child;
        child.parent = node;
        child.isLiteral = false;
        const std::uint32_t added = addNode(child);
        m_nodes[node].parameter = added;
    }
    return m_nodes[node].parameter;
}

void RouteDraft::addCandidate(std::uint32_t node, const RouteRank &rank,
                              const RouteTree::Candidate &candidate)
{
    m_placed.push_back({node, rank, candidate});
}

/// Brings candidates into the order in which they are asked and tells each node its own.
void RouteDraft::sortCandidates()
{
    const auto key = [](const Placed &placed) {
        // Exact before template before prefix; more conditions first.
        return std::tuple(placed.node, placed.rank.kind, placed.rank.anyMethod, ~placed.rank.headers,
                          ~placed.rank.query, placed.candidate.route);
    };
    std::sort(m_placed.begin(), m_placed.end(),
              [key](const Placed &left, const Placed &right) { return key(left) < key(right); });
    for (std::uint32_t i = 0; i < m_placed.size(); ++i) {
        Node &node = m_nodes[m_placed[i].node];
        RouteTree::Range &range = m_placed[i].rank.kind == PathKind::Prefix ? node.prefix : node.leaf;
        if (range.begin == range.end)
            range.begin = i;
        range.end = i + 1;
    }
}

void RouteDraft::layOut(RouteTree &tree)
{
    sortCandidates();
    tree.candidates.reserve(m_placed.size());
    std::vector<Open> queue;
    for (RouteTree::Host &host : tree.hosts) {
        const std::uint32_t draft = host.root;
        host.root = addLaid(draft, RouteTree::None, tree);
        queue.push_back({draft, host.root});
    }
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const Open open = queue[i];
        layOutNode(open, queue, tree);
    }
}

RouteTree::Range RouteDraft::copyCandidates(RouteTree::Range range, RouteTree &tree) const
{
    RouteTree::Range copied;
    copied.begin = static_cast<std::uint32_t>(tree.candidates.size());
    for (std::uint32_t i = range.begin; i < range.end; ++i)
        tree.candidates.push_back(m_placed[i].candidate);
    copied.end = static_cast<std::uint32_t>(tree.candidates.size());
    return copied;
}

std::uint32_t RouteDraft::addLaid(std::uint32_t draft, std::uint32_t prefixLink, RouteTree &tree) const
{
    const auto index = static_cast<std::uint32_t>(tree.nodes.size());
    RouteTree::Node node;
    node.leaf = copyCandidates(m_nodes[draft].leaf, tree);
    node.prefix = copyCandidates(m_nodes[draft].prefix, tree);
    node.prefixLink = node.prefix.begin != node.prefix.end ? index : prefixLink;
    node.widerPrefix = prefixLink;
    tree.nodes.push_back(node);
    return index;
}

void RouteDraft::layOutNode(const Open &open, std::vector<Open> &queue, RouteTree &tree) const
{
    const Node &draft = m_nodes[open.draft];
    if (draft.children > 0)
        layOutChildren(open, queue, tree);
    if (draft.parameter != RouteTree::None) {
        const std::uint32_t laid = addLaid(draft.parameter, RouteTree::None, tree);
        tree.nodes[open.laid].parameter = laid;
        queue.push_back({draft.parameter, laid});
    }
}

void RouteDraft::layOutChildren(const Open &open, std::vector<Open> &queue, RouteTree &tree) const
{
    const std::size_t first = tree.slots.size();
    const std::size_t count = slotCount(m_nodes[open.draft].children);
    tree.slots.resize(first + count);
    tree.nodes[open.laid].slots = static_cast<std::uint32_t>(first);
    tree.nodes[open.laid].slotMask = static_cast<std::uint32_t>(count - 1);
    const std::uint32_t prefixLink = tree.nodes[open.laid].prefixLink;
    for (std::uint32_t child = m_nodes[open.draft].firstChild; child != RouteTree::None;
         child = m_nodes[child].nextSibling) {
        const std::size_t label = tree.labels.size();
        tree.labels.append(m_nodes[child].segment);
        std::uint32_t last = child;
        const auto isLink = [](const Node &node) {
            return node.children == 1 && node.parameter == RouteTree::None && node.leaf.begin == node.leaf.end
                && node.prefix.begin == node.prefix.end;
        };
        while (isLink(m_nodes[last])) {
            last = m_nodes[last].firstChild;
            tree.labels.append("/").append(m_nodes[last].segment);
        }
        const std::uint32_t laid = addLaid(last, prefixLink, tree);
        tree.nodes[laid].label = static_cast<std::uint32_t>(label);
        tree.nodes[laid].labelSize = static_cast<std::uint32_t>(tree.labels.size() - label);
        putSlot(tree.slots, first, count - 1, {slotHash(m_nodes[child].segment), laid});
        queue.push_back({last, laid});
    }
}

std::uint64_t packMethod(std::string_view method)
{
    std::uint64_t packed = 0;
    if (method.size() <= sizeof(packed))
        std::memcpy(&packed, method.data(), method.size());
    return packed;
}

void layOutHosts(const std::unordered_map<std::string, std::uint32_t> &exact,
                 const std::unordered_map<std::string, std::uint32_t> &wildcards, RouteTree &tree)
{
    layOutHostTable(exact, tree.exactHosts);
    layOutHostTable(wildcards, tree.wildcardHosts);
    for (const auto &[text, host] : wildcards)
        tree.wildcardSizes[text.size() / 64] |= std::uint64_t{1} << (text.size() % 64);
}

void compileRegexSets(RouteTree &tree)
{
    constexpr std::int64_t base = 16LL << 20;
    constexpr std::int64_t each = 64LL << 10;
    for (RouteTree::Regexes &regexes : tree.regexes) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(base + each * static_cast<std::int64_t>(regexes.each.size()));
        auto set = std::make_unique<re2::RE2::Set>(options, re2::RE2::ANCHOR_BOTH);
        bool complete = true;
        for (const auto &regex : regexes.each)
            complete = complete && set->Add(regex->pattern(), nullptr) >= 0;
        if (complete && set->Compile())
            regexes.set = std::move(set);
    }
}

} // namespace gatehouse
