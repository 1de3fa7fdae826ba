#include "app/console/secretnames.h"

namespace gatehouse {

namespace {

class Collector final
{
public:
    void add(const SecretName &name)
    {
        if (!name.isEmpty())
            names.insert(name);
    }

    void add(const std::vector<std::pair<std::string, HeaderValue>> &headers)
    {
        for (const auto &[header, value] : headers)
            add(value.secret);
    }

    void add(const Route &route)
    {
        for (const HeaderEdits *edits : {&route.requestHeaders, &route.responseHeaders}) {
            add(edits->set);
            add(edits->add);
        }
        if (const auto *response = std::get_if<FixedResponse>(&route.action))
            for (const auto &[header, value] : response->headers)
                add(value.secret);
    }

    std::set<SecretName> names;
};

} // namespace

std::set<SecretName> secretNames(const Model &model)
{
    Collector collector;
    for (const Gateway &gateway : model.gateways)
        collector.add(gateway.secret);
    for (const AuthProvider &provider : model.authProviders)
        if (const auto *secret = std::get_if<SecretName>(&provider.keys))
            collector.add(*secret);
    for (const Consumer &consumer : model.consumers)
        if (consumer.apiKey)
            collector.add(consumer.apiKey->secret);
    for (const Listener &listener : model.listeners)
        if (listener.tls)
            for (const Certificate &certificate : listener.tls->certificates)
                collector.add(certificate.secret);
    for (const Service &service : model.services)
        if (service.tls)
            collector.add(service.tls->secret);
    for (const Route &route : model.routes)
        collector.add(route);
    return collector.names;
}

} // namespace gatehouse
