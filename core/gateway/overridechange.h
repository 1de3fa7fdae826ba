#pragma once

#include "core/base/result.h"
#include "core/model/values.h"

#include <optional>
#include <string_view>

namespace gatehouse {

/// What to do with one overridden field: nothing, end its override (`set` is empty), or set it.
template <class Value> struct FieldChange
{
    bool isMeant = false;
    std::optional<Value> set{};
};

using BreakerChange = FieldChange<BreakerMode>;

struct EndpointChange
{
    FieldChange<EndpointState> state;
    FieldChange<int> weight;
};

/// Reads `{"state": …}`; null, as the member or as the whole body, ends the override. Errors: InvalidInput.
[[nodiscard]] Result<BreakerChange> breakerChangeIn(std::string_view body);
/// Reads `{"state": …, "weight": …}`, of which one may be absent; null as above. Errors: InvalidInput.
[[nodiscard]] Result<EndpointChange> endpointChangeIn(std::string_view body);

} // namespace gatehouse
