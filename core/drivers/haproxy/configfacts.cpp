#include "core/drivers/haproxy/configfacts.h"

#include "core/drivers/haproxy/nativestate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace gatehouse::haproxy {

namespace {

constexpr std::string_view ServiceComment = "# service:";
constexpr std::string_view EndpointComment = "# endpoint:";

constexpr std::array<std::pair<BreakerFacts, std::string_view>, 6> BreakerWords{
    {{BreakerFacts::None, "none"},
     {BreakerFacts::Observed, "observed"},
     {BreakerFacts::NeverOpens, "never"},
     {BreakerFacts::ForcedOpen, "forced_open"},
     {BreakerFacts::ForcedClosed, "forced_closed"},
     {BreakerFacts::Disabled, "disabled"}}};

constexpr std::array<std::pair<EndpointState, std::string_view>, 3> StateWords{
    {{EndpointState::Active, "active"},
     {EndpointState::Draining, "draining"},
     {EndpointState::Disabled, "disabled"}}};

template <class Words, class Value> std::string_view wordFor(const Words &words, Value value)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [value](const auto &word) { return word.first == value; });
    return found == words.end() ? std::string_view() : found->second;
}

template <class Words, class Value> void readWord(const Words &words, std::string_view text, Value &value)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [text](const auto &word) { return word.second == text; });
    if (found != words.end())
        value = found->first;
}

int readNumber(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Calls `set(key, value)` for each `key=value` of a comment.
template <class Set> void readPairs(std::istringstream &words, Set set)
{
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        if (equals != std::string::npos)
            set(std::string_view(word).substr(0, equals), std::string_view(word).substr(equals + 1));
    }
}

void readService(std::istringstream &words, ServiceFacts &facts)
{
    readPairs(words, [&facts](std::string_view key, std::string_view value) {
        if (key == "breaker")
            readWord(BreakerWords, value, facts.breaker);
        else if (key == "maxConcurrent")
            facts.maxConcurrent = readNumber(value);
        else if (key == "maxQueued")
            facts.maxQueued = readNumber(value);
        else if (key == "retries")
            facts.retries = value == "yes";
        else if (key == "checked")
            facts.checked = value == "yes";
    });
}

EndpointFacts readEndpoint(std::istringstream &words)
{
    EndpointFacts facts;
    readPairs(words, [&facts](std::string_view key, std::string_view value) {
        if (key == "address")
            facts.address = value;
        else if (key == "weight")
            facts.weight = readNumber(value);
        else if (key == "state")
            readWord(StateWords, value, facts.state);
    });
    return facts;
}

BreakerFacts breakerOf(const std::optional<CircuitBreakerSettings> &breaker)
{
    if (!breaker)
        return BreakerFacts::None;
    switch (breaker->state) {
    case BreakerMode::Auto:
        return breaker->consecutiveFailures ? BreakerFacts::Observed : BreakerFacts::NeverOpens;
    case BreakerMode::ForcedOpen:
        return BreakerFacts::ForcedOpen;
    case BreakerMode::ForcedClosed:
        return BreakerFacts::ForcedClosed;
    case BreakerMode::Disabled:
        return BreakerFacts::Disabled;
    }
    return BreakerFacts::None;
}

} // namespace

ServiceFacts factsOf(const Service &service)
{
    ServiceFacts facts;
    facts.breaker = breakerOf(service.circuitBreaker);
    if (service.bulkhead) {
        facts.maxConcurrent = service.bulkhead->maxConcurrent;
        facts.maxQueued = service.bulkhead->maxQueued;
    }
    facts.retries = service.retry.has_value();
    facts.checked = service.healthCheck.has_value();
    for (const Endpoint &endpoint : service.endpoints)
        facts.endpoints.push_back({toString(endpoint.address), endpoint.weight, endpoint.state});
    return facts;
}

std::vector<std::string> factLines(const ServiceFacts &facts)
{
    const auto yes = [](bool value) {
        return value ? "yes" : "no";
    };
    std::string service =
        fmt::format("{} breaker={} checked={} retries={}", ServiceComment,
                    wordFor(BreakerWords, facts.breaker), yes(facts.checked), yes(facts.retries));
    if (facts.maxConcurrent)
        service += fmt::format(" maxConcurrent={} maxQueued={}", *facts.maxConcurrent, facts.maxQueued);
    std::vector<std::string> lines{std::move(service)};
    for (const EndpointFacts &endpoint : facts.endpoints)
        lines.push_back(fmt::format("{} address={} weight={} state={}", EndpointComment, endpoint.address,
                                    endpoint.weight, wordFor(StateWords, endpoint.state)));
    return lines;
}

std::map<std::string, ServiceFacts> readFacts(std::string_view config)
{
    std::map<std::string, ServiceFacts> facts;
    std::string service;
    std::istringstream lines{std::string(config)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string first;
        std::string second;
        words >> first >> second;
        if (first == "backend" || first == "frontend")
            service = serviceOf(second);
        if (service.empty() || first != "#")
            continue;
        if (second == ServiceComment.substr(2))
            readService(words, facts[service]);
        else if (second == EndpointComment.substr(2))
            facts[service].endpoints.push_back(readEndpoint(words));
    }
    return facts;
}

} // namespace gatehouse::haproxy
