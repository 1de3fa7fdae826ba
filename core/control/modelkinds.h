#pragma once

#include "core/model/decodetables.h"
#include "core/model/values.h"

#include <string_view>

namespace gatehouse {

/// Calls `visitor(list of the model, function that reads one object)` for the list of this kind (a root key);
/// false where the key is that of no list of objects.
template <class ModelType, class Visitor>
bool visitKind(std::string_view kind, ModelType &model, Visitor visitor)
{
    if (kind == "routes")
        visitor(model.routes, readRoute);
    else if (kind == "services")
        visitor(model.services, readService);
    else if (kind == "listeners")
        visitor(model.listeners, readListener);
    else if (kind == "consumers")
        visitor(model.consumers, readConsumer);
    else if (kind == "authProviders")
        visitor(model.authProviders, readAuthProvider);
    else if (kind == "accessPolicies")
        visitor(model.accessPolicies, readAccessPolicy);
    else if (kind == "trustPolicies")
        visitor(model.trustPolicies, readTrustPolicy);
    else if (kind == "shardMaps")
        visitor(model.shardMaps, readShardMap);
    else if (kind == "gateways")
        visitor(model.gateways, readGateway);
    else if (kind == "environments")
        visitor(model.environments, readEnvironment);
    else
        return false;
    return true;
}

} // namespace gatehouse
