#include "core/model/findingcode.h"
#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 21> Table{{
    {code::AuthWithoutProvider, Error, "Authentication that nobody can pass",
     "Routes ask who is calling unless they are public. Without a provider of tokens and without API "
     "keys every "
     "request is answered with 401.",
     "Add a provider, give a consumer an apiKey, or make the route public.",
     "routes: [{name: a, respond: {}}]", "routes: [{name: a, respond: {}, auth: {required: false}}]"},
    {code::UnknownProvider, Error, "Provider that does not exist",
     "A route or consumer names a provider of tokens that the document does not have.",
     "Add it, or name one that exists.", "routes: [{name: a, respond: {}, auth: {providers: [staff]}}]",
     "authProviders: [{name: staff, issuer: i, audiences: [a], algorithms: [HS256], keys: {secret: k}}]\n"
     "routes: [{name: a, respond: {}, auth: {providers: [staff]}}]"},
    {code::UnknownAccessPolicy, Error, "Access policy that does not exist",
     "A route or trust policy names an access policy that the document does not have.",
     "Add it, or name one that exists.", "routes: [{name: a, respond: {}, access: staff}]",
     "accessPolicies: [{name: staff}]\nroutes: [{name: a, respond: {}, access: staff}]"},
    {code::UnknownTrustPolicy, Error, "Trust policy that does not exist",
     "A route names a trust policy that the document does not have.", "Add it, or name one that exists.",
     "routes: [{name: a, respond: {}, trust: high}]",
     "trustPolicies: [{name: high}]\nroutes: [{name: a, respond: {}, trust: high}]"},
    {code::PolicyWithoutAuth, Error, "Policy on a public route",
     "Access and trust are decided by who is calling, which a public route does not ask.",
     "Remove auth: {required: false}, or the policy.",
     "accessPolicies: [{name: staff}]\nroutes: [{name: a, respond: {}, access: staff, auth: {required: "
     "false}}]",
     "accessPolicies: [{name: staff}]\nroutes: [{name: a, respond: {}, access: staff}]"},
    {code::DuplicatePolicyObject, Error, "Consumer, provider or policy name given twice",
     "A name is what an object is known by.", "Give one of them another name.",
     "accessPolicies: [{name: staff}, {name: staff}]", "accessPolicies: [{name: staff}, {name: admins}]"},
    {code::TrustWeightsSum, Error, "Weights of trust that do not sum to 1",
     "The score is compared with a threshold between 0 and 1, so the weights have to share out 1.",
     "Change them so that they sum to 1.",
     "trustPolicies: [{name: high, weights: {identity: 0.5, device: 0.5, network: 0.2, resource: 0.2}}]",
     "trustPolicies: [{name: high, weights: {identity: 0.4, device: 0.2, network: 0.2, resource: 0.2}}]"},
    {code::BadTimeRestriction, Error, "Time restriction that cannot be read",
     "It begins when it ends, or its zone is no name of a time zone.",
     "Give two different times, and a zone as in Europe/Berlin.",
     "accessPolicies: [{name: p, conditions: {timeRestriction: {from: \"08:00\", to: \"08:00\", zone: "
     "Europe/Berlin}}}]",
     "accessPolicies: [{name: p, conditions: {timeRestriction: {from: \"08:00\", to: \"18:00\", zone: "
     "Europe/Berlin}}}]"},
    {code::UnusedAction, Warning, "Roles for an action that no method is",
     "Methods are mapped to actions; roles for another word allow nothing.",
     "Name the action in actions, or remove it.", "accessPolicies: [{name: p, roles: {raed: [staff]}}]",
     "accessPolicies: [{name: p, roles: {read: [staff]}}]"},
    {code::ConsumerLimitOnPublic, Info, "Limit by consumer on a public route",
     "Callers of a public route are not known, so each address counts as one.", "Say per: address.",
     "routes: [{name: a, respond: {}, rateLimit: {requests: 10}, auth: {required: false}}]",
     "routes: [{name: a, respond: {}, rateLimit: {requests: 10, per: address}, auth: {required: "
     "false}}]"},
    {code::IdentityHeaderConflict, Warning, "Identity header used for something else",
     "What clients send in an identity header is dropped, because the gateway says there who is calling.",
     "Use another header.",
     "routes: [{name: a, match: {headers: [{name: X-User, present: true}]}, respond: {}, auth: "
     "{identityHeaders: {X-User: sub}}}]",
     "routes: [{name: a, match: {headers: [{name: X-Test, present: true}]}, respond: {}, auth: "
     "{identityHeaders: {X-User: sub}}}]"},
    {code::NoAlgorithm, Error, "Provider that accepts no algorithm",
     "Only what is on the list is accepted, never what a token says of itself.",
     "Name what the issuer signs with.",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [], keys: {secret: k}}]",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [RS256], keys: {secret: k}}]"},
    {code::AlgorithmKeyMismatch, Error, "Algorithms that do not fit the key",
     "HS signs with a shared secret, the others with a key pair. Where both are accepted with one key, "
     "whoever knows "
     "the public key can sign (RFC 8725, 2.1).",
     "Make two providers of it.",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [HS256, RS256], keys: {secret: "
     "k}}]",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [ES256, RS256], keys: {secret: "
     "k}}]"},
    {code::LooseProvider, Warning, "Tokens that were meant for others",
     "Without issuer and audiences a token is good that the same key signed for another purpose.",
     "Name the issuer and the audiences.",
     "authProviders: [{name: p, issuer: i, algorithms: [RS256], keys: {secret: k}}]",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [RS256], keys: {secret: k}}]"},
    {code::AmbiguousConsumer, Error, "Consumers that cannot be told apart",
     "The same claim or key belongs to two consumers, so their roles and limits are anybody's guess.",
     "Tell them apart.", "consumers: [{name: a, apiKey: {secret: k}}, {name: b, apiKey: {secret: k}}]",
     "consumers: [{name: a, apiKey: {secret: k}}, {name: b, apiKey: {secret: l}}]"},
    {code::NobodyAllowed, Warning, "Nobody is allowed",
     "allow is there but names no address, so it lets nobody in.",
     "Name blocks of addresses, or remove allow.", "routes: [{name: a, respond: {}, allow: []}]",
     "routes: [{name: a, respond: {}, allow: [10.0.0.0/8]}]"},
    {code::AllowedAndDenied, Warning, "Addresses allowed and denied",
     "deny goes first, so allowing them does nothing.", "Remove one of them.",
     "routes: [{name: a, respond: {}, allow: [10.1.0.0/16], deny: [10.0.0.0/8]}]",
     "routes: [{name: a, respond: {}, allow: [10.0.0.0/8], deny: [10.1.0.0/16]}]"},
    {code::HostBits, Warning, "Block of addresses larger than it looks",
     "Bits beyond the length do not count: 10.1.2.3/8 is all of 10.0.0.0/8.",
     "Write the block's first address, or the whole length for one address.",
     "routes: [{name: a, respond: {}, allow: [10.1.2.3/8]}]",
     "routes: [{name: a, respond: {}, allow: [10.1.2.3/32]}]"},
    {code::UnusedPolicy, Info, "Policy that nothing uses", "It protects nothing.",
     "Name it in a route, or remove it.", "accessPolicies: [{name: staff}]",
     "accessPolicies: [{name: staff}]\nroutes: [{name: a, respond: {}, access: staff}]"},
    {code::KeysUrl, Error, "Keys fetched without protection",
     "Who can change the answer on its way can sign any token.", "Use https; http only on this machine.",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [RS256], keys: {url: "
     "\"http://id.example.com/jwks\"}}]",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [RS256], keys: {url: "
     "\"https://id.example.com/jwks\"}}]"},
    {code::CorsCredentials, Error, "Credentials for every origin",
     "Browsers refuse answers that allow credentials to the origin *, and echoing every origin would "
     "give them to anybody.",
     "Name the origins, or switch credentials off.",
     "routes: [{name: a, respond: {}, cors: {origins: [\"*\"], credentials: true}}]",
     "routes: [{name: a, respond: {}, cors: {origins: [\"https://shop.example.com\"], credentials: "
     "true}}]"},
}};

} // namespace

std::span<const FindingEntry> policyFindings()
{
    return Table;
}

} // namespace gatehouse
