#include "core/gateway/exchange.h"

#include "core/gateway/clientconnection.h"
#include "core/gateway/headreader.h"
#include "core/gateway/worker.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

IpAddress toIpAddress(const boost::asio::ip::address &address)
{
    if (address.is_v4())
        return IpAddress::v4(address.to_v4().to_bytes());
    return IpAddress::v6(address.to_v6().to_bytes());
}

/// A member of an X-Forwarded-For list: an address, perhaps with a port.
std::optional<IpAddress> readHop(std::string_view text)
{
    if (const auto address = parseIpAddress(text))
        return address;
    if (text.starts_with('['))
        return parseIpAddress(text.substr(1, std::min(text.find(']'), text.size()) - 1));
    return parseIpAddress(text.substr(0, text.rfind(':')));
}

const char *describe(TokenOutcome outcome)
{
    switch (outcome) {
    case TokenOutcome::Missing:
        return "The token is missing.";
    case TokenOutcome::Expired:
        return "The token is expired.";
    case TokenOutcome::Valid:
    case TokenOutcome::NotYetValid:
    case TokenOutcome::Invalid:
        return "The token is invalid.";
    }
    return "The token is invalid.";
}

} // namespace

const SnapshotListener *Exchange::listener() const
{
    const std::size_t index = m_client.site().index;
    return index < m_snapshot->listeners.size() ? &m_snapshot->listeners[index] : nullptr;
}

bool Exchange::peerIsTrusted() const
{
    const SnapshotListener *const place = listener();
    return place && !place->trustedProxies.isEmpty()
        && place->trustedProxies.contains(toIpAddress(m_client.peer()));
}

/// The address that the lists of a route are about: the peer's, or behind trusted proxies the nearest one in
/// their header that is not one of theirs. What a client has put in front of that itself is not looked at.
IpAddress Exchange::clientAddress() const
{
    IpAddress address = toIpAddress(m_client.peer());
    const SnapshotListener *const place = listener();
    if (!place || place->clientAddressHeader.empty())
        return address;
    std::vector<std::string_view> hops;
    for (const HeadField &field : m_client.head().fields) {
        if (equalsIgnoringCase(field.name.in(m_base), place->clientAddressHeader))
            headreader::forEachMember(field.value.in(m_base), [&hops](std::string_view hop) {
                hops.push_back(hop);
                return true;
            });
    }
    for (auto hop = hops.rbegin(); hop != hops.rend() && place->trustedProxies.contains(address); ++hop) {
        const auto next = readHop(*hop);
        if (!next)
            break;
        address = *next;
    }
    return address;
}

bool Exchange::passesAddressLists()
{
    if (!m_route->allow && m_route->deny.isEmpty())
        return true;
    const IpAddress address = clientAddress();
    if (!m_route->deny.contains(address) && (!m_route->allow || m_route->allow->contains(address)))
        return true;
    refuse(Refusal::Forbidden, "The request is not allowed.");
    return false;
}

std::string_view Exchange::proto() const
{
    const HeadField *const told = m_client.head().find(FieldId::ForwardedProto);
    const bool secure = told && equalsIgnoringCase(told->value.in(m_base), "https") && peerIsTrusted();
    return secure ? "https" : "http";
}

bool Exchange::authenticate()
{
    const RouteAuth &auth = m_route->settings.auth;
    const RequestHead &head = m_client.head();
    const HeadField *const field = head.find(FieldId::Authorization);
    if (!auth.required && (!field || auth.identityHeaders.empty()))
        return true;
    TokenDecision decision;
    if (m_snapshot->authenticator) {
        const auto credentials = field ? std::optional(field->value.in(m_base)) : std::nullopt;
        decision = m_snapshot->authenticator->authenticate(
            credentials, m_route->providers, m_worker.loop().clock().wallNow(), m_worker.tokenScratch());
    }
    // The upstream must not take another token for the one that was verified.
    const auto fields = std::count_if(head.fields.begin(), head.fields.end(), [](const HeadField &other) {
        return other.id == FieldId::Authorization;
    });
    if (decision.isValid() && fields == 1) {
        takeIdentity(decision);
        return true;
    }
    if (!auth.required)
        return true;
    const TokenOutcome outcome = decision.isValid() ? TokenOutcome::Invalid : decision.outcome;
    std::string challenge = fmt::format("Bearer realm=\"{}\"", m_worker.gateway());
    if (outcome != TokenOutcome::Missing)
        challenge += fmt::format(", error=\"invalid_token\", error_description=\"{}\"", describe(outcome));
    refuse(Refusal::Unauthenticated, describe(outcome), {{"WWW-Authenticate", challenge}});
    return false;
}

void Exchange::takeIdentity(const TokenDecision &decision)
{
    for (const auto &[header, claim] : m_route->settings.auth.identityHeaders) {
        if (claim != "consumer") {
            if (auto value = decision.claims->headerText(claim))
                m_identity.emplace_back(header, std::move(*value));
        } else if (decision.consumer) {
            m_identity.emplace_back(header, m_snapshot->consumers[*decision.consumer]);
        }
    }
}

} // namespace gatehouse
