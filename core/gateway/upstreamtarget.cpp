#include "core/gateway/upstreamtarget.h"

#include <boost/asio/ip/address.hpp>

#include <utility>

namespace gatehouse {

UpstreamTarget::UpstreamTarget(const Endpoint &settings, unsigned loops, unsigned slot, WallTime now)
    : m_runtime(settings, loops, now)
    , m_slot(slot)
{
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(settings.address.host, error);
    m_literal = !error;
    if (m_literal)
        m_addresses.emplace_back(address, settings.address.port);
}

std::optional<TcpEndpoint> UpstreamTarget::nextAddress()
{
    const std::scoped_lock lock{m_mutex};
    if (m_addresses.empty())
        return {};
    return m_addresses[m_next++ % m_addresses.size()];
}

std::size_t UpstreamTarget::addressCount() const
{
    const std::scoped_lock lock{m_mutex};
    return m_addresses.size();
}

void UpstreamTarget::setAddresses(std::vector<TcpEndpoint> addresses)
{
    const std::scoped_lock lock{m_mutex};
    m_addresses = std::move(addresses);
}

} // namespace gatehouse
