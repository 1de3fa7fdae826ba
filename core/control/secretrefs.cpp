#include "core/control/secretrefs.h"

#include <set>

namespace gatehouse {

namespace {

class Collector final
{
public:
    void add(const SecretName &name)
    {
        if (!name.isEmpty())
            m_names.insert(name);
    }
    void add(const HeaderValue &value) { add(value.secret); }
    void add(const HeaderEdits &edits)
    {
        for (const auto &[name, value] : edits.set)
            add(value);
        for (const auto &[name, value] : edits.add)
            add(value);
    }
    std::vector<SecretName> take() const { return {m_names.begin(), m_names.end()}; }

private:
    std::set<SecretName> m_names;
};

} // namespace

std::vector<SecretName> secretsOf(const Model &model)
{
    Collector all;
    for (const Listener &listener : model.listeners) {
        if (listener.tls) {
            for (const Certificate &certificate : listener.tls->certificates)
                all.add(certificate.secret);
        }
    }
    for (const Service &service : model.services) {
        if (service.tls)
            all.add(service.tls->secret);
    }
    for (const Route &route : model.routes) {
        all.add(route.requestHeaders);
        all.add(route.responseHeaders);
        if (const auto *fixed = std::get_if<FixedResponse>(&route.action)) {
            for (const auto &[name, value] : fixed->headers)
                all.add(value);
        }
    }
    for (const Consumer &consumer : model.consumers) {
        if (consumer.apiKey)
            all.add(consumer.apiKey->secret);
    }
    for (const AuthProvider &provider : model.authProviders) {
        if (const auto *secret = std::get_if<SecretName>(&provider.keys))
            all.add(*secret);
    }
    return all.take();
}

} // namespace gatehouse
