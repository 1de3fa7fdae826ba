#include "core/routing/routetable.h"

#include "core/routing/hostname.h"
#include "core/routing/routetreebuilder.h"
#include "core/routing/routetreelayout.h"
#include "core/routing/texthash.h"

#include <algorithm>
#include <string>

namespace gatehouse {

struct MatchScratch::Memory
{
    /// A place where a literal child was taken and the parameter is still to be tried.
    struct Fork
    {
        std::uint32_t node = 0;
        std::size_t start = 0; ///< of the segment, in the path
        std::size_t parameters = 0; ///< how many values were taken before
    };

    std::vector<Fork> forks;
    std::vector<std::string_view> values;
    std::vector<PathParameter> parameters;
    std::vector<int> regexHits;
    std::vector<std::string_view> allowed;
    std::string text;
};

namespace {

using Memory = MatchScratch::Memory;

/// One look-up of one request.
class Lookup
{
public:
    Lookup(const RouteTree &tree, const RequestView &request, Memory &memory);

    MatchResult run();

private:
    enum class Mode {
        Find, ///< stop at the first candidate that accepts
        Collect, ///< visit all and note the methods that would do
    };

    bool walkHosts();
    bool walkWildcards(std::string_view host);
    bool tryHost(std::uint32_t host);
    bool tryTree(std::uint32_t root);
    bool tryPrefixes(std::uint32_t node);
    bool tryRegexes(const RouteTree::Regexes &regexes);
    bool tryEachRegex(const RouteTree::Regexes &regexes);
    bool tryRange(RouteTree::Range range);
    bool accept(const RouteTree::Candidate &candidate);
    bool meetsConditions(const RouteTree::Conditions &conditions);
    std::uint32_t literalChild(const RouteTree::Node &node, std::size_t start, std::size_t stop) const;
    std::uint32_t findHost(const RouteTree::HostTable &table, std::string_view host) const;
    MatchResult methodNotAllowed();

    const RouteTree &m_tree;
    const RequestView &m_request;
    Memory &m_memory;
    std::string_view m_path;
    std::uint64_t m_method = RouteTree::OtherBit;
    std::uint64_t m_listener = RouteTree::OtherBit;
    Mode m_mode = Mode::Find;
    bool m_methodFailed = false; ///< some candidate was passed over for its method
    std::uint64_t m_collected = 0;
    std::uint32_t m_deepest = 0; ///< of the places that tryTree() reached by literals alone
    const RouteTree::Candidate *m_winner = nullptr;
};

std::uint64_t methodBit(const RouteTree &tree, std::string_view method)
{
    const std::uint64_t packed = packMethod(method);
    for (std::size_t i = 0; i < tree.methods.size(); ++i) {
        if (tree.methods[i].packed == packed && (packed != 0 || tree.methods[i].name == method))
            return std::uint64_t{1} << i;
    }
    return RouteTree::OtherBit;
}

Lookup::Lookup(const RouteTree &tree, const RequestView &request, Memory &memory)
    : m_tree(tree)
    , m_request(request)
    , m_memory(memory)
    , m_path(request.path)
    , m_method(methodBit(tree, request.method))
{
    if (request.listener < tree.listenerBits.size())
        m_listener = tree.listenerBits[request.listener];
}

MatchResult Lookup::run()
{
    m_memory.values.clear();
    if (walkHosts()) {
        m_memory.parameters.clear();
        for (std::size_t i = 0; i < m_memory.values.size(); ++i)
            m_memory.parameters.push_back({m_tree.names[m_winner->names + i], m_memory.values[i]});
        return {MatchOutcome::Found, m_winner->route, m_memory.parameters, {}};
    }
    if (m_methodFailed) {
        m_mode = Mode::Collect;
        walkHosts();
        if (m_collected != 0)
            return methodNotAllowed();
    }
    return {};
}

MatchResult Lookup::methodNotAllowed()
{
    m_memory.allowed.clear();
    for (std::size_t i = 0; i < m_tree.methods.size(); ++i) {
        if ((m_collected >> i & 1U) != 0)
            m_memory.allowed.emplace_back(m_tree.methods[i].name);
    }
    return {MatchOutcome::MethodNotAllowed, 0, {}, m_memory.allowed};
}

/// From the narrowest host to the widest; the first that has a matching route ends it.
bool Lookup::walkHosts()
{
    const std::string_view host = withoutPort(m_request.host);
    if (!m_tree.exactHosts.slots.empty()) {
        const std::uint32_t exact = findHost(m_tree.exactHosts, host);
        if (exact != RouteTree::None && tryHost(exact))
            return true;
    }
    if (!m_tree.wildcardHosts.slots.empty() && walkWildcards(host))
        return true;
    return m_tree.anyHost != RouteTree::None && tryHost(m_tree.anyHost);
}

bool Lookup::walkWildcards(std::string_view host)
{
    // The first byte stands before any wildcard's dot.
    for (std::size_t dot = host.find('.', 1); dot != std::string_view::npos; dot = host.find('.', dot + 1)) {
        const std::string_view rest = host.substr(dot);
        if (rest.size() / 64 >= m_tree.wildcardSizes.size()
            || (m_tree.wildcardSizes[rest.size() / 64] >> (rest.size() % 64) & 1U) == 0)
            continue;
        const std::uint32_t wildcard = findHost(m_tree.wildcardHosts, rest);
        if (wildcard != RouteTree::None && tryHost(wildcard))
            return true;
    }
    return false;
}

std::uint32_t Lookup::findHost(const RouteTree::HostTable &table, std::string_view host) const
{
    const auto hash = static_cast<std::uint32_t>(TextHash::withoutCase(host));
    const std::size_t mask = table.slots.size() - 1;
    for (std::size_t at = hash & mask; table.slots[at].node != RouteTree::None; at = (at + 1) & mask) {
        const RouteTree::Slot &slot = table.slots[at];
        if (slot.hash == hash && equalsNoCase(m_tree.hosts[slot.node].text, host))
            return slot.node;
    }
    return RouteTree::None;
}

bool Lookup::tryHost(std::uint32_t host)
{
    const RouteTree::Host &entry = m_tree.hosts[host];
    if (tryTree(entry.root))
        return true;
    m_memory.values.clear();
    if (entry.regexes != RouteTree::None && tryRegexes(m_tree.regexes[entry.regexes]))
        return true;
    return tryPrefixes(m_deepest);
}

/// The child whose label the path goes on with at `start`; `stop` is where the first segment ends.
std::uint32_t Lookup::literalChild(const RouteTree::Node &node, std::size_t start, std::size_t stop) const
{
    if (node.slots == RouteTree::None)
        return RouteTree::None;
    const auto hash = static_cast<std::uint32_t>(TextHash::of(m_path.substr(start, stop - start)));
    for (std::size_t at = hash & node.slotMask;; at = (at + 1) & node.slotMask) {
        const RouteTree::Slot &slot = m_tree.slots[node.slots + at];
        if (slot.node == RouteTree::None)
            return RouteTree::None;
        if (slot.hash != hash)
            continue;
        const RouteTree::Node &child = m_tree.nodes[slot.node];
        const std::string_view rest = m_path.substr(start);
        const std::string_view label(m_tree.labels.data() + child.label, child.labelSize);
        if (rest.starts_with(label) && (rest.size() == label.size() || rest[label.size()] == '/'))
            return slot.node;
    }
}

/// Walks exact and template routes depth first, a literal before the parameter. `start` is where a segment
/// begins in the path; past its end everything is consumed.
bool Lookup::tryTree(std::uint32_t root)
{
    auto &forks = m_memory.forks;
    auto &values = m_memory.values;
    forks.clear();
    m_deepest = root;
    std::uint32_t at = root;
    std::size_t start = 1;
    bool literal = true;
    while (true) {
        const RouteTree::Node &node = m_tree.nodes[at];
        std::uint32_t next = RouteTree::None;
        if (start > m_path.size()) {
            if (tryRange(node.leaf))
                return true;
        } else {
            const std::size_t stop = std::min(m_path.find('/', start), m_path.size());
            const bool takes = node.parameter != RouteTree::None && stop > start;
            next = literalChild(node, start, stop);
            if (next != RouteTree::None) {
                if (takes)
                    forks.push_back({at, start, values.size()});
                if (literal)
                    m_deepest = next;
                start += m_tree.nodes[next].labelSize + 1;
            } else if (takes) {
                values.push_back(m_path.substr(start, stop - start));
                next = node.parameter;
                start = stop + 1;
                literal = false;
            }
        }
        if (next == RouteTree::None) {
            if (forks.empty())
                return false;
            const Memory::Fork fork = forks.back();
            forks.pop_back();
            const std::size_t stop = std::min(m_path.find('/', fork.start), m_path.size());
            values.resize(fork.parameters);
            values.push_back(m_path.substr(fork.start, stop - fork.start));
            next = m_tree.nodes[fork.node].parameter;
            start = stop + 1;
            literal = false;
        }
        at = next;
    }
}

bool Lookup::tryPrefixes(std::uint32_t node)
{
    for (std::uint32_t at = m_tree.nodes[node].prefixLink; at != RouteTree::None;
         at = m_tree.nodes[at].widerPrefix) {
        if (tryRange(m_tree.nodes[at].prefix))
            return true;
    }
    return false;
}

bool Lookup::tryRegexes(const RouteTree::Regexes &regexes)
{
    if (!regexes.set)
        return tryEachRegex(regexes);
    re2::RE2::Set::ErrorInfo error{};
    auto &hits = m_memory.regexHits;
    if (!regexes.set->Match(re2::StringPiece(m_path.data(), m_path.size()), &hits, &error))
        return error.kind == re2::RE2::Set::kOutOfMemory && tryEachRegex(regexes);
    std::sort(hits.begin(), hits.end());
    return std::any_of(hits.begin(), hits.end(),
                       [&](int hit) { return accept(regexes.candidates[static_cast<std::size_t>(hit)]); });
}

bool Lookup::tryEachRegex(const RouteTree::Regexes &regexes)
{
    for (std::size_t i = 0; i < regexes.each.size(); ++i) {
        if (re2::RE2::FullMatch(re2::StringPiece(m_path.data(), m_path.size()), *regexes.each[i])
            && accept(regexes.candidates[i]))
            return true;
    }
    return false;
}

bool Lookup::tryRange(RouteTree::Range range)
{
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
        if (accept(m_tree.candidates[i]))
            return true;
    }
    return false;
}

/// Asks what is left once the path has matched. In Mode::Collect nothing is ever accepted.
bool Lookup::accept(const RouteTree::Candidate &candidate)
{
    if ((candidate.listeners & m_listener) == 0)
        return false;
    const bool fits = (candidate.methods & m_method) != 0;
    if (!fits && m_mode == Mode::Find) {
        m_methodFailed = true;
        return false;
    }
    if (candidate.conditions != RouteTree::None && !meetsConditions(m_tree.conditions[candidate.conditions]))
        return false;
    if (m_mode == Mode::Collect) {
        m_collected |= candidate.methods;
        return false;
    }
    m_winner = &candidate;
    return true;
}

bool Lookup::meetsConditions(const RouteTree::Conditions &conditions)
{
    const auto headerFits = [this](const ValueCondition &condition) {
        return condition.accepts(headerValue(m_request.headers, condition.name(), m_memory.text));
    };
    const auto queryFits = [this](const ValueCondition &condition) {
        return condition.accepts(queryValue(m_request.query, condition.name(), m_memory.text));
    };
    return std::all_of(conditions.headers.begin(), conditions.headers.end(), headerFits)
        && std::all_of(conditions.query.begin(), conditions.query.end(), queryFits);
}

} // namespace

MatchScratch::MatchScratch()
    : m_memory(std::make_unique<Memory>())
{
}

MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch &&) noexcept = default;
MatchScratch &MatchScratch::operator=(MatchScratch &&) noexcept = default;

Result<RouteTable> RouteTable::compile(const Model &model)
{
    auto tree = buildRouteTree(model);
    if (!tree)
        return tl::unexpected(tree.error());
    return RouteTable(std::move(*tree));
}

RouteTable::RouteTable(std::unique_ptr<const RouteTree> tree)
    : m_tree(std::move(tree))
{
}

RouteTable::RouteTable(RouteTable &&) noexcept = default;
RouteTable &RouteTable::operator=(RouteTable &&) noexcept = default;
RouteTable::~RouteTable() = default;

MatchResult RouteTable::match(const RequestView &request, MatchScratch &scratch) const
{
    return Lookup(*m_tree, request, scratch.memory()).run();
}

} // namespace gatehouse
