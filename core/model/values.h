#pragma once

#include "core/base/name.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The typed reading of a `gatehouse/v1` document, defaults filled in. Values only: they are made by the
/// codec (core/model/document.h), compared and copied freely, and never written back; what is written back is
/// the tree. A block that is optional in the document and off when absent is a std::optional here.
namespace gatehouse {

using Milliseconds = std::chrono::milliseconds;

/// `host:port` or `[v6]:port`; host without brackets.
struct Address
{
    std::string host;
    std::uint16_t port = 0;

    bool operator==(const Address &) const = default;
    auto operator<=>(const Address &) const = default;
};

/// The form of the document: `127.0.0.1:80`, `[::1]:80`.
[[nodiscard]] std::string toString(const Address &address);

/// A block of addresses in CIDR notation. `bytes` is 4 long for IPv4 and 16 for IPv6.
struct Cidr
{
    std::string text; ///< as written
    std::vector<std::uint8_t> bytes; ///< network address, host bits zero
    int prefixLength = 0;

    bool operator==(const Cidr &) const = default;
};

struct Certificate
{
    std::string certificate; ///< file below --files-dir
    SecretName secret; ///< the private key
    bool operator==(const Certificate &) const = default;
};

struct ListenerTls
{
    std::vector<Certificate> certificates;
    std::string minimumVersion = "1.2";
    std::string clientCa; ///< empty: clients need no certificate
    bool operator==(const ListenerTls &) const = default;
};

struct ClientAddress
{
    std::string header;
    std::vector<Cidr> trustedProxies;
    bool operator==(const ClientAddress &) const = default;
};

enum class EncodedSlashes { Refuse, Keep };

struct Listener
{
    ListenerName name;
    Address address;
    std::optional<ListenerTls> tls;
    std::optional<ClientAddress> clientAddress;
    EncodedSlashes encodedSlashes = EncodedSlashes::Refuse;
    bool operator==(const Listener &) const = default;
};

enum class EndpointState { Active, Draining, Disabled };

struct Endpoint
{
    Address address;
    int weight = 1; ///< 0 to 65535; 0 takes no new requests
    int maxConnections = 100;
    EndpointState state = EndpointState::Active;
    std::string zone;
    std::map<std::string, std::string> labels;
    bool operator==(const Endpoint &) const = default;
};

enum class BalancingPolicy { WeightedRoundRobin, LeastRequest, Random, RingHash, Maglev };
enum class HashSource { Header, Cookie, PathParameter, Consumer, Address };

struct HashOn
{
    HashSource source = HashSource::Address;
    std::string name; ///< header, cookie or parameter; empty for consumer and address
    bool operator==(const HashOn &) const = default;
};

struct LoadBalancing
{
    BalancingPolicy policy = BalancingPolicy::WeightedRoundRobin;
    std::optional<HashOn> hashOn;
    double panicPercent = 0; ///< 0: never
    bool operator==(const LoadBalancing &) const = default;
};

struct HealthCheck
{
    std::string path = "/health";
    Milliseconds interval{10'000};
    Milliseconds timeout{2'000};
    int healthyThreshold = 2;
    int unhealthyThreshold = 3;
    std::pair<int, int> expect{200, 399}; ///< status, both ends included
    bool operator==(const HealthCheck &) const = default;
};

struct OutlierDetection
{
    int consecutiveFailures = 5;
    Milliseconds ejectFor{30'000};
    double maxEjectedPercent = 50;
    bool operator==(const OutlierDetection &) const = default;
};

/// A window over the last so many calls.
struct CallWindow
{
    int calls = 100;
    bool operator==(const CallWindow &) const = default;
};
using BreakerWindow = std::variant<Milliseconds, CallWindow>;

struct FailureRateTrigger
{
    double percent = 0;
    BreakerWindow window = Milliseconds{60'000};
    int minimumCalls = 20;
    bool operator==(const FailureRateTrigger &) const = default;
};

struct SlowCallsTrigger
{
    Milliseconds longerThan{0};
    double percent = 0;
    BreakerWindow window = Milliseconds{60'000};
    int minimumCalls = 20;
    bool operator==(const SlowCallsTrigger &) const = default;
};

/// What a breaker counts as a failure. `Status5xx` is any status from 500 on.
enum class FailureKind { Connect, Reset, Timeout, Status5xx };
enum class BreakerMode { Auto, ForcedOpen, ForcedClosed, Disabled };

struct CircuitBreakerSettings
{
    std::optional<int> consecutiveFailures; ///< 5 where no other trigger is given
    std::optional<FailureRateTrigger> failureRate;
    std::optional<SlowCallsTrigger> slowCalls;
    Milliseconds openFor{60'000};
    int trials = 1;
    std::vector<FailureKind> failures{FailureKind::Connect, FailureKind::Reset, FailureKind::Timeout,
                                      FailureKind::Status5xx};
    BreakerMode state = BreakerMode::Auto;
    bool operator==(const CircuitBreakerSettings &) const = default;
};

struct BulkheadSettings
{
    int maxConcurrent = 0;
    int maxQueued = 0;
    Milliseconds maxWait{1'000};
    bool operator==(const BulkheadSettings &) const = default;
};

enum class Jitter { None, Half, Full, Decorrelated };

/// What is tried again: connect, reset, timeout, or a status.
struct RetryOn
{
    enum class Kind { Connect, Reset, Timeout, Status } kind = Kind::Connect;
    int status = 0; ///< only for Kind::Status
    bool operator==(const RetryOn &) const = default;
};

struct RetryMethods
{
    enum class Kind { Idempotent, Any, Listed } kind = Kind::Idempotent;
    std::vector<std::string> listed;
    bool operator==(const RetryMethods &) const = default;
};

struct RetryBudget
{
    double percent = 20;
    double minimumPerSecond = 3;
    bool operator==(const RetryBudget &) const = default;
};

struct RetrySettings
{
    int attempts = 3; ///< total tries, the first included
    Milliseconds initialDelay{1'000};
    Milliseconds maxDelay{60'000};
    double multiplier = 2;
    Jitter jitter = Jitter::Half;
    std::vector<RetryOn> on{{RetryOn::Kind::Connect},     {RetryOn::Kind::Reset},
                            {RetryOn::Kind::Timeout},     {RetryOn::Kind::Status, 502},
                            {RetryOn::Kind::Status, 503}, {RetryOn::Kind::Status, 504}};
    RetryMethods methods;
    std::uint64_t bufferLimit = 64 * 1024; ///< bytes
    std::optional<RetryBudget> budget;
    bool operator==(const RetrySettings &) const = default;
};

/// 0 ms = no limit.
struct Timeouts
{
    Milliseconds connect{2'000};
    Milliseconds request{30'000};
    std::optional<Milliseconds> perTry;
    Milliseconds idle{60'000};
    bool operator==(const Timeouts &) const = default;
};

struct UpstreamTls
{
    std::string serverName;
    std::string ca;
    std::string certificate;
    SecretName secret;
    bool verify = true;
    bool operator==(const UpstreamTls &) const = default;
};

enum class Protocol { Http1, H2c };

struct Service
{
    ServiceName name;
    std::string description;
    Protocol protocol = Protocol::Http1;
    std::vector<Endpoint> endpoints;
    LoadBalancing loadBalancing;
    std::optional<HealthCheck> healthCheck;
    std::optional<OutlierDetection> outlierDetection;
    std::optional<CircuitBreakerSettings> circuitBreaker;
    std::optional<BulkheadSettings> bulkhead;
    std::optional<RetrySettings> retry;
    Timeouts timeouts;
    std::optional<UpstreamTls> tls;
    bool operator==(const Service &) const = default;
};

/// The path forms, in their order of precedence.
enum class PathKind { Exact, Template, Regex, Prefix };

struct PathMatch
{
    PathKind kind = PathKind::Prefix;
    std::string text = "/";
    bool operator==(const PathMatch &) const = default;
};

enum class ValueMatchKind { Exact, Prefix, Regex, Present };

/// A condition on a header or a query parameter.
struct ValueMatch
{
    std::string name;
    ValueMatchKind kind = ValueMatchKind::Present;
    std::string text; ///< for exact, prefix, regex
    bool present = true; ///< for Present: whether it must be there or must be absent
    bool operator==(const ValueMatch &) const = default;
};

struct RouteMatch
{
    std::vector<std::string> hosts; ///< empty: any
    std::vector<std::string> methods; ///< empty: any
    PathMatch path;
    std::vector<ValueMatch> headers;
    std::vector<ValueMatch> query;
    bool operator==(const RouteMatch &) const = default;
};

struct RouteTarget
{
    ServiceName service;
    int weight = 1;
    bool operator==(const RouteTarget &) const = default;
};

/// A header value: text, or the content of a secret.
struct HeaderValue
{
    std::string text;
    SecretName secret; ///< not empty: the value is this secret and `text` is empty
    bool operator==(const HeaderValue &) const = default;
};

struct FixedResponse
{
    int status = 200;
    std::map<std::string, HeaderValue> headers;
    std::string body;
    bool operator==(const FixedResponse &) const = default;
};

/// Parts that are empty stay as in the request.
struct Redirect
{
    int status = 302;
    std::string scheme;
    std::string host;
    std::string path;
    bool operator==(const Redirect &) const = default;
};

using RouteAction = std::variant<std::vector<RouteTarget>, FixedResponse, Redirect>;

struct Rewrite
{
    std::string path; ///< template; empty: not used
    std::optional<std::string> prefix;
    std::string host; ///< empty: not used
    bool operator==(const Rewrite &) const = default;
};

struct HeaderEdits
{
    std::vector<std::pair<std::string, HeaderValue>> set;
    std::vector<std::pair<std::string, HeaderValue>> add;
    std::vector<std::string> remove;
    bool operator==(const HeaderEdits &) const = default;
};

struct Cors
{
    std::vector<std::string> origins;
    std::vector<std::string> methods;
    std::vector<std::string> headers;
    bool credentials = false;
    std::optional<Milliseconds> maxAge;
    bool operator==(const Cors &) const = default;
};

struct Mirror
{
    ServiceName service;
    double percent = 100;
    bool operator==(const Mirror &) const = default;
};

struct RouteAuth
{
    bool required = true;
    std::vector<ProviderName> providers; ///< empty: all
    std::map<std::string, std::string> identityHeaders; ///< header → claim or `consumer`
    bool operator==(const RouteAuth &) const = default;
};

enum class RateLimitKey { Consumer, Address, Header, Route };

struct RateLimitSettings
{
    int requests = 0;
    Milliseconds window{60'000};
    RateLimitKey per = RateLimitKey::Consumer;
    std::string header; ///< for RateLimitKey::Header
    bool operator==(const RateLimitSettings &) const = default;
};

struct FaultDelay
{
    Milliseconds duration{0};
    double percent = 100;
    bool operator==(const FaultDelay &) const = default;
};

struct FaultAbort
{
    int status = 503;
    double percent = 100;
    bool operator==(const FaultAbort &) const = default;
};

struct Fault
{
    std::optional<FaultDelay> delay;
    std::optional<FaultAbort> abort;
    bool operator==(const Fault &) const = default;
};

struct Route
{
    RouteName name;
    std::string description;
    bool enabled = true;
    std::vector<ListenerName> listeners; ///< empty: all
    std::uint64_t maxBodySize = 16 * 1024 * 1024; ///< bytes; 0: no limit
    RouteMatch match;
    RouteAction action;
    std::optional<Rewrite> rewrite;
    HeaderEdits requestHeaders;
    HeaderEdits responseHeaders;
    std::optional<Cors> cors;
    std::optional<Mirror> mirror;
    RouteAuth auth;
    std::optional<RateLimitSettings> rateLimit;
    std::optional<std::vector<Cidr>> allow;
    std::optional<std::vector<Cidr>> deny;
    std::optional<AccessPolicyName> access;
    std::optional<TrustPolicyName> trust;
    std::optional<Milliseconds> timeout;
    std::optional<RetrySettings> retry;
    std::optional<Fault> fault;
    bool operator==(const Route &) const = default;
};

struct ClaimMatch
{
    ProviderName provider;
    std::string claim = "sub";
    std::string value;
    bool operator==(const ClaimMatch &) const = default;
};

struct ApiKey
{
    std::string header = "X-API-Key";
    SecretName secret;
    bool operator==(const ApiKey &) const = default;
};

/// A scalar of the document that is carried as it is (attributes of consumers).
using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct Consumer
{
    ConsumerName name;
    std::optional<ClaimMatch> match;
    std::optional<ApiKey> apiKey;
    std::vector<std::string> roles;
    std::map<std::string, Scalar> attributes;
    bool operator==(const Consumer &) const = default;
};

struct KeysFromUrl
{
    std::string url;
    Milliseconds refresh{600'000};
    bool operator==(const KeysFromUrl &) const = default;
};

struct KeysFromFile
{
    std::string file;
    bool operator==(const KeysFromFile &) const = default;
};

using ProviderKeys = std::variant<SecretName, KeysFromFile, KeysFromUrl>;

struct AuthProvider
{
    ProviderName name;
    std::string issuer;
    std::vector<std::string> audiences;
    std::vector<std::string> algorithms;
    ProviderKeys keys;
    Milliseconds clockSkew{30'000};
    std::string rolesClaim = "roles";
    std::map<std::string, std::string> attributeClaims{{"department", "dept"}, {"clearance", "clr"}};
    bool operator==(const AuthProvider &) const = default;
};

struct TimeRestriction
{
    std::string from; ///< HH:MM, inclusive
    std::string to; ///< HH:MM, exclusive; before `from`: past midnight
    std::vector<std::string> days; ///< mon … sun; empty: every day
    std::string zone = "UTC"; ///< IANA name
    bool operator==(const TimeRestriction &) const = default;
};

struct AccessConditions
{
    std::vector<std::string> departments;
    std::optional<std::int64_t> clearanceLevel;
    std::optional<TimeRestriction> timeRestriction;
    bool operator==(const AccessConditions &) const = default;
};

struct AccessPolicy
{
    AccessPolicyName name;
    std::map<std::string, std::string> actions; ///< method → action, defaults merged in
    std::map<std::string, std::vector<std::string>> roles; ///< action → roles
    std::optional<AccessConditions> conditions;
    bool operator==(const AccessPolicy &) const = default;
};

enum class TrustMode { Enforce, Observe };

struct TrustWeights
{
    double identity = 0.30;
    double device = 0.25;
    double network = 0.20;
    double resource = 0.25;
    bool operator==(const TrustWeights &) const = default;
};

struct TrustIdentity
{
    Milliseconds maxTokenAge{3'600'000};
    std::vector<std::string> strongMethods;
    bool operator==(const TrustIdentity &) const = default;
};

struct TrustDevice
{
    std::string header;
    std::string registry; ///< file below --files-dir
    bool operator==(const TrustDevice &) const = default;
};

struct TrustZone
{
    std::vector<Cidr> cidrs;
    double score = 0;
    bool operator==(const TrustZone &) const = default;
};

struct TrustNetwork
{
    std::vector<TrustZone> zones;
    double otherwise = 0;
    bool operator==(const TrustNetwork &) const = default;
};

struct TrustPolicy
{
    TrustPolicyName name;
    double threshold = 0.7;
    TrustWeights weights;
    TrustMode mode = TrustMode::Enforce;
    std::optional<TrustIdentity> identity;
    std::optional<TrustDevice> device;
    std::optional<TrustNetwork> network;
    std::optional<AccessPolicyName> resourceAccess;
    bool operator==(const TrustPolicy &) const = default;
};

enum class ShardMethod { Ring, Jump };

struct Shard
{
    std::string name;
    int weight = 1;
    std::string primary;
    std::vector<std::string> replicas;
    SecretName secret;
    bool operator==(const Shard &) const = default;
};

struct ShardMap
{
    ShardMapName name;
    ShardMethod method = ShardMethod::Ring;
    int virtualNodes = 160;
    std::vector<Shard> shards;
    bool operator==(const ShardMap &) const = default;
};

enum class GatewayMake { Builtin, Haproxy, Envoy, Caddy, Traefik, Nginx };

struct Gateway
{
    GatewayName name;
    GatewayMake make = GatewayMake::Builtin;
    std::string address; ///< of its admin interface; empty where it has none
    std::map<std::string, Address> listeners; ///< another address for a listener on this gateway
    std::map<std::string, std::string> labels;
    SecretName secret;
    bool publish = false;
    std::map<std::string, std::string> options;
    std::vector<std::string> accept;
    bool operator==(const Gateway &) const = default;
};

/// `changes` stays a tree: it is merged into the document's tree before decoding (core/model/environment.h).
struct Environment
{
    EnvironmentName name;
    std::vector<GatewayName> gateways;
    bool isProtected = false;
    bool operator==(const Environment &) const = default;
};

/// The whole document.
struct Model
{
    std::string name;
    std::string description;
    std::vector<Listener> listeners;
    std::vector<Service> services;
    std::vector<Route> routes;
    std::vector<Consumer> consumers;
    std::vector<AuthProvider> authProviders;
    std::vector<AccessPolicy> accessPolicies;
    std::vector<TrustPolicy> trustPolicies;
    std::vector<ShardMap> shardMaps;
    std::vector<Gateway> gateways;
    std::vector<Environment> environments;
    bool operator==(const Model &) const = default;
};

} // namespace gatehouse
