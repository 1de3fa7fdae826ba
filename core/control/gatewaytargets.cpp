#include "core/control/gatewaytargets.h"

#include "core/control/revisionbook.h"
#include "core/control/workspacesession.h"
#include "core/model/environment.h"

namespace gatehouse {

std::vector<GatewayTarget> targetsOf(const WorkspaceSession &session)
{
    std::map<std::string, RevisionNumber> known;
    for (const std::string &hash : session.revisions().originHashes())
        known[hash] = RevisionNumber{0};
    for (const Revision &revision : session.revisions().all())
        known[revision.hash] = revision.number;
    std::vector<GatewayTarget> targets;
    for (Gateway &gateway : gatewaysOf(session.draft().model, session.environment())) {
        GatewayTarget target;
        if (const Revision *live = session.revisions().live(gateway.name)) {
            target.desired = live->number;
            target.desiredHash = live->hash;
        }
        target.gateway = std::move(gateway);
        target.known = known;
        targets.push_back(std::move(target));
    }
    return targets;
}

} // namespace gatehouse
