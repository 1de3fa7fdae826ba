#include "core/model/shadow.h"

#include "core/model/asciicase.h"
#include "core/model/condition.h"
#include "core/model/pathcover.h"

#include <algorithm>
#include <unordered_map>

namespace gatehouse {

namespace {

using Conditions = std::vector<ValueMatch>;

/// A route as it is compared: hosts and header names in lower case, each host and method once.
struct Candidate
{
    std::size_t index = 0;
    std::vector<std::string> hosts; ///< "" stands for any
    std::vector<std::string> methods; ///< "" stands for any
    std::vector<std::string_view> listeners; ///< empty: all
    Conditions headers;
    Conditions query;
    const PathMatch *path = nullptr;

    bool namesMethods() const { return !methods.front().empty(); }
    bool isOn(std::string_view listener) const
    {
        return listeners.empty()
            || std::find(listeners.begin(), listeners.end(), listener) != listeners.end();
    }
};

std::vector<std::string> eachOnce(const std::vector<std::string> &texts, bool lower)
{
    std::vector<std::string> unique;
    for (const std::string &text : texts) {
        const std::string entry = lower ? loweredAscii(text) : text;
        if (std::find(unique.begin(), unique.end(), entry) == unique.end())
            unique.push_back(entry);
    }
    if (unique.empty())
        unique.emplace_back();
    return unique;
}

Candidate candidateOf(const Route &route, std::size_t index)
{
    Candidate candidate;
    candidate.index = index;
    candidate.hosts = eachOnce(route.match.hosts, true);
    candidate.methods = eachOnce(route.match.methods, false);
    for (const ListenerName &listener : route.listeners)
        candidate.listeners.push_back(listener.view());
    candidate.headers = route.match.headers;
    for (ValueMatch &condition : candidate.headers)
        condition.name = loweredAscii(condition.name);
    candidate.query = route.match.query;
    candidate.path = &route.match.path;
    return candidate;
}

/// Whether a request that meets all of `given` surely meets all of `wanted`.
bool allImplied(const Conditions &given, const Conditions &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&given](const ValueMatch &condition) {
        return std::any_of(given.begin(), given.end(), [&condition](const ValueMatch &other) {
            return other.name == condition.name && implies(other, condition);
        });
    });
}

/// Whether `a` goes before `b` where both match and their hosts and paths rank equal.
bool goesBefore(const Candidate &a, const Candidate &b)
{
    if (a.namesMethods() != b.namesMethods())
        return a.namesMethods();
    if (a.headers.size() != b.headers.size())
        return a.headers.size() > b.headers.size();
    if (a.query.size() != b.query.size())
        return a.query.size() > b.query.size();
    return a.index < b.index;
}

/// Conditions that only requests with one certain value meet part the candidates further.
std::vector<std::string> pivotsOf(const Candidate &candidate)
{
    std::vector<std::string> pivots;
    for (const ValueMatch &condition : candidate.headers) {
        if (condition.kind == ValueMatchKind::Exact)
            pivots.push_back("header " + condition.name + "=" + condition.text);
    }
    for (const ValueMatch &condition : candidate.query) {
        if (condition.kind == ValueMatchKind::Exact)
            pivots.push_back("query " + condition.name + "=" + condition.text);
    }
    return pivots;
}

bool sameSet(std::vector<std::string> a, std::vector<std::string> b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

class ShadowFinder final
{
public:
    explicit ShadowFinder(const Model &model);
    std::vector<Shadow> find() const;

private:
    /// One kind of request: by listener, host and method.
    struct Corner
    {
        std::string_view listener;
        const std::string &host;
        const std::string &method;
    };

    static std::string bucket(const std::string &path, const std::string &host, const std::string &method,
                              const std::string &pivot)
    {
        return path + '\n' + host + '\n' + method + '\n' + pivot;
    }
    std::vector<std::string_view> listenersOf(const Candidate &candidate) const;
    std::optional<Shadow> shadowOf(const Candidate &candidate) const;
    const Candidate *coverOf(const Candidate &candidate, const Corner &corner,
                             const std::vector<CoveringPath> &paths,
                             const std::vector<std::string> &pivots) const;
    const Candidate *firstCover(const Candidate &candidate, const Corner &corner, CoveringPath::Rank rank,
                                const std::string &key) const;
    bool matchesTheSame(const Candidate &a, const Candidate &b) const;

    const Model &m_model;
    std::vector<Candidate> m_candidates;
    PathCover m_paths;
    std::unordered_map<std::string, std::vector<std::size_t>> m_buckets; ///< to indices of m_candidates
};

ShadowFinder::ShadowFinder(const Model &model)
    : m_model(model)
{
    for (std::size_t i = 0; i < model.routes.size(); ++i) {
        if (!model.routes[i].enabled)
            continue;
        m_candidates.push_back(candidateOf(model.routes[i], i));
        m_paths.add(model.routes[i].match.path);
    }
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        const Candidate &candidate = m_candidates[i];
        const std::string path = pathKey(*candidate.path);
        const std::vector<std::string> pivots = pivotsOf(candidate);
        const std::string pivot = pivots.empty() ? std::string() : pivots.front();
        for (const std::string &host : candidate.hosts) {
            for (const std::string &method : candidate.methods)
                m_buckets[bucket(path, host, method, pivot)].push_back(i);
        }
    }
}

/// The listeners on which a candidate can be reached; one without a name where the document has none.
std::vector<std::string_view> ShadowFinder::listenersOf(const Candidate &candidate) const
{
    std::vector<std::string_view> names;
    for (const Listener &listener : m_model.listeners) {
        if (candidate.isOn(listener.name.view()))
            names.push_back(listener.name.view());
    }
    if (m_model.listeners.empty() && candidate.listeners.empty())
        names.emplace_back();
    return names;
}

const Candidate *ShadowFinder::firstCover(const Candidate &candidate, const Corner &corner,
                                          CoveringPath::Rank rank, const std::string &key) const
{
    const auto found = m_buckets.find(key);
    if (found == m_buckets.end())
        return nullptr;
    for (const std::size_t place : found->second) {
        const Candidate &other = m_candidates[place];
        if (&other == &candidate || !other.isOn(corner.listener))
            continue;
        const bool wins = rank == CoveringPath::Rank::Better
            || (rank == CoveringPath::Rank::ByOrder ? other.index < candidate.index
                                                    : goesBefore(other, candidate));
        if (wins && allImplied(candidate.headers, other.headers) && allImplied(candidate.query, other.query))
            return &other;
    }
    return nullptr;
}

const Candidate *ShadowFinder::coverOf(const Candidate &candidate, const Corner &corner,
                                       const std::vector<CoveringPath> &paths,
                                       const std::vector<std::string> &pivots) const
{
    static const std::string Any;
    for (const CoveringPath &path : paths) {
        for (const std::string *method : {&corner.method, &Any}) {
            for (std::size_t k = 0; k <= pivots.size(); ++k) {
                const std::string &pivot = k == 0 ? Any : pivots[k - 1];
                if (const Candidate *cover = firstCover(candidate, corner, path.rank,
                                                        bucket(path.key, corner.host, *method, pivot)))
                    return cover;
            }
            if (corner.method.empty())
                break;
        }
    }
    return nullptr;
}

bool ShadowFinder::matchesTheSame(const Candidate &a, const Candidate &b) const
{
    return pathKey(*a.path) == pathKey(*b.path) && sameSet(a.hosts, b.hosts) && sameSet(a.methods, b.methods)
        && listenersOf(a) == listenersOf(b) && allImplied(a.headers, b.headers)
        && allImplied(b.headers, a.headers) && allImplied(a.query, b.query) && allImplied(b.query, a.query);
}

std::optional<Shadow> ShadowFinder::shadowOf(const Candidate &candidate) const
{
    const std::vector<CoveringPath> paths = m_paths.covering(*candidate.path);
    const std::vector<std::string> pivots = pivotsOf(candidate);
    const Candidate *first = nullptr;
    Shadow shadow;
    for (const std::string_view listener : listenersOf(candidate)) {
        for (const std::string &host : candidate.hosts) {
            for (const std::string &method : candidate.methods) {
                const Candidate *cover = coverOf(candidate, {listener, host, method}, paths, pivots);
                if (cover == nullptr)
                    return {};
                if (first == nullptr)
                    first = cover;
                shadow.byOthersToo = shadow.byOthersToo || cover != first;
            }
        }
    }
    if (first == nullptr)
        return {};
    shadow.route = candidate.index;
    shadow.by = first->index;
    shadow.isDuplicate = !shadow.byOthersToo && matchesTheSame(candidate, *first);
    shadow.witness = witnessFor(m_model.routes[candidate.index].match);
    return shadow;
}

std::vector<Shadow> ShadowFinder::find() const
{
    std::vector<Shadow> shadows;
    for (const Candidate &candidate : m_candidates) {
        if (auto shadow = shadowOf(candidate))
            shadows.push_back(std::move(*shadow));
    }
    return shadows;
}

} // namespace

std::vector<Shadow> findShadows(const Model &model)
{
    return ShadowFinder(model).find();
}

} // namespace gatehouse
