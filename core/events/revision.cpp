#include "core/events/revision.h"

namespace gatehouse {

const char *word(GatewayResult result)
{
    switch (result) {
    case GatewayResult::Waiting:
        return "waiting";
    case GatewayResult::Pushing:
        return "pushing";
    case GatewayResult::Applied:
        return "applied";
    case GatewayResult::Unchanged:
        return "unchanged";
    case GatewayResult::Failed:
        return "failed";
    case GatewayResult::Held:
        return "held";
    case GatewayResult::Cancelled:
        return "cancelled";
    }
    return "waiting";
}

} // namespace gatehouse
