#pragma once

#include "core/base/clock.h"
#include "core/model/values.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

enum class BreakerState : std::uint8_t { Closed, Open, HalfOpen, ForcedOpen, ForcedClosed, Disabled };

/// The stable word: "closed", "open", "half_open", "forced_open", "forced_closed", "disabled".
[[nodiscard]] const char *word(BreakerState state);

/// Why a breaker changed its state.
enum class BreakerReason : std::uint8_t {
    Start, ///< how it began
    ConsecutiveFailures, ///< as many failures in a row as its settings allow
    OpenTimeOver, ///< open for `openFor`: a trial may try
    TrialFailed,
    TrialsSucceeded,
    Forced, ///< someone set its mode
    Released, ///< someone set its mode back to auto
};

/// The stable word: "start", "consecutive_failures", "open_time_over", …
[[nodiscard]] const char *word(BreakerReason reason);

/// One change of state.
struct BreakerTransition
{
    BreakerState from = BreakerState::Closed;
    BreakerState to = BreakerState::Closed;
    BreakerReason reason = BreakerReason::Start;
    SteadyTime time{};

    bool operator==(const BreakerTransition &) const = default;
};

/// How a call ended, as the breaker sees it.
enum class CallResult : std::uint8_t {
    Success,
    Failure,
    Ignored, ///< says nothing about the service: the caller left, or the failure is of a kind that is not
             ///< counted
};

/// What a breaker shows of itself at one moment.
struct BreakerStatus
{
    BreakerState state = BreakerState::Closed;
    SteadyTime since{};
    BreakerReason reason = BreakerReason::Start;
    int consecutiveFailures = 0; ///< while closed
    std::optional<Milliseconds> untilTrial{}; ///< while open: until a trial may try, at least 0
};

/// Stops calls to a service that keeps failing (M. Nygard, Release It!, "Circuit Breaker").
///
/// Closed lets everything through and counts failures in a row. At the limit it opens: calls are refused for
/// `openFor`. Then it is half-open: at most `trials` calls may try, all others are still refused; when all
/// trials succeed it closes, when one fails it opens again. A trial that does not come back within `openFor`
/// (at least one second) loses its place to another one, and its late result is ignored.
///
/// Exact under concurrency: results of calls that began before the last change of state are ignored, each
/// change happens once and is reported in order. All members may be called from any thread. While closed and
/// healthy a call costs one atomic load on each side and takes no lock. Time is passed in: nothing here reads
/// a clock.
class CircuitBreaker final
{
public:
    using Listener = std::function<void(const BreakerTransition &)>;

    /// The right to make one call. Give it back with record() exactly once. Cheap to copy, holds no resource.
    struct Permit
    {
        std::uint32_t generation = 0;
        std::uint32_t trial = 0; ///< not 0: one of the trials of the half-open state
    };

    struct Decision
    {
        bool allowed = false;
        Permit permit{};
        /// For a refused call: when it is worth to ask again. Empty where nobody knows (forced open).
        std::optional<Milliseconds> retryAfter{};
    };

    /// `listener` is told every change, in order, on the thread that caused it and while the breaker is
    /// locked: it must be quick and must not call the breaker. It may be empty.
    CircuitBreaker(CircuitBreakerSettings settings, SteadyTime now, Listener listener = {});

    CircuitBreaker(const CircuitBreaker &) = delete;
    CircuitBreaker &operator=(const CircuitBreaker &) = delete;

    [[nodiscard]] const CircuitBreakerSettings &settings() const { return m_settings; }

    /// Asked before each try.
    [[nodiscard]] Decision tryCall(SteadyTime now)
    {
        const std::uint64_t word = m_word.load(std::memory_order_acquire);
        const BreakerState state = stateOf(word);
        if (state == BreakerState::Closed || state == BreakerState::ForcedClosed
            || state == BreakerState::Disabled)
            return {true, {generationOf(word), 0}, {}};
        return tryCallSlow(now);
    }

    /// Told after each try that was allowed.
    void record(Permit permit, CallResult result, SteadyTime now)
    {
        if (result == CallResult::Success && permit.trial == 0) {
            std::uint64_t word = m_word.load(std::memory_order_acquire);
            if (stateOf(word) == BreakerState::Closed && failuresOf(word) == 0)
                return;
        }
        recordSlow(permit, result, now);
    }

    /// Whether a failure of this kind counts by the settings.
    [[nodiscard]] bool counts(FailureKind kind) const;

    /// Forces a state, or with Auto gives it back to its rules, starting closed. No change where it is that
    /// already.
    void setMode(BreakerMode mode, SteadyTime now);
    [[nodiscard]] BreakerMode mode() const;
    [[nodiscard]] BreakerStatus status(SteadyTime now) const;

private:
    struct Trial
    {
        std::uint32_t id = 0;
        SteadyTime began{};
    };

    // The word holds what the fast path needs: generation (32 bits), failures in a row (24), state (8). The
    // generation grows with every change of state, so a result that carries another one is from before it.
    static constexpr std::uint64_t pack(std::uint32_t generation, std::uint32_t failures, BreakerState state)
    {
        return (static_cast<std::uint64_t>(generation) << 32) | (static_cast<std::uint64_t>(failures) << 8)
            | static_cast<std::uint64_t>(state);
    }
    static constexpr std::uint32_t generationOf(std::uint64_t word)
    {
        return static_cast<std::uint32_t>(word >> 32);
    }
    static constexpr std::uint32_t failuresOf(std::uint64_t word)
    {
        return static_cast<std::uint32_t>(word >> 8) & 0xFF'FFFFU;
    }
    static constexpr BreakerState stateOf(std::uint64_t word)
    {
        return static_cast<BreakerState>(word & 0xFFU);
    }

    Decision tryCallSlow(SteadyTime now);
    Decision tryTrial(SteadyTime now);
    void recordSlow(Permit permit, CallResult result, SteadyTime now);
    void recordTrial(Permit permit, CallResult result, SteadyTime now);
    void recordFailure(Permit permit, SteadyTime now);
    void recordSuccess(Permit permit);
    void change(BreakerState to, BreakerReason reason, SteadyTime now);
    [[nodiscard]] Milliseconds trialLimit() const;

    const CircuitBreakerSettings m_settings;
    const std::uint32_t m_threshold;
    const Listener m_listener;
    std::atomic<std::uint64_t> m_word;

    mutable std::mutex m_mutex; ///< guards what follows, and every change of the state in m_word
    SteadyTime m_since{};
    BreakerReason m_reason = BreakerReason::Start;
    BreakerMode m_mode = BreakerMode::Auto;
    std::vector<Trial> m_trials; ///< running
    int m_succeeded = 0; ///< trials of this half-open state
    std::uint32_t m_lastTrial = 0;
};

} // namespace gatehouse
