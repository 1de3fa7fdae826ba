#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

/// A route's `headers`; its directions are two members of the route.
struct HeaderBlock
{
    HeaderEdits request;
    HeaderEdits response;
};

/// The form `{header: NAME}` of a limit's `per`.
struct RateLimitHeader
{
    std::string header;
};

} // namespace

template <> std::span<const Word<RateLimitKey>> wordsOf()
{
    static constexpr std::array<Word<RateLimitKey>, 3> Words{{{"consumer", RateLimitKey::Consumer},
                                                              {"address", RateLimitKey::Address},
                                                              {"route", RateLimitKey::Route}}};
    return Words;
}

template <> std::span<const Field<HeaderBlock>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&HeaderBlock::request, readHeaderEdits>("request"),
        field<&HeaderBlock::response, readHeaderEdits>("response"),
    };
    return Fields;
}

template <> std::span<const Field<RateLimitHeader>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&RateLimitHeader::header, readToken>("header", Presence::Required),
    };
    return Fields;
}

namespace {

template <class Answer, auto Read> void readAnswer(Decoder &decoder, const Tree &tree, Route &route)
{
    Answer answer{};
    Read(decoder, tree, answer);
    route.action = std::move(answer);
}

void readHeaderBlock(Decoder &decoder, const Tree &tree, Route &route)
{
    HeaderBlock block;
    readFields(decoder, tree, block);
    route.requestHeaders = std::move(block.request);
    route.responseHeaders = std::move(block.response);
}

void readIdentityHeaders(Decoder &decoder, const Tree &tree, std::map<std::string, std::string> &value)
{
    readMap<readNonEmptyText, std::string>(decoder, tree, value);
    std::string ignored;
    for (const auto &[header, claim] : value) {
        const PointerStep step(decoder.path(), header);
        readToken(decoder, Tree(header), ignored);
    }
}

/// `consumer`, `address`, `route` or `{header: NAME}`.
void readRateLimitKey(Decoder &decoder, const Tree &tree, RateLimitSettings &value)
{
    if (tree.is_object()) {
        RateLimitHeader key;
        readFields(decoder, tree, key);
        value.per = RateLimitKey::Header;
        value.header = std::move(key.header);
    } else {
        readWord(decoder, tree, value.per);
    }
}

} // namespace

template <> std::span<const Field<Cors>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Cors::origins, readList<readHeaderText, std::string>>("origins"),
        field<&Cors::methods, readList<readToken, std::string>>("methods"),
        field<&Cors::headers, readList<readToken, std::string>>("headers"),
        field<&Cors::credentials, readBool>("credentials"),
        field<&Cors::maxAge, readOptional<readDuration, Milliseconds>>("maxAge"),
    };
    return Fields;
}

template <> std::span<const Field<Mirror>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Mirror::service, readReference<ServiceTag>>("service", Presence::Required),
        field<&Mirror::percent, readPercent>("percent"),
    };
    return Fields;
}

template <> std::span<const Field<RouteAuth>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&RouteAuth::required, readBool>("required"),
        field<&RouteAuth::providers, readList<readReference<ProviderTag>, ProviderName>>("providers"),
        field<&RouteAuth::identityHeaders, readIdentityHeaders>("identityHeaders"),
    };
    return Fields;
}

template <> std::span<const Field<RateLimitSettings>> fieldsOf()
{
    static constexpr std::array<Field<RateLimitSettings>, 3> Fields{{
        field<&RateLimitSettings::requests, readInt<1, 1'000'000'000>>("requests", Presence::Required),
        field<&RateLimitSettings::window, readDuration>("window"),
        {"per", readRateLimitKey},
    }};
    return Fields;
}

template <> std::span<const Field<FaultDelay>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&FaultDelay::duration, readDuration>("duration", Presence::Required),
        field<&FaultDelay::percent, readPercent>("percent"),
    };
    return Fields;
}

template <> std::span<const Field<FaultAbort>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&FaultAbort::status, readInt<200, 599>>("status", Presence::Required),
        field<&FaultAbort::percent, readPercent>("percent"),
    };
    return Fields;
}

template <> std::span<const Field<Fault>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Fault::delay, readOptional<readObject<FaultDelay>, FaultDelay>>("delay"),
        field<&Fault::abort, readOptional<readObject<FaultAbort>, FaultAbort>>("abort"),
    };
    return Fields;
}

template <> std::span<const Field<Route>> fieldsOf()
{
    using Cidrs = std::vector<Cidr>;
    static constexpr std::array<Field<Route>, 22> Fields{{
        field<&Route::name, readName<RouteTag>>("name", Presence::Required),
        field<&Route::description, readText>("description"),
        field<&Route::enabled, readBool>("enabled"),
        field<&Route::listeners, readList<readReference<ListenerTag>, ListenerName>>("listeners"),
        field<&Route::maxBodySize, readSize>("maxBodySize"),
        field<&Route::match, readRouteMatch>("match"),
        {"to", readAnswer<std::vector<RouteTarget>, readTargets>},
        {"respond", readAnswer<FixedResponse, readFixedResponse>},
        {"redirect", readAnswer<Redirect, readRedirect>},
        field<&Route::rewrite, readOptional<readRewrite, Rewrite>>("rewrite"),
        {"headers", readHeaderBlock},
        field<&Route::cors, readOptional<readObject<Cors>, Cors>>("cors"),
        field<&Route::mirror, readOptional<readObject<Mirror>, Mirror>>("mirror"),
        field<&Route::auth, readObject<RouteAuth>>("auth"),
        field<&Route::rateLimit, readOptional<readObject<RateLimitSettings>, RateLimitSettings>>("rateLimit"),
        field<&Route::allow, readOptional<readList<readCidr, Cidr>, Cidrs>>("allow"),
        field<&Route::deny, readOptional<readList<readCidr, Cidr>, Cidrs>>("deny"),
        field<&Route::access, readOptional<readReference<AccessPolicyTag>, AccessPolicyName>>("access"),
        field<&Route::trust, readOptional<readReference<TrustPolicyTag>, TrustPolicyName>>("trust"),
        field<&Route::timeout, readOptional<readDuration, Milliseconds>>("timeout"),
        field<&Route::retry, readOptional<readRetry, RetrySettings>>("retry"),
        field<&Route::fault, readOptional<readObject<Fault>, Fault>>("fault"),
    }};
    return Fields;
}

void readRoute(Decoder &decoder, const Tree &tree, Route &value)
{
    static constexpr std::array<std::string_view, 3> Answers{"to", "respond", "redirect"};
    readFields(decoder, tree, value);
    checkChoice(decoder, tree, Answers, Choice::ExactlyOne);
}

void listRouteFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<Route>("routes[]"));
    listMatchFields(listings);
    listAnswerFields(listings);
    listings.push_back(listFields<HeaderBlock>("routes[].headers"));
    listings.push_back(listFields<Cors>("routes[].cors"));
    listings.push_back(listFields<Mirror>("routes[].mirror"));
    listings.push_back(listFields<RouteAuth>("routes[].auth"));
    listings.push_back(listFields<RateLimitSettings>("routes[].rateLimit"));
    listings.push_back(listFields<RateLimitHeader>("routes[].rateLimit.per"));
    listings.push_back(listFields<Fault>("routes[].fault"));
    listings.push_back(listFields<FaultDelay>("routes[].fault.delay"));
    listings.push_back(listFields<FaultAbort>("routes[].fault.abort"));
}

} // namespace gatehouse
