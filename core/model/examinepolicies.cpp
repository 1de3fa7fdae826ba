#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace gatehouse {

namespace {

/// The form of an IANA time zone: whether there is one of that name is known to whoever has the tables.
bool looksLikeZone(const std::string &zone)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '-' || c == '+' || c == '/';
    };
    return !zone.empty() && std::all_of(zone.begin(), zone.end(), fits) && zone.front() != '/'
        && zone.back() != '/' && zone.find("//") == std::string::npos;
}

void examineTime(Examination &examination, const std::string &pointer, const TimeRestriction &time)
{
    if (time.from == time.to)
        examination.add(code::BadTimeRestriction, pointer + "/to",
                        fmt::format("From {} to {} is no time", time.from, time.to),
                        "Use 00:00 to 24:00 for the whole day");
    if (!time.zone.empty() && !looksLikeZone(time.zone))
        examination.add(code::BadTimeRestriction, pointer + "/zone",
                        fmt::format("'{}' is no name of a time zone", time.zone),
                        "Write it as in Europe/Berlin");
}

void examineAccessPolicy(Examination &examination, std::size_t index, const AccessPolicy &policy)
{
    std::set<std::string_view> actions;
    for (const auto &[method, action] : policy.actions)
        actions.insert(action);
    for (const auto &[action, roles] : policy.roles) {
        if (!actions.contains(action))
            examination.add(code::UnusedAction, pointerTo("accessPolicies", index, "roles", action),
                            fmt::format("No method is the action {}", action),
                            "Name it in actions, or remove it");
    }
    if (policy.conditions && policy.conditions->timeRestriction)
        examineTime(examination, pointerTo("accessPolicies", index, "conditions", "timeRestriction"),
                    *policy.conditions->timeRestriction);
}

void examineTrustPolicy(Examination &examination, std::size_t index, const TrustPolicy &policy)
{
    const TrustWeights &weights = policy.weights;
    const double sum = weights.identity + weights.device + weights.network + weights.resource;
    // Shares are written with few digits; what is left of their binary forms is far below this.
    constexpr double Tolerance = 1e-6;
    if (std::abs(sum - 1) > Tolerance)
        examination.add(code::TrustWeightsSum, pointerTo("trustPolicies", index, "weights"),
                        fmt::format("The weights sum to {:.3g}, not to 1", sum),
                        "Change them so that they sum to 1");
    if (policy.resourceAccess && !examination.accessPolicies.contains(policy.resourceAccess->view()))
        examination.add(code::UnknownAccessPolicy, pointerTo("trustPolicies", index, "resource", "access"),
                        fmt::format("There is no access policy {}", policy.resourceAccess->str()),
                        "Add it to accessPolicies, or name one that exists");
    for (std::size_t k = 0; policy.network && k < policy.network->zones.size(); ++k) {
        const TrustZone &zone = policy.network->zones[k];
        for (std::size_t n = 0; n < zone.cidrs.size(); ++n)
            examineHostBits(examination, pointerTo("trustPolicies", index, "network", "zones", k, "cidrs", n),
                            zone.cidrs[n]);
    }
}

/// Policies and providers that nothing names.
void examineUse(Examination &examination)
{
    const Model &model = examination.model();
    std::set<std::string_view> access;
    std::set<std::string_view> trust;
    for (const Route &route : model.routes) {
        if (route.access)
            access.insert(route.access->view());
        if (route.trust)
            trust.insert(route.trust->view());
    }
    for (const TrustPolicy &policy : model.trustPolicies) {
        if (policy.resourceAccess)
            access.insert(policy.resourceAccess->view());
    }
    for (std::size_t i = 0; i < model.accessPolicies.size(); ++i) {
        if (!access.contains(model.accessPolicies[i].name.view()))
            examination.add(
                code::UnusedPolicy, pointerTo("accessPolicies", i),
                fmt::format("No route and no trust policy uses {}", model.accessPolicies[i].name.str()),
                "Name it in a route's access, or remove it");
    }
    for (std::size_t i = 0; i < model.trustPolicies.size(); ++i) {
        if (!trust.contains(model.trustPolicies[i].name.view()))
            examination.add(code::UnusedPolicy, pointerTo("trustPolicies", i),
                            fmt::format("No route uses {}", model.trustPolicies[i].name.str()),
                            "Name it in a route's trust, or remove it");
    }
}

} // namespace

void examinePolicies(Examination &examination)
{
    const Model &model = examination.model();
    examineNames(examination, code::DuplicatePolicyObject, "accessPolicies", "access policy",
                 namesOf(model.accessPolicies));
    for (std::size_t i = 0; i < model.accessPolicies.size(); ++i)
        examineAccessPolicy(examination, i, model.accessPolicies[i]);
    examineNames(examination, code::DuplicatePolicyObject, "trustPolicies", "trust policy",
                 namesOf(model.trustPolicies));
    for (std::size_t i = 0; i < model.trustPolicies.size(); ++i)
        examineTrustPolicy(examination, i, model.trustPolicies[i]);
    examineUse(examination);
}

} // namespace gatehouse
