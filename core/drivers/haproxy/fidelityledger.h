#pragma once

#include "core/control/fidelity.h"
#include "core/model/tree.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::haproxy {

/// What the renderer says about one object of the document while it renders it. What nobody says anything
/// about is unsupported: a field that the renderer does not know is never passed over in silence.
class ObjectLedger final
{
public:
    /// Verdicts on the same field add up: the worst counts, deltas are joined.
    void exact(std::string_view pointer, std::string native = {}, std::string how = {});
    void approximate(std::string_view pointer, std::string native, std::string how,
                     std::vector<FidelityDelta> deltas, std::string gate = {});
    void unsupported(std::string_view pointer, std::string how, std::string gate = {});

    /// The verdict on exactly this field; null where there is none.
    const FieldFidelity *find(std::string_view pointer) const;

private:
    void add(FieldFidelity entry);

    std::map<std::string, FieldFidelity, std::less<>> m_entries;
};

/// All verdicts on one document.
class FidelityLedger final
{
public:
    /// `kind` is the root's key. The reference stays valid.
    ObjectLedger &object(std::string_view kind, std::string_view name);

    /// One entry for each field that the tree sets in listeners, services, routes, consumers, authProviders,
    /// accessPolicies and trustPolicies, in the order in which it does. A verdict on a block speaks for the
    /// fields below it that have none of their own. Names, descriptions and `x-` keys are not asked about.
    /// `accept` holds the fields whose approximation or loss the user accepted (see accepts()).
    Fidelity collect(const Tree &tree, const std::vector<std::string> &accept) const;

private:
    using Key = std::pair<std::string, std::string>;
    std::map<Key, ObjectLedger> m_objects;
};

/// Whether one entry of a gateway's `accept` names a field: `/circuitBreaker/openFor`,
/// `circuitBreaker.openFor` or a block above it, for all objects or, with `services/orders/…` in front, for
/// one. Positions in lists may be left out. What protects a route (auth, access, trust, allow, deny) is never
/// accepted.
[[nodiscard]] bool accepts(std::string_view entry, std::string_view kind, std::string_view name,
                           std::string_view pointer);

/// Whether a field of a route protects it.
[[nodiscard]] bool isProtection(std::string_view kind, std::string_view pointer);

} // namespace gatehouse::haproxy
