#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

template <HashSource Source> void readHashName(Decoder &decoder, const Tree &tree, HashOn &value)
{
    value.source = Source;
    if constexpr (Source == HashSource::Header)
        readToken(decoder, tree, value.name);
    else
        readNonEmptyText(decoder, tree, value.name);
}

template <HashSource Source> void readHashFlag(Decoder &decoder, const Tree &tree, HashOn &value)
{
    value.source = Source;
    if (tree != true)
        decoder.wrong(tree, "true");
}

void readHashOn(Decoder &decoder, const Tree &tree, HashOn &value)
{
    static constexpr std::array<std::string_view, 5> Forms{"header", "cookie", "pathParameter", "consumer",
                                                           "address"};
    readFields(decoder, tree, value);
    checkChoice(decoder, tree, Forms, Choice::ExactlyOne);
}

/// Two statuses, the first and the last that count as healthy.
void readExpectedStatus(Decoder &decoder, const Tree &tree, std::pair<int, int> &value)
{
    if (!tree.is_array() || tree.size() != 2) {
        decoder.wrong(tree, "a list of two statuses", "write it as in [200, 399]");
        return;
    }
    const std::array<int *, 2> ends{&value.first, &value.second};
    for (std::size_t index = 0; index < ends.size(); ++index) {
        const PointerStep step(decoder.path(), index);
        readInt<100, 599>(decoder, tree[index], *ends[index]);
    }
}

} // namespace

template <> std::span<const Word<EndpointState>> wordsOf()
{
    static constexpr std::array<Word<EndpointState>, 3> Words{{{"active", EndpointState::Active},
                                                               {"draining", EndpointState::Draining},
                                                               {"disabled", EndpointState::Disabled}}};
    return Words;
}

template <> std::span<const Word<BalancingPolicy>> wordsOf()
{
    static constexpr std::array<Word<BalancingPolicy>, 5> Words{
        {{"weightedRoundRobin", BalancingPolicy::WeightedRoundRobin},
         {"leastRequest", BalancingPolicy::LeastRequest},
         {"random", BalancingPolicy::Random},
         {"ringHash", BalancingPolicy::RingHash},
         {"maglev", BalancingPolicy::Maglev}}};
    return Words;
}

template <> std::span<const Word<Protocol>> wordsOf()
{
    static constexpr std::array<Word<Protocol>, 2> Words{
        {{"http1", Protocol::Http1}, {"h2c", Protocol::H2c}}};
    return Words;
}

template <> std::span<const Field<Endpoint>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Endpoint::address, readAddress>("address", Presence::Required),
        field<&Endpoint::weight, readInt<0, 65535>>("weight"),
        field<&Endpoint::maxConnections, readInt<1, 1'000'000>>("maxConnections"),
        field<&Endpoint::state, readWord<EndpointState>>("state"),
        field<&Endpoint::zone, readText>("zone"),
        field<&Endpoint::labels, readMap<readText, std::string>>("labels"),
    };
    return Fields;
}

template <> std::span<const Field<HashOn>> fieldsOf()
{
    static constexpr std::array<Field<HashOn>, 5> Fields{{
        {"header", readHashName<HashSource::Header>},
        {"cookie", readHashName<HashSource::Cookie>},
        {"pathParameter", readHashName<HashSource::PathParameter>},
        {"consumer", readHashFlag<HashSource::Consumer>},
        {"address", readHashFlag<HashSource::Address>},
    }};
    return Fields;
}

template <> std::span<const Field<LoadBalancing>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&LoadBalancing::policy, readWord<BalancingPolicy>>("policy"),
        field<&LoadBalancing::hashOn, readOptional<readHashOn, HashOn>>("hashOn"),
        field<&LoadBalancing::panicPercent, readPercent>("panicPercent"),
    };
    return Fields;
}

template <> std::span<const Field<HealthCheck>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&HealthCheck::path, readNonEmptyText>("path"),
        field<&HealthCheck::interval, readDuration>("interval"),
        field<&HealthCheck::timeout, readDuration>("timeout"),
        field<&HealthCheck::healthyThreshold, readInt<1, 1'000>>("healthyThreshold"),
        field<&HealthCheck::unhealthyThreshold, readInt<1, 1'000>>("unhealthyThreshold"),
        field<&HealthCheck::expect, readExpectedStatus>("expect"),
    };
    return Fields;
}

template <> std::span<const Field<Timeouts>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Timeouts::connect, readDuration>("connect"),
        field<&Timeouts::request, readDuration>("request"),
        field<&Timeouts::perTry, readOptional<readDuration, Milliseconds>>("perTry"),
        field<&Timeouts::idle, readDuration>("idle"),
    };
    return Fields;
}

template <> std::span<const Field<UpstreamTls>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&UpstreamTls::serverName, readText>("serverName"),
        field<&UpstreamTls::ca, readText>("ca"),
        field<&UpstreamTls::certificate, readText>("certificate"),
        field<&UpstreamTls::secret, readName<SecretTag>>("secret"),
        field<&UpstreamTls::verify, readBool>("verify"),
    };
    return Fields;
}

template <> std::span<const Field<Service>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Service::name, readName<ServiceTag>>("name", Presence::Required),
        field<&Service::description, readText>("description"),
        field<&Service::protocol, readWord<Protocol>>("protocol"),
        field<&Service::endpoints, readList<readObject<Endpoint>, Endpoint>>("endpoints"),
        field<&Service::loadBalancing, readObject<LoadBalancing>>("loadBalancing"),
        field<&Service::healthCheck, readOptional<readObject<HealthCheck>, HealthCheck>>("healthCheck"),
        field<&Service::outlierDetection, readOptional<readOutlierDetection, OutlierDetection>>(
            "outlierDetection"),
        field<&Service::circuitBreaker, readOptional<readCircuitBreaker, CircuitBreakerSettings>>(
            "circuitBreaker"),
        field<&Service::bulkhead, readOptional<readBulkhead, BulkheadSettings>>("bulkhead"),
        field<&Service::retry, readOptional<readRetry, RetrySettings>>("retry"),
        field<&Service::timeouts, readObject<Timeouts>>("timeouts"),
        field<&Service::tls, readOptional<readObject<UpstreamTls>, UpstreamTls>>("tls"),
    };
    return Fields;
}

void readService(Decoder &decoder, const Tree &tree, Service &value)
{
    readFields(decoder, tree, value);
}

void listServiceFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<Service>("services[]"));
    listings.push_back(listFields<Endpoint>("services[].endpoints[]"));
    listings.push_back(listFields<LoadBalancing>("services[].loadBalancing"));
    listings.push_back(listFields<HashOn>("services[].loadBalancing.hashOn"));
    listings.push_back(listFields<HealthCheck>("services[].healthCheck"));
    listResilienceFields(listings);
    listings.push_back(listFields<Timeouts>("services[].timeouts"));
    listings.push_back(listFields<UpstreamTls>("services[].tls"));
}

} // namespace gatehouse
