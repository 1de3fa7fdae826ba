#include "core/gateway/overridechange.h"

#include "core/gateway/overridenote.h"
#include "core/model/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace gatehouse {

namespace {

/// A member of an override: absent, null, or a value that `read` understands.
template <class Value, class Read>
Result<FieldChange<Value>> changeOf(const Tree &json, const char *key, const char *values, Read read)
{
    FieldChange<Value> change;
    // `null` in place of the object ends everything.
    const auto found = json.is_null() ? json.end() : json.find(key);
    change.isMeant = json.is_null() || found != json.end();
    if (json.is_null() || found == json.end() || found->is_null())
        return change;
    change.set = read(*found);
    if (!change.set)
        return failure(ErrorKind::InvalidInput, fmt::format("{} must be {}, or null", key, values));
    return change;
}

std::optional<BreakerMode> modeIn(const Tree &value)
{
    return value.is_string() ? breakerModeOf(value.get<std::string>()) : std::nullopt;
}

std::optional<EndpointState> stateIn(const Tree &value)
{
    return value.is_string() ? endpointStateOf(value.get<std::string>()) : std::nullopt;
}

std::optional<int> weightIn(const Tree &value)
{
    constexpr int Heaviest = 65'535;
    if (!value.is_number_integer() || value < 0 || value > Heaviest)
        return std::nullopt;
    return value.get<int>();
}

/// The object, or null, that changes an override; keys other than these are refused.
Result<Tree> overrideIn(std::string_view body, std::initializer_list<std::string_view> keys)
{
    Tree json = Tree::parse(body, nullptr, false);
    if (!json.is_object() && !json.is_null())
        return failure(ErrorKind::InvalidInput, "the body is no JSON object");
    bool hasKey = json.is_null();
    for (const auto &[key, value] : json.items()) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return failure(ErrorKind::InvalidInput, fmt::format("'{}' cannot be overridden", key));
        hasKey = true;
    }
    if (!hasKey)
        return failure(ErrorKind::InvalidInput, "there is nothing to override in the body");
    return json;
}

} // namespace

Result<BreakerChange> breakerChangeIn(std::string_view body)
{
    const Result<Tree> json = overrideIn(body, {"state"});
    if (!json)
        return tl::unexpected(json.error());
    return changeOf<BreakerMode>(*json, "state", "auto, forcedOpen, forcedClosed or disabled", modeIn);
}

Result<EndpointChange> endpointChangeIn(std::string_view body)
{
    const Result<Tree> json = overrideIn(body, {"state", "weight"});
    if (!json)
        return tl::unexpected(json.error());
    const auto state = changeOf<EndpointState>(*json, "state", "active, draining or disabled", stateIn);
    if (!state)
        return tl::unexpected(state.error());
    const auto weight = changeOf<int>(*json, "weight", "a whole number from 0 to 65535", weightIn);
    if (!weight)
        return tl::unexpected(weight.error());
    return EndpointChange{*state, *weight};
}

} // namespace gatehouse
