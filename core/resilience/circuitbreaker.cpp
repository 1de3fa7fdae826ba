#include "core/resilience/circuitbreaker.h"

#include <algorithm>
#include <utility>

namespace gatehouse {

namespace {

std::uint32_t thresholdOf(const CircuitBreakerSettings &settings)
{
    constexpr int Default = 5;
    constexpr int Largest = 1'000'000; // well below the 24 bits of the word
    return static_cast<std::uint32_t>(std::clamp(settings.consecutiveFailures.value_or(Default), 1, Largest));
}

BreakerState initialState(BreakerMode mode)
{
    switch (mode) {
    case BreakerMode::Auto:
        return BreakerState::Closed;
    case BreakerMode::ForcedOpen:
        return BreakerState::ForcedOpen;
    case BreakerMode::ForcedClosed:
        return BreakerState::ForcedClosed;
    case BreakerMode::Disabled:
        return BreakerState::Disabled;
    }
    return BreakerState::Closed;
}

} // namespace

const char *word(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return "closed";
    case BreakerState::Open:
        return "open";
    case BreakerState::HalfOpen:
        return "half_open";
    case BreakerState::ForcedOpen:
        return "forced_open";
    case BreakerState::ForcedClosed:
        return "forced_closed";
    case BreakerState::Disabled:
        return "disabled";
    }
    return "closed";
}

const char *word(BreakerReason reason)
{
    switch (reason) {
    case BreakerReason::Start:
        return "start";
    case BreakerReason::ConsecutiveFailures:
        return "consecutive_failures";
    case BreakerReason::OpenTimeOver:
        return "open_time_over";
    case BreakerReason::TrialFailed:
        return "trial_failed";
    case BreakerReason::TrialsSucceeded:
        return "trials_succeeded";
    case BreakerReason::Forced:
        return "forced";
    case BreakerReason::Released:
        return "released";
    }
    return "start";
}

CircuitBreaker::CircuitBreaker(CircuitBreakerSettings settings, SteadyTime now, Listener listener)
    : m_settings(std::move(settings))
    , m_threshold(thresholdOf(m_settings))
    , m_listener(std::move(listener))
    , m_word(pack(1, 0, initialState(m_settings.state)))
    , m_since(now)
    , m_mode(m_settings.state)
{
    m_trials.reserve(static_cast<std::size_t>(std::max(1, m_settings.trials)));
}

bool CircuitBreaker::counts(FailureKind kind) const
{
    return std::find(m_settings.failures.begin(), m_settings.failures.end(), kind)
        != m_settings.failures.end();
}

CircuitBreaker::Decision CircuitBreaker::tryCallSlow(SteadyTime now)
{
    const std::scoped_lock lock{m_mutex};
    const std::uint64_t word = m_word.load(std::memory_order_acquire);
    switch (stateOf(word)) {
    case BreakerState::Closed:
    case BreakerState::ForcedClosed:
    case BreakerState::Disabled:
        return {true, {generationOf(word), 0}, {}};
    case BreakerState::ForcedOpen:
        return {};
    case BreakerState::Open: {
        const auto open = now - m_since;
        if (open < m_settings.openFor)
            return {false, {}, std::chrono::ceil<Milliseconds>(m_settings.openFor - open)};
        change(BreakerState::HalfOpen, BreakerReason::OpenTimeOver, now);
        return tryTrial(now);
    }
    case BreakerState::HalfOpen:
        return tryTrial(now);
    }
    return {};
}

CircuitBreaker::Decision CircuitBreaker::tryTrial(SteadyTime now)
{
    std::erase_if(m_trials, [&](const Trial &trial) { return now - trial.began >= trialLimit(); });
    const auto running = static_cast<int>(m_trials.size());
    if (running + m_succeeded >= std::max(1, m_settings.trials)) {
        // All trials run. One of them may come back at any moment, at the latest when the oldest one is given
        // up.
        const Milliseconds left = m_trials.empty()
            ? Milliseconds{0}
            : std::chrono::ceil<Milliseconds>(trialLimit() - (now - m_trials.front().began));
        return {false, {}, std::min(left, Milliseconds{1'000})};
    }
    // Zero marks calls that are no trials.
    if (++m_lastTrial == 0)
        ++m_lastTrial;
    m_trials.push_back({m_lastTrial, now});
    return {true, {generationOf(m_word.load(std::memory_order_relaxed)), m_lastTrial}, {}};
}

void CircuitBreaker::recordSlow(Permit permit, CallResult result, SteadyTime now)
{
    if (permit.trial != 0)
        return recordTrial(permit, result, now);
    switch (result) {
    case CallResult::Success:
        return recordSuccess(permit);
    case CallResult::Failure:
        return recordFailure(permit, now);
    case CallResult::Ignored:
        return;
    }
}

void CircuitBreaker::recordSuccess(Permit permit)
{
    std::uint64_t word = m_word.load(std::memory_order_acquire);
    while (stateOf(word) == BreakerState::Closed && generationOf(word) == permit.generation
           && failuresOf(word) > 0) {
        if (m_word.compare_exchange_weak(word, pack(permit.generation, 0, BreakerState::Closed),
                                         std::memory_order_acq_rel, std::memory_order_acquire))
            return;
    }
}

void CircuitBreaker::recordFailure(Permit permit, SteadyTime now)
{
    std::uint64_t word = m_word.load(std::memory_order_acquire);
    while (stateOf(word) == BreakerState::Closed && generationOf(word) == permit.generation) {
        const std::uint32_t failures = failuresOf(word) + 1;
        if (failures < m_threshold) {
            if (m_word.compare_exchange_weak(word, pack(permit.generation, failures, BreakerState::Closed),
                                             std::memory_order_acq_rel, std::memory_order_acquire))
                return;
            continue;
        }
        // The state changes under the lock only, so that changes are reported in their order. A success may
        // still come in between, then the count begins anew.
        const std::scoped_lock lock{m_mutex};
        if (m_word.compare_exchange_strong(word, pack(permit.generation, m_threshold, BreakerState::Closed),
                                           std::memory_order_acq_rel, std::memory_order_acquire)) {
            change(BreakerState::Open, BreakerReason::ConsecutiveFailures, now);
            return;
        }
    }
}

void CircuitBreaker::recordTrial(Permit permit, CallResult result, SteadyTime now)
{
    const std::scoped_lock lock{m_mutex};
    const std::uint64_t word = m_word.load(std::memory_order_acquire);
    if (stateOf(word) != BreakerState::HalfOpen || generationOf(word) != permit.generation)
        return;
    if (std::erase_if(m_trials, [&](const Trial &trial) { return trial.id == permit.trial; }) == 0)
        return;
    switch (result) {
    case CallResult::Ignored:
        return;
    case CallResult::Failure:
        change(BreakerState::Open, BreakerReason::TrialFailed, now);
        return;
    case CallResult::Success:
        if (++m_succeeded >= std::max(1, m_settings.trials))
            change(BreakerState::Closed, BreakerReason::TrialsSucceeded, now);
        return;
    }
}

void CircuitBreaker::change(BreakerState to, BreakerReason reason, SteadyTime now)
{
    std::uint64_t word = m_word.load(std::memory_order_acquire);
    const BreakerState from = stateOf(word);
    // Counting goes on without the lock until the new word is in place.
    while (!m_word.compare_exchange_weak(word, pack(generationOf(word) + 1, 0, to), std::memory_order_acq_rel,
                                         std::memory_order_acquire)) { }
    m_since = now;
    m_reason = reason;
    m_trials.clear();
    m_succeeded = 0;
    if (m_listener)
        m_listener({from, to, reason, now});
}

void CircuitBreaker::setMode(BreakerMode mode, SteadyTime now)
{
    const std::scoped_lock lock{m_mutex};
    if (mode == m_mode)
        return;
    m_mode = mode;
    change(initialState(mode), mode == BreakerMode::Auto ? BreakerReason::Released : BreakerReason::Forced,
           now);
}

BreakerMode CircuitBreaker::mode() const
{
    const std::scoped_lock lock{m_mutex};
    return m_mode;
}

BreakerStatus CircuitBreaker::status(SteadyTime now) const
{
    const std::scoped_lock lock{m_mutex};
    const std::uint64_t word = m_word.load(std::memory_order_acquire);
    BreakerStatus status{stateOf(word), m_since, m_reason, static_cast<int>(failuresOf(word)), {}};
    if (status.state == BreakerState::Open) {
        const auto left = std::chrono::ceil<Milliseconds>(m_settings.openFor - (now - m_since));
        status.untilTrial = std::max(left, Milliseconds{0});
    }
    return status;
}

Milliseconds CircuitBreaker::trialLimit() const
{
    return std::max(m_settings.openFor, Milliseconds{1'000});
}

} // namespace gatehouse
