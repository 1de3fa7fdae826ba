#pragma once

#include "core/routing/valuecondition.h"

#include <re2/set.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// The compiled form behind RouteTable: flat arrays that refer to each other by index. Made by
/// RouteTreeBuilder, read by RouteTable::match(), known to nobody else.
struct RouteTree
{
    static constexpr std::uint32_t None = std::numeric_limits<std::uint32_t>::max();
    /// The bit of all methods (or listeners) that no route names; routes that name none have every bit.
    static constexpr std::uint64_t OtherBit = std::uint64_t{1} << 63;
    static constexpr std::uint64_t AnyBit = ~std::uint64_t{0};

    /// A route at its place, with all that is left to ask once its path has matched.
    struct Candidate
    {
        std::uint64_t methods = AnyBit;
        std::uint64_t listeners = AnyBit;
        std::uint32_t route = 0; ///< index into Model::routes
        std::uint32_t conditions = None; ///< index into `conditions`
        std::uint32_t names = 0; ///< its parameters' names: first index into `names`
    };

    /// A run of `candidates` in order of precedence.
    struct Range
    {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };

    /// A place in the tree, reached by a label of one or more whole literal segments, or by any one segment.
    struct Node
    {
        std::uint32_t label = 0; ///< offset into `labels`
        std::uint32_t labelSize = 0;
        std::uint32_t slots =
            None; ///< literal children: first of `slotMask + 1` slots; None where there are none
        std::uint32_t slotMask = 0;
        std::uint32_t parameter = None; ///< the child for any one non-empty segment
        std::uint32_t prefixLink = None; ///< the nearest place with prefix routes from here to the root
        std::uint32_t widerPrefix = None; ///< of a place with prefix routes: the next nearest above it
        Range leaf; ///< exact routes, then templates, that end here
        Range prefix; ///< prefix routes that end here
    };

    /// One entry of an open hash table with linear probing; `node` is None where it is free.
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t node = None;
    };

    struct Conditions
    {
        std::vector<ValueCondition> headers;
        std::vector<ValueCondition> query;
    };

    /// The regex routes of one host, in document order.
    struct Regexes
    {
        std::unique_ptr<re2::RE2::Set> set;
        std::vector<std::shared_ptr<const re2::RE2>> each; ///< for when the set runs out of memory
        std::vector<Candidate> candidates;
    };

    /// The routes of one host pattern, or of those without hosts.
    struct Host
    {
        std::string text; ///< lower case; of a wildcard with its dot
        std::uint32_t root = 0; ///< node
        std::uint32_t regexes = None;
    };

    struct HostTable
    {
        std::vector<Slot> slots; ///< `node` is an index into `hosts`; a power of two, or empty
    };

    struct Method
    {
        std::string name;
        std::uint64_t packed = 0; ///< the name's bytes, for names of up to 8
    };

    std::vector<Node> nodes;
    std::vector<Slot> slots;
    std::string labels;
    std::vector<Candidate> candidates;
    std::vector<Conditions> conditions;
    std::vector<std::string> names;
    std::vector<Regexes> regexes;
    std::vector<Host> hosts;
    HostTable exactHosts;
    HostTable wildcardHosts;
    std::array<std::uint64_t, 4> wildcardSizes{}; ///< a bit for each size of a wildcard's text
    std::uint32_t anyHost = None;
    std::vector<Method> methods; ///< index = bit
    std::vector<std::uint64_t> listenerBits; ///< by index into Model::listeners
};

} // namespace gatehouse
