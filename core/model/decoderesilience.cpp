#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

/// `60s`, or `{calls: 100}`.
void readWindow(Decoder &decoder, const Tree &tree, BreakerWindow &value)
{
    if (tree.is_object()) {
        CallWindow window;
        readFields(decoder, tree, window);
        value = window;
    } else {
        Milliseconds window{60'000};
        readDuration(decoder, tree, window);
        value = window;
    }
}

void readMultiplier(Decoder &decoder, const Tree &tree, double &value)
{
    readNumber(decoder, tree, 1, 100, value);
}

void readRetriesPerSecond(Decoder &decoder, const Tree &tree, double &value)
{
    readNumber(decoder, tree, 0, 1'000'000, value);
}

void readRetryOn(Decoder &decoder, const Tree &tree, RetryOn &value)
{
    static constexpr std::array<std::pair<std::string_view, RetryOn::Kind>, 3> Kinds{
        {{"connect", RetryOn::Kind::Connect},
         {"reset", RetryOn::Kind::Reset},
         {"timeout", RetryOn::Kind::Timeout}}};
    if (tree.is_number()) {
        value.kind = RetryOn::Kind::Status;
        readInt<100, 599>(decoder, tree, value.status);
        return;
    }
    for (const auto &[text, kind] : Kinds) {
        if (tree == text) {
            value = {kind, 0};
            return;
        }
    }
    decoder.wrong(tree, "connect, reset, timeout or a status");
}

void readRetryMethods(Decoder &decoder, const Tree &tree, RetryMethods &value)
{
    if (tree == "idempotent") {
        value = {RetryMethods::Kind::Idempotent, {}};
    } else if (tree == "any") {
        value = {RetryMethods::Kind::Any, {}};
    } else if (tree.is_array()) {
        value.kind = RetryMethods::Kind::Listed;
        readList<readToken, std::string>(decoder, tree, value.listed);
    } else {
        decoder.wrong(tree, "idempotent, any or a list of methods");
    }
}

} // namespace

template <> std::span<const Word<FailureKind>> wordsOf()
{
    static constexpr std::array<Word<FailureKind>, 4> Words{{{"connect", FailureKind::Connect},
                                                             {"reset", FailureKind::Reset},
                                                             {"timeout", FailureKind::Timeout},
                                                             {"5xx", FailureKind::Status5xx}}};
    return Words;
}

template <> std::span<const Word<BreakerMode>> wordsOf()
{
    static constexpr std::array<Word<BreakerMode>, 4> Words{{{"auto", BreakerMode::Auto},
                                                             {"forcedOpen", BreakerMode::ForcedOpen},
                                                             {"forcedClosed", BreakerMode::ForcedClosed},
                                                             {"disabled", BreakerMode::Disabled}}};
    return Words;
}

template <> std::span<const Word<Jitter>> wordsOf()
{
    static constexpr std::array<Word<Jitter>, 4> Words{{{"none", Jitter::None},
                                                        {"half", Jitter::Half},
                                                        {"full", Jitter::Full},
                                                        {"decorrelated", Jitter::Decorrelated}}};
    return Words;
}

template <> std::span<const Field<CallWindow>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&CallWindow::calls, readInt<1, 1'000'000>>("calls", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<FailureRateTrigger>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&FailureRateTrigger::percent, readPercent>("percent", Presence::Required),
        field<&FailureRateTrigger::window, readWindow>("window"),
        field<&FailureRateTrigger::minimumCalls, readInt<1, 1'000'000>>("minimumCalls"),
    };
    return Fields;
}

template <> std::span<const Field<SlowCallsTrigger>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&SlowCallsTrigger::longerThan, readDuration>("longerThan", Presence::Required),
        field<&SlowCallsTrigger::percent, readPercent>("percent", Presence::Required),
        field<&SlowCallsTrigger::window, readWindow>("window"),
        field<&SlowCallsTrigger::minimumCalls, readInt<1, 1'000'000>>("minimumCalls"),
    };
    return Fields;
}

template <> std::span<const Field<OutlierDetection>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&OutlierDetection::consecutiveFailures, readInt<1, 1'000'000>>("consecutiveFailures"),
        field<&OutlierDetection::ejectFor, readDuration>("ejectFor"),
        field<&OutlierDetection::maxEjectedPercent, readPercent>("maxEjectedPercent"),
    };
    return Fields;
}

template <> std::span<const Field<CircuitBreakerSettings>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&CircuitBreakerSettings::consecutiveFailures, readOptional<readInt<1, 1'000'000>, int>>(
            "consecutiveFailures"),
        field<&CircuitBreakerSettings::failureRate,
              readOptional<readObject<FailureRateTrigger>, FailureRateTrigger>>("failureRate"),
        field<&CircuitBreakerSettings::slowCalls,
              readOptional<readObject<SlowCallsTrigger>, SlowCallsTrigger>>("slowCalls"),
        field<&CircuitBreakerSettings::openFor, readDuration>("openFor"),
        field<&CircuitBreakerSettings::trials, readInt<1, 1'000>>("trials"),
        field<&CircuitBreakerSettings::failures, readList<readWord<FailureKind>, FailureKind>>("failures"),
        field<&CircuitBreakerSettings::state, readWord<BreakerMode>>("state"),
    };
    return Fields;
}

template <> std::span<const Field<BulkheadSettings>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&BulkheadSettings::maxConcurrent, readInt<1, 1'000'000>>("maxConcurrent", Presence::Required),
        field<&BulkheadSettings::maxQueued, readInt<0, 1'000'000>>("maxQueued"),
        field<&BulkheadSettings::maxWait, readDuration>("maxWait"),
    };
    return Fields;
}

template <> std::span<const Field<RetryBudget>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&RetryBudget::percent, readPercent>("percent"),
        field<&RetryBudget::minimumPerSecond, readRetriesPerSecond>("minimumPerSecond"),
    };
    return Fields;
}

template <> std::span<const Field<RetrySettings>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&RetrySettings::attempts, readInt<1, 100>>("attempts"),
        field<&RetrySettings::initialDelay, readDuration>("initialDelay"),
        field<&RetrySettings::maxDelay, readDuration>("maxDelay"),
        field<&RetrySettings::multiplier, readMultiplier>("multiplier"),
        field<&RetrySettings::jitter, readWord<Jitter>>("jitter"),
        field<&RetrySettings::on, readList<readRetryOn, RetryOn>>("on"),
        field<&RetrySettings::methods, readRetryMethods>("methods"),
        field<&RetrySettings::bufferLimit, readSize>("bufferLimit"),
        field<&RetrySettings::budget, readOptional<readObject<RetryBudget>, RetryBudget>>("budget"),
    };
    return Fields;
}

void readOutlierDetection(Decoder &decoder, const Tree &tree, OutlierDetection &value)
{
    readFields(decoder, tree, value);
}

void readCircuitBreaker(Decoder &decoder, const Tree &tree, CircuitBreakerSettings &value)
{
    readFields(decoder, tree, value);
    if (!value.failureRate && !value.slowCalls && !value.consecutiveFailures)
        value.consecutiveFailures = 5;
}

void readBulkhead(Decoder &decoder, const Tree &tree, BulkheadSettings &value)
{
    readFields(decoder, tree, value);
}

void readRetry(Decoder &decoder, const Tree &tree, RetrySettings &value)
{
    readFields(decoder, tree, value);
}

void listResilienceFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<OutlierDetection>("services[].outlierDetection"));
    listings.push_back(listFields<CircuitBreakerSettings>("services[].circuitBreaker"));
    listings.push_back(listFields<FailureRateTrigger>("services[].circuitBreaker.failureRate"));
    listings.push_back(listFields<CallWindow>("services[].circuitBreaker.failureRate.window"));
    listings.push_back(listFields<SlowCallsTrigger>("services[].circuitBreaker.slowCalls"));
    listings.push_back(listFields<BulkheadSettings>("services[].bulkhead"));
    listings.push_back(listFields<RetrySettings>("services[].retry"));
    listings.push_back(listFields<RetryBudget>("services[].retry.budget"));
}

} // namespace gatehouse
