#include "core/gateway/dataplane.h"

#include "core/gateway/dataplanecore.h"

#include <utility>

namespace gatehouse {

DataPlane::DataPlane(DataPlaneOptions options)
    : d(std::make_unique<DataPlaneCore>(std::move(options)))
{
}

DataPlane::~DataPlane() = default;

Findings DataPlane::check(const Document &document) const
{
    return d->check(document);
}
Result<void> DataPlane::start()
{
    return d->start();
}
Result<void> DataPlane::apply(const Document &document, std::uint64_t revision, std::string hash)
{
    return d->apply(document, revision, std::move(hash));
}
Result<void> DataPlane::reloadSecrets()
{
    return d->reloadSecrets();
}
bool DataPlane::drain(std::chrono::milliseconds deadline)
{
    return d->drain(deadline);
}
void DataPlane::stop()
{
    d->stop();
}
std::shared_ptr<const ServedRevision> DataPlane::served() const
{
    return d->served();
}
std::uint64_t DataPlane::activeConnections() const
{
    return d->activeConnections();
}
std::uint64_t DataPlane::requests() const
{
    return d->requests();
}
SteadyTime DataPlane::startedAt() const
{
    return d->startedAt();
}
Result<void> DataPlane::forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode)
{
    return d->forceBreaker(service, mode);
}
Result<void> DataPlane::overrideEndpoint(const ServiceName &service, const Address &address,
                                         const EndpointOverride &value)
{
    return d->overrideEndpoint(service, address, value);
}
Overrides DataPlane::overrides() const
{
    return d->overrides();
}

} // namespace gatehouse
