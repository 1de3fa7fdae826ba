#pragma once

#include "core/base/result.h"
#include "core/model/values.h"
#include "core/routing/requestview.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace gatehouse {

struct RouteTree;

/// A template parameter and what it took of the path (as it stands in the normalised path, not decoded).
struct PathParameter
{
    std::string_view name;
    std::string_view value;

    bool operator==(const PathParameter &) const = default;
};

enum class MatchOutcome {
    Found,
    NoRoute, ///< the gateway answers 404
    MethodNotAllowed, ///< the gateway answers 405 with `Allow`
};

/// The decision of RouteTable::match(). The spans look into the scratch and the table: they hold until the
/// scratch is used again, the table dies or the request's path does.
struct MatchResult
{
    MatchOutcome outcome = MatchOutcome::NoRoute;
    std::uint32_t route = 0; ///< index into Model::routes; only for Found
    std::span<const PathParameter>
        parameters{}; ///< in the order of the template; empty for other kinds of path
    std::span<const std::string_view>
        allowed{}; ///< only for MethodNotAllowed: each method once, by first mention
};

/// Working memory of RouteTable::match(). One object a thread (or a connection), used again and again: after
/// the first few calls nothing is allocated. Any table may be used with any scratch.
class MatchScratch
{
public:
    MatchScratch();
    ~MatchScratch();
    MatchScratch(MatchScratch &&) noexcept;
    MatchScratch &operator=(MatchScratch &&) noexcept;

    struct Memory;
    Memory &memory() { return *m_memory; }

private:
    std::unique_ptr<Memory> m_memory;
};

/// The compiled routes of one document: which route wins a request, by the precedence of the document's
/// format (hosts, then kind and text of the path, then method, headers, query, order in the document).
///
/// A radix tree over whole segments for each host, reached through one hash look-up; regexes of a host in one
/// RE2::Set. Nothing in it depends on the number of routes but memory and cache misses. Immutable: any number
/// of threads may read at once, each with a scratch of its own. It keeps no reference to the Model.
///
/// match() does not allocate once the scratch is warm, except inside RE2 where a host has regex routes and no
/// exact or template route of it has won.
class RouteTable
{
public:
    /// Compiles what is enabled. Errors: InvalidInput with the JSON pointer of the first field that cannot be
    /// used (a path without `/`, a bad template, regex or host); Unsupported where routes name more than 64
    /// different methods or listeners.
    [[nodiscard]] static Result<RouteTable> compile(const Model &model);

    RouteTable(RouteTable &&) noexcept;
    RouteTable &operator=(RouteTable &&) noexcept;
    ~RouteTable();

    [[nodiscard]] MatchResult match(const RequestView &request, MatchScratch &scratch) const;

private:
    explicit RouteTable(std::unique_ptr<const RouteTree> tree);

    std::unique_ptr<const RouteTree> m_tree;
};

} // namespace gatehouse
