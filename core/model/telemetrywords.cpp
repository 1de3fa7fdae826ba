#include "core/model/telemetrywords.h"

#include <array>

namespace gatehouse {

Words<HealthState> wordsFor(HealthState)
{
    static constexpr std::array<std::pair<const char *, HealthState>, 4> All{
        {{"healthy", HealthState::Healthy},
         {"degraded", HealthState::Degraded},
         {"failing", HealthState::Failing},
         {"unknown", HealthState::Unknown}}};
    return All;
}

Words<EndpointHealthState> wordsFor(EndpointHealthState)
{
    static constexpr std::array<std::pair<const char *, EndpointHealthState>, 3> All{
        {{"healthy", EndpointHealthState::Healthy},
         {"unhealthy", EndpointHealthState::Unhealthy},
         {"unknown", EndpointHealthState::Unknown}}};
    return All;
}

Words<BreakerPhase> wordsFor(BreakerPhase)
{
    static constexpr std::array<std::pair<const char *, BreakerPhase>, 6> All{
        {{"closed", BreakerPhase::Closed},
         {"open", BreakerPhase::Open},
         {"half_open", BreakerPhase::HalfOpen},
         {"forced_open", BreakerPhase::ForcedOpen},
         {"forced_closed", BreakerPhase::ForcedClosed},
         {"disabled", BreakerPhase::Disabled}}};
    return All;
}

Words<EndpointState> wordsFor(EndpointState)
{
    static constexpr std::array<std::pair<const char *, EndpointState>, 3> All{
        {{"active", EndpointState::Active},
         {"draining", EndpointState::Draining},
         {"disabled", EndpointState::Disabled}}};
    return All;
}

namespace {

template <class E> const char *wordOf(E value)
{
    for (const auto &[text, candidate] : wordsFor(value)) {
        if (candidate == value)
            return text;
    }
    return "";
}

} // namespace

const char *word(HealthState state)
{
    return wordOf(state);
}

const char *word(EndpointHealthState state)
{
    return wordOf(state);
}

const char *word(BreakerPhase phase)
{
    return wordOf(phase);
}

const char *word(EndpointState state)
{
    return wordOf(state);
}

} // namespace gatehouse
