#include "core/control/plancheck.h"

#include "core/control/placedfinding.h"
#include "core/control/secretrefs.h"
#include "core/model/examine.h"
#include "core/model/findingcode.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace gatehouse {

namespace {

// What `accept` never covers: a door that cannot be rendered is a refusal (model.md, gateways).
constexpr std::array<std::string_view, 5> Protections{"auth", "access", "trust", "allow", "deny"};

std::vector<PlacedFinding> findingsOf(const Document &document)
{
    return placedFindings(document, decodeTree(document.tree).findings);
}

std::set<std::string> shadowedIn(const std::vector<PlacedFinding> &findings)
{
    std::set<std::string> names;
    for (const PlacedFinding &placed : findings) {
        if (placed.finding.code == code::ShadowedRoute)
            names.insert(placed.object.name);
    }
    return names;
}

template <class Entries, class Predicate> int countIf(const Entries &entries, Predicate predicate)
{
    return static_cast<int>(std::count_if(entries.begin(), entries.end(), predicate));
}

Check problems(CheckKind kind, const Findings &findings)
{
    Check check{kind};
    check.count =
        countIf(findings, [](const Finding &finding) { return finding.severity == Severity::Error; });
    check.others =
        countIf(findings, [](const Finding &finding) { return finding.severity == Severity::Warning; });
    check.verdict = check.count > 0 ? CheckVerdict::Block
        : check.others > 0          ? CheckVerdict::Know
                                    : CheckVerdict::Pass;
    check.findings = findings;
    return check;
}

bool isProtection(const FieldFidelity &field)
{
    const std::string_view first =
        std::string_view(field.pointer).substr(0, field.pointer.find('/', 1)).substr(1);
    return field.kind == "routes"
        && std::find(Protections.begin(), Protections.end(), first) != Protections.end();
}

Check expression(const Fidelity &fidelity)
{
    Check check{CheckKind::Expression};
    check.count =
        countIf(fidelity, [](const FieldFidelity &field) { return field.verdict == Verdict::Exact; });
    check.others = countIf(fidelity, [](const FieldFidelity &field) {
        return field.verdict != Verdict::Exact && !field.accepted;
    });
    if (check.others > 0)
        check.verdict = CheckVerdict::Know;
    return check;
}

Check protection(const Fidelity &fidelity)
{
    Check check{CheckKind::Protection};
    std::set<std::string> routes;
    for (const FieldFidelity &field : fidelity) {
        if (!field.pointer.empty() && field.verdict == Verdict::Unsupported && isProtection(field))
            routes.insert(field.name);
    }
    for (const std::string &name : routes)
        check.detail += (check.detail.empty() ? "" : ", ") + name;
    check.count = static_cast<int>(routes.size());
    if (check.count > 0)
        check.verdict = CheckVerdict::Know;
    return check;
}

Check secrets(const Model &model, const SecretVault &vault)
{
    Check check{CheckKind::Secrets};
    for (const SecretName &name : secretsOf(model)) {
        if (vault.has(name)) {
            ++check.count;
            continue;
        }
        ++check.others;
        check.detail += (check.detail.empty() ? "" : ", ") + name.str();
    }
    // The gateway may have them of its own.
    if (check.others > 0)
        check.verdict = CheckVerdict::Know;
    return check;
}

Check outside(const Plan &plan, const GatewayTarget &target)
{
    Check check{CheckKind::Outside};
    if (plan.needsAdoption || plan.live.identity.hash == plan.hash || !changedOutside(plan.live, target))
        return check;
    // What was set at runtime is the operators' and ends with the push: to be known, not decided.
    check.verdict =
        plan.live.drift.kind == DriftKind::RuntimeChanged ? CheckVerdict::Know : CheckVerdict::Block;
    if (!plan.live.drift.details.empty())
        check.detail = plan.live.drift.details.front();
    return check;
}

} // namespace

bool changedOutside(const LiveConfig &live, const GatewayTarget &target)
{
    switch (live.drift.kind) {
    case DriftKind::FileEdited:
    case DriftKind::EditedAndLoaded:
    case DriftKind::RuntimeChanged:
    case DriftKind::OtherRevision:
        return true;
    case DriftKind::None:
    case DriftKind::Unmanaged:
        break;
    }
    if (live.identity.hash.empty())
        return !target.desiredHash.empty();
    return !target.known.contains(live.identity.hash);
}

std::vector<Check> checkDocument(const Document &document, const Document *base, const Diff &changes)
{
    const auto findings = findingsOf(document);
    Findings plain;
    for (const PlacedFinding &placed : findings)
        plain.push_back(placed.finding);
    std::vector<Check> checks{problems(CheckKind::Problems, plain)};

    Check shadowed{CheckKind::Shadowed};
    const auto before = base ? shadowedIn(findingsOf(*base)) : std::set<std::string>{};
    const auto now = shadowedIn(findings);
    shadowed.count = static_cast<int>(now.size());
    shadowed.others = countIf(now, [&](const std::string &name) { return !before.contains(name); });
    for (const std::string &name : now)
        shadowed.detail += (shadowed.detail.empty() ? "" : ", ") + name;
    if (shadowed.count > 0)
        shadowed.verdict = CheckVerdict::Know;
    checks.push_back(std::move(shadowed));

    Check deletions{CheckKind::Deletions};
    deletions.count = static_cast<int>(changes.deleted.size());
    deletions.others =
        countIf(changes.deleted, [](const ObjectDeleted &object) { return object.kind == "routes"; });
    for (const ObjectDeleted &object : changes.deleted)
        deletions.detail += (deletions.detail.empty() ? "" : ", ") + object.name;
    if (deletions.count > 0)
        deletions.verdict = CheckVerdict::Know;
    checks.push_back(std::move(deletions));
    return checks;
}

std::vector<Check> checkGateway(const Plan &plan, const GatewayTarget &target, const Model &model,
                                const SecretVault &vault)
{
    std::vector<Check> checks{
        {CheckKind::Publishable},
        {CheckKind::Reachable},
        outside(plan, target),
        {CheckKind::Adoption, plan.needsAdoption ? CheckVerdict::Block : CheckVerdict::Pass},
        expression(plan.rendering.fidelity),
        protection(plan.rendering.fidelity),
        secrets(model, vault),
        {CheckKind::KeepsState, plan.losesState ? CheckVerdict::Know : CheckVerdict::Pass},
        problems(CheckKind::GatewayFindings, plan.findings),
    };
    for (Check &check : checks)
        check.gateway = plan.gateway;
    return checks;
}

CheckVerdict verdictUnder(const Check &check, const PublishOrder &order)
{
    const bool lifted = (check.kind == CheckKind::Adoption && order.adopt.contains(check.gateway))
        || (check.kind == CheckKind::Outside && order.overwrite.contains(check.gateway));
    return lifted && check.verdict == CheckVerdict::Block ? CheckVerdict::Know : check.verdict;
}

bool mayPush(const GatewayPlan &plan, const PublishOrder &order)
{
    return plan.state == GatewayPlan::State::Ready
        && std::none_of(plan.checks.begin(), plan.checks.end(), [&](const Check &check) {
               return verdictUnder(check, order) == CheckVerdict::Block;
           });
}

} // namespace gatehouse
