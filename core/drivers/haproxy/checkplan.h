#pragma once

#include "core/drivers/haproxy/fidelityledger.h"
#include "core/model/values.h"

#include <optional>
#include <string>

namespace gatehouse::haproxy {

/// How the endpoints of a service are watched. HAProxy has one mechanism for health, breaker and outliers: a
/// server is checked now and then, `fall` bad checks or `errorLimit` bad answers in a row take it out, `rise`
/// good checks bring it back.
struct CheckPlan
{
    enum class Probe { None, Connect, Http };

    Probe probe = Probe::None;
    Milliseconds interval{0};
    int rise = 1;
    int fall = 1;
    int errorLimit = 0; ///< 0: answers are not looked at
    bool layer7 = true; ///< answers with a status from 500 on count, else connections only

    /// The words of a `server` line, empty or with a leading space.
    std::string words() const;
};

/// Works the plan out and says what it makes of the service's fields.
[[nodiscard]] CheckPlan planChecks(const Service &service, ObjectLedger &ledger);

} // namespace gatehouse::haproxy
