#include "core/model/asciicase.h"
#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gatehouse {

namespace {

void examineConsumers(Examination &examination)
{
    const std::vector<Consumer> &consumers = examination.model().consumers;
    examineNames(examination, code::DuplicatePolicyObject, "consumers", "consumer", namesOf(consumers));
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> claims;
    std::map<std::pair<std::string, std::string>, std::size_t> keys;
    const auto ambiguous = [&](const std::string &pointer, std::size_t other) {
        examination.add(code::AmbiguousConsumer, pointer,
                        fmt::format("Consumer {} is known by the same", consumers[other].name.str()),
                        "Tell them apart");
    };
    for (std::size_t i = 0; i < consumers.size(); ++i) {
        if (const auto &match = consumers[i].match) {
            if (!examination.providers.contains(match->provider.view()))
                examination.add(code::UnknownProvider, pointerTo("consumers", i, "match", "provider"),
                                fmt::format("There is no provider {}", match->provider.str()),
                                "Add it to authProviders, or name one that exists");
            const auto [first, isNew] =
                claims.emplace(std::tuple(match->provider.str(), match->claim, match->value), i);
            if (!isNew)
                ambiguous(pointerTo("consumers", i, "match"), first->second);
        }
        if (const auto &key = consumers[i].apiKey) {
            const auto [first, isNew] =
                keys.emplace(std::pair(loweredAscii(key->header), key->secret.str()), i);
            if (!isNew)
                ambiguous(pointerTo("consumers", i, "apiKey"), first->second);
        }
    }
}

bool isLoopbackUrl(std::string_view url)
{
    for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
        if (url.starts_with(host)
            && (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/'))
            return true;
    }
    return false;
}

void examineKeys(Examination &examination, std::size_t index, const AuthProvider &provider)
{
    const auto isShared = [](const std::string &algorithm) {
        return algorithm.starts_with("HS");
    };
    const auto &algorithms = provider.algorithms;
    const bool anyShared = std::any_of(algorithms.begin(), algorithms.end(), isShared);
    const auto *url = std::get_if<KeysFromUrl>(&provider.keys);
    if (anyShared && !std::all_of(algorithms.begin(), algorithms.end(), isShared))
        examination.add(code::AlgorithmKeyMismatch, pointerTo("authProviders", index, "algorithms"),
                        "A key is either shared (HS) or one of a pair (RS, PS, ES, EdDSA): with both, a "
                        "public key could sign",
                        "Make two providers of it");
    else if (anyShared && url != nullptr)
        examination.add(code::AlgorithmKeyMismatch, pointerTo("authProviders", index, "keys", "url"),
                        "What is fetched from a URL are public keys; HS needs a shared secret",
                        "Use keys: {secret: NAME}");
    if (url == nullptr)
        return;
    if (!url->url.starts_with("https://") && !isLoopbackUrl(url->url))
        examination.add(code::KeysUrl, pointerTo("authProviders", index, "keys", "url"),
                        "Who can change what is fetched here can sign any token", "Use https");
    if (url->refresh == Milliseconds{0})
        examination.add(code::ZeroDuration, pointerTo("authProviders", index, "keys", "refresh"),
                        "Keys cannot be fetched all the time", "Use a time such as 10m");
}

} // namespace

void examineIdentities(Examination &examination)
{
    examineConsumers(examination);
    const Model &model = examination.model();
    examineNames(examination, code::DuplicatePolicyObject, "authProviders", "provider",
                 namesOf(model.authProviders));
    for (std::size_t i = 0; i < model.authProviders.size(); ++i) {
        const AuthProvider &provider = model.authProviders[i];
        if (provider.algorithms.empty())
            examination.add(code::NoAlgorithm, pointerTo("authProviders", i, "algorithms"),
                            fmt::format("Provider {} accepts no algorithm, so no token", provider.name.str()),
                            "Name what the issuer signs with, such as RS256");
        if (provider.issuer.empty())
            examination.add(
                code::LooseProvider, pointerTo("authProviders", i),
                fmt::format("Provider {} takes tokens of every issuer that has its key", provider.name.str()),
                "Name the issuer");
        if (provider.audiences.empty())
            examination.add(
                code::LooseProvider, pointerTo("authProviders", i),
                fmt::format("Provider {} takes tokens that were issued for others", provider.name.str()),
                "Name the audiences");
        examineKeys(examination, i, provider);
    }
}

} // namespace gatehouse
