#pragma once

// Not <compare>, which <string> brings along: where it comes first, moc of Qt 6.4 fails on every header
// behind it.
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse {

/// The identity of an object of one kind; names of different kinds do not mix.
template <class Tag> class Name
{
public:
    Name() = default;
    explicit Name(std::string text)
        : m_text(std::move(text))
    {
    }

    const std::string &str() const { return m_text; }
    std::string_view view() const { return m_text; }
    bool isEmpty() const { return m_text.empty(); }

    auto operator<=>(const Name &) const = default;

private:
    std::string m_text;
};

using ListenerName = Name<struct ListenerTag>;
using ServiceName = Name<struct ServiceTag>;
using RouteName = Name<struct RouteTag>;
using ConsumerName = Name<struct ConsumerTag>;
using ProviderName = Name<struct ProviderTag>;
using AccessPolicyName = Name<struct AccessPolicyTag>;
using TrustPolicyName = Name<struct TrustPolicyTag>;
using ShardMapName = Name<struct ShardMapTag>;
using GatewayName = Name<struct GatewayTag>;
using EnvironmentName = Name<struct EnvironmentTag>;
using SecretName = Name<struct SecretTag>;

} // namespace gatehouse

template <class Tag> struct std::hash<gatehouse::Name<Tag>>
{
    std::size_t operator()(const gatehouse::Name<Tag> &name) const
    {
        return std::hash<std::string>{}(name.str());
    }
};
