#include "core/drivers/haproxy/protection.h"

#include "core/drivers/haproxy/answers.h"
#include "core/drivers/haproxy/quoting.h"

#include <algorithm>
#include <array>

namespace gatehouse::haproxy {

namespace {

/// How many entries of a list claim are looked at: 2.6 can name them by position only.
constexpr int ListedClaims = 8;

const std::string Token = "var(txn.gh_token)";

std::string claimQuery(std::string_view path, std::string_view type = {})
{
    const std::string kind = type.empty() ? std::string() : "," + quoteArgument(type);
    return fmt::format("{},jwt_payload_query({}{})", Token, quoteArgument(path), kind);
}

/// A claim is asked for by a path in which other characters have a meaning.
bool isPlainClaim(std::string_view claim)
{
    return !claim.empty() && std::all_of(claim.begin(), claim.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'
            || c == '-';
    });
}

enum class KeyKind { Secret, File, Unknown };

KeyKind keyKind(std::string_view algorithm)
{
    constexpr std::array<std::string_view, 3> Secret{"HS256", "HS384", "HS512"};
    constexpr std::array<std::string_view, 6> File{"RS256", "RS384", "RS512", "ES256", "ES384", "ES512"};
    if (std::find(Secret.begin(), Secret.end(), algorithm) != Secret.end())
        return KeyKind::Secret;
    return std::find(File.begin(), File.end(), algorithm) != File.end() ? KeyKind::File : KeyKind::Unknown;
}

AnswerHeaders challenge(std::string_view error)
{
    std::string value = "Bearer realm=\"gatehouse\"";
    if (!error.empty())
        value += fmt::format(", error=\"invalid_token\", error_description=\"{}\"", error);
    return {{"WWW-Authenticate", value}};
}

std::vector<std::string> cidrTexts(const std::vector<Cidr> &cidrs)
{
    std::vector<std::string> texts;
    for (const Cidr &cidr : cidrs)
        texts.push_back(cidr.text);
    return texts;
}

std::string namesOf(const std::vector<std::string> &names)
{
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

Protection::Protection(RenderContext &context)
    : m_context(context)
{
    for (const AuthProvider &provider : context.model.authProviders) {
        Provider usable = examine(provider);
        if (!usable.keys.empty())
            m_providers.emplace(provider.name.str(), std::move(usable));
    }
    for (const Route &route : context.model.routes)
        m_guards.emplace(route.name.str(), examine(route));
    describeConsumers();
}

Protection::Provider Protection::examine(const AuthProvider &provider)
{
    Provider usable{&provider};
    ObjectLedger &ledger = m_context.ledger.object("authProviders", provider.name.str());
    std::vector<std::string> left;
    const auto *secret = std::get_if<SecretName>(&provider.keys);
    const auto *file = std::get_if<KeysFromFile>(&provider.keys);
    for (const std::string &algorithm : provider.algorithms) {
        const KeyKind kind = keyKind(algorithm);
        if (kind == KeyKind::Secret && secret)
            usable.keys.emplace_back(algorithm, m_context.secrets.variable(*secret));
        else if (kind == KeyKind::File && file && !m_context.options.filesFolder.empty())
            usable.keys.emplace_back(algorithm,
                                     quoteArgument(m_context.options.filesFolder + '/' + file->file));
        else
            left.push_back(algorithm);
    }
    if (left.empty())
        ledger.exact("/algorithms", "jwt_header_query, jwt_verify");
    else
        ledger.unsupported(
            "/algorithms",
            fmt::format("HAProxy cannot check {} with this key; such tokens are refused.", namesOf(left)),
            "PS256, PS384, PS512: 2.8");
    if (usable.keys.empty())
        ledger.unsupported("/keys",
                           "HAProxy takes a secret for HS256, HS384, HS512 and a PEM file for RS and ES "
                           "algorithms; routes that need this provider answer 403.");
    else
        ledger.exact("/keys", "jwt_verify");
    ledger.exact("/issuer", "jwt_payload_query('$.iss') -m str");
    ledger.approximate("/audiences", "jwt_payload_query('$.aud') -m str",
                       "A list of audiences is looked at by position.",
                       {{DeltaAspect::Scope, "any audience of the token",
                         fmt::format("the first {} audiences of the token", ListedClaims)}},
                       "2.9");
    if (provider.clockSkew.count() % 1000 == 0)
        ledger.exact("/clockSkew", "date");
    else
        ledger.approximate("/clockSkew", "date", "Times are compared by the second.",
                           {{DeltaAspect::Units, timeWord(provider.clockSkew),
                             fmt::format("{}s", provider.clockSkew.count() / 1000)}});
    ledger.exact("/claims", {}, "Only access policies look at them.");
    return usable;
}

Protection::RouteGuard Protection::examine(const Route &route)
{
    ObjectLedger &ledger = m_context.route(route);
    RouteGuard result;
    ledger.exact("/allow", "http-request return status 403 if !{ src … }");
    ledger.exact("/deny", "http-request return status 403 if { src … }");
    if (route.access) {
        ledger.unsupported("/access", "The route answers 403: HAProxy 2.6 cannot decide access policies.");
        result.guard = Guard::Refused;
    }
    if (route.trust) {
        ledger.unsupported("/trust", "The route answers 403: HAProxy 2.6 cannot decide trust policies.");
        result.guard = Guard::Refused;
    }
    for (const auto &[name, usable] : m_providers) {
        const bool named =
            std::find(route.auth.providers.begin(), route.auth.providers.end(), ProviderName(name))
            != route.auth.providers.end();
        if (route.auth.providers.empty() || named)
            result.providers.push_back(name);
    }
    if (!route.auth.required) {
        ledger.exact("/auth", {}, "Tokens are not looked at.");
    } else if (result.providers.empty()) {
        ledger.unsupported(
            "/auth", "The route answers 403: it needs a token, and no provider's tokens can be checked.");
        result.guard = Guard::Refused;
    } else {
        ledger.exact("/auth", "http_auth_bearer, jwt_verify, http-request return status 401");
        if (result.guard == Guard::Public)
            result.guard = Guard::Token;
    }
    examineIdentity(route, result.guard == Guard::Token);
    return result;
}

void Protection::examineIdentity(const Route &route, bool token)
{
    ObjectLedger &ledger = m_context.route(route);
    for (const auto &[header, source] : route.auth.identityHeaders) {
        const std::string pointer = "/auth/identityHeaders/" + header;
        if (!token)
            ledger.unsupported(
                pointer, "What clients send is dropped; nothing is set, because no token is checked here.");
        else if (source == "consumer")
            ledger.exact(pointer, "http-request set-header");
        else if (isPlainClaim(source))
            ledger.approximate(pointer, "http-request set-header, jwt_payload_query",
                               "Claims that are texts are passed on as they are.",
                               {{DeltaAspect::Units, "numbers in full", "numbers with six digits"}});
        else
            ledger.unsupported(pointer, "HAProxy cannot name this claim; the header is dropped.");
    }
}

void Protection::describeConsumers()
{
    for (const Consumer &consumer : m_context.model.consumers) {
        ObjectLedger &ledger = m_context.ledger.object("consumers", consumer.name.str());
        ledger.exact("/roles", {}, "Only access policies look at them.");
        ledger.exact("/attributes", {}, "Only access policies look at them.");
        ledger.unsupported("/apiKey", "Requests that carry only an API key are refused.");
        if (!consumer.match || isPlainClaim(consumer.match->claim))
            ledger.exact("/match", "jwt_payload_query -m str");
        else
            ledger.unsupported("/match", "HAProxy cannot name this claim; the consumer is not recognised.");
    }
    for (const AccessPolicy &policy : m_context.model.accessPolicies) {
        for (const char *field : {"/actions", "/roles", "/conditions"})
            m_context.ledger.object("accessPolicies", policy.name.str())
                .unsupported(field, "Routes with this policy answer 403.");
    }
    for (const TrustPolicy &policy : m_context.model.trustPolicies) {
        for (const char *field :
             {"/threshold", "/weights", "/mode", "/identity", "/device", "/network", "/resource"})
            m_context.ledger.object("trustPolicies", policy.name.str())
                .unsupported(field, "Routes with this policy answer 403.");
    }
}

void Protection::write(ProxySection &section, const std::vector<const Route *> &routes)
{
    std::vector<std::string> refused;
    for (const Route *route : routes) {
        if (m_guards.at(route->name.str()).guard == Guard::Refused)
            refused.push_back(route->name.str());
    }
    if (!refused.empty()) {
        section.comment("protected in a way that cannot be expressed here: closed");
        section.line("http-request return {} if {}", answerLine(403, "forbidden", "Access is denied."),
                     routeCondition(section, refused));
    }
    writeAddresses(section, routes);
    writeTokens(section, routes);
    writeIdentity(section, routes);
    writeBodySizes(section, routes);
}

void Protection::writeAddresses(ProxySection &section, const std::vector<const Route *> &routes)
{
    const std::string refusal = answerLine(403, "forbidden", "Access is denied.");
    for (const Route *route : routes) {
        const std::string &name = route->name.str();
        if (route->deny && !route->deny->empty()) {
            const std::string denied = section.condition("deny", "src", cidrTexts(*route->deny));
            section.line("http-request return {} if {} {}", refusal, routeCondition(section, {name}), denied);
        }
        if (route->allow && route->allow->empty()) {
            section.line("http-request return {} if {}", refusal, routeCondition(section, {name}));
        } else if (route->allow) {
            const std::string allowed = section.condition("allow", "src", cidrTexts(*route->allow));
            section.line("http-request return {} if {} !{}", refusal, routeCondition(section, {name}),
                         allowed);
        }
    }
}

void Protection::writeTokens(ProxySection &section, const std::vector<const Route *> &routes)
{
    std::vector<std::string> guarded;
    std::map<std::string, std::vector<std::string>> byProvider;
    for (const Route *route : routes) {
        const RouteGuard &guard = m_guards.at(route->name.str());
        if (guard.guard != Guard::Token)
            continue;
        guarded.push_back(route->name.str());
        for (const std::string &provider : guard.providers)
            byProvider[provider].push_back(route->name.str());
    }
    if (guarded.empty())
        return;
    section.comment("tokens");
    const std::string tokens = routeCondition(section, guarded);
    const std::string sent = section.condition("token", "var(txn.gh_token) -m found");
    section.line("http-request set-var(txn.gh_token) http_auth_bearer if {}", tokens);
    section.line("http-request return {} if {} !{}",
                 answerLine(401, "unauthenticated", "The token is missing.", challenge({})), tokens, sent);
    section.line("http-request set-var(txn.gh_algorithm) {} if {}",
                 quoteWord(fmt::format("{},jwt_header_query({})", Token, quoteArgument("$.alg"))), tokens);
    for (const auto &[name, guardedBy] : byProvider)
        writeProvider(section, m_providers.at(name), guardedBy);
    const std::string invalid =
        answerLine(401, "unauthenticated", "The token is invalid.", challenge("The token is invalid"));
    const std::string known = section.condition("known", "var(txn.gh_provider) -m found");
    section.line("http-request return {} if {} !{}", invalid, tokens, known);
    section.line("http-request set-var(txn.gh_expires) {} if {}", quoteWord(claimQuery("$.exp", "int")),
                 tokens);
    section.line("http-request set-var(txn.gh_begins) {} if {}", quoteWord(claimQuery("$.nbf", "int")),
                 tokens);
    // A number of seconds since 1970 is shown with an exponent, a text of digits is not: only the first is a
    // time.
    const std::string expires =
        section.condition("expires", quoteWord(claimQuery("$.exp")) + " -m sub", {"e+"});
    section.line("http-request return {} if {} !{}", invalid, tokens, expires);
    const std::string begins = section.condition("begins", quoteWord(claimQuery("$.nbf")) + " -m found");
    const std::string readable = section.condition("readable", "var(txn.gh_begins) -m found");
    section.line("http-request return {} if {} {} !{}", invalid, tokens, begins, readable);
    for (const auto &[name, guardedBy] : byProvider)
        writeTimes(section, m_providers.at(name), tokens);
    writeConsumers(section, tokens);
}

void Protection::writeProvider(ProxySection &section, const Provider &provider,
                               const std::vector<std::string> &routes)
{
    const AuthProvider &given = *provider.provider;
    std::vector<std::string> claims;
    if (!given.issuer.empty())
        claims.push_back(
            section.condition("issuer", quoteWord(claimQuery("$.iss")) + " -m str", {given.issuer}));
    if (!given.audiences.empty()) {
        std::vector<ProxySection::Test> tests{{quoteWord(claimQuery("$.aud")) + " -m str", given.audiences}};
        for (int i = 0; i < ListedClaims; ++i)
            tests.push_back(
                {quoteWord(claimQuery(fmt::format("$.aud[{}]", i))) + " -m str", given.audiences});
        claims.push_back(section.condition("audience", tests));
    }
    const std::string known = section.condition("known", "var(txn.gh_provider) -m found");
    for (const auto &[algorithm, key] : provider.keys) {
        const std::string chosen =
            section.condition("algorithm", "var(txn.gh_algorithm) -m str", {algorithm});
        const std::string verified = section.condition(
            "signed", quoteWord(fmt::format("{},jwt_verify({},{})", Token, algorithm, key)) + " -m int",
            {"1"});
        std::vector<std::string> conditions{routeCondition(section, routes), "!" + known, chosen, verified};
        conditions.insert(conditions.end(), claims.begin(), claims.end());
        section.line("http-request set-var(txn.gh_provider) {}{}",
                     quoteWord(fmt::format("str({})", quoteArgument(given.name.str()))), when(conditions));
    }
}

void Protection::writeTimes(ProxySection &section, const Provider &provider, const std::string &tokens)
{
    const AuthProvider &given = *provider.provider;
    const auto skew = given.clockSkew.count() / 1000;
    const std::string mine = section.condition("provider", "var(txn.gh_provider) -m str", {given.name.str()});
    const std::string late =
        section.condition("expired", fmt::format("date(-{}),sub(txn.gh_expires) -m int ge 0", skew));
    const std::string early =
        section.condition("early", fmt::format("date({}),sub(txn.gh_begins) -m int lt 0", skew));
    section.line(
        "http-request return {} if {} {} {}",
        answerLine(401, "unauthenticated", "The token is expired.", challenge("The token is expired")),
        tokens, mine, late);
    const std::string begins = section.condition("readable", "var(txn.gh_begins) -m found");
    section.line(
        "http-request return {} if {} {} {} {}",
        answerLine(401, "unauthenticated", "The token is invalid.", challenge("The token is not valid yet")),
        tokens, mine, begins, early);
}

void Protection::writeConsumers(ProxySection &section, const std::string &tokens)
{
    const std::string known = section.condition("consumer", "var(txn.gh_consumer) -m found");
    for (const Consumer &consumer : m_context.model.consumers) {
        if (!consumer.match || !isPlainClaim(consumer.match->claim))
            continue;
        const std::string mine =
            section.condition("provider", "var(txn.gh_provider) -m str", {consumer.match->provider.str()});
        const std::string claim =
            section.condition("claim", quoteWord(claimQuery("$." + consumer.match->claim)) + " -m str",
                              {consumer.match->value});
        section.line("http-request set-var(txn.gh_consumer) {} if {} !{} {} {}",
                     quoteWord(fmt::format("str({})", quoteArgument(consumer.name.str()))), tokens, known,
                     mine, claim);
    }
}

void Protection::writeIdentity(ProxySection &section, const std::vector<const Route *> &routes)
{
    for (const Route *route : routes) {
        const bool token = m_guards.at(route->name.str()).guard == Guard::Token;
        for (const auto &[header, source] : route->auth.identityHeaders) {
            if (!isHeaderName(header))
                continue;
            const std::string mine = routeCondition(section, {route->name.str()});
            section.line("http-request del-header {} if {}", quoteWord(header), mine);
            if (token && source == "consumer") {
                const std::string known = section.condition("consumer", "var(txn.gh_consumer) -m found");
                section.line("http-request set-header {} %[var(txn.gh_consumer)] if {} {}", quoteWord(header),
                             mine, known);
            } else if (token && isPlainClaim(source)) {
                const std::string query = claimQuery("$." + source);
                const std::string claimed = section.condition("claimed", quoteWord(query) + " -m found");
                section.line("http-request set-header {} {} if {} {}", quoteWord(header),
                             quoteWord("%[" + query + "]"), mine, claimed);
            }
        }
    }
}

void Protection::writeBodySizes(ProxySection &section, const std::vector<const Route *> &routes)
{
    std::map<std::uint64_t, std::vector<std::string>> bySize;
    for (const Route *route : routes) {
        m_context.route(*route).approximate(
            "/maxBodySize", "req.hdr_val(content-length) gt …",
            "The length that the request announces is looked at.",
            {{DeltaAspect::Scope, "every body",
              "bodies whose length is announced; chunked ones are not limited"}});
        if (route->maxBodySize > 0)
            bySize[route->maxBodySize].push_back(route->name.str());
    }
    for (const auto &[size, names] : bySize) {
        const std::string large =
            section.condition("large", fmt::format("req.hdr_val(content-length) -m int gt {}", size));
        section.line("http-request return {} if {} {}",
                     answerLine(413, "body_too_large", "The body of the request is too large."),
                     routeCondition(section, names), large);
    }
}

} // namespace gatehouse::haproxy
