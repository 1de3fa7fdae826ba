#include "core/model/asciicase.h"
#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// `user:password@` before the host, or a parameter that is called like a password.
bool holdsPassword(std::string_view text)
{
    const std::size_t scheme = text.find("//");
    if (scheme != std::string_view::npos) {
        const std::string_view rest = text.substr(scheme + 2);
        const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
        const std::size_t at = authority.rfind('@');
        if (at != std::string_view::npos) {
            const std::size_t colon = authority.substr(0, at).find(':');
            if (colon != std::string_view::npos && colon + 1 < at)
                return true;
        }
    }
    const std::string lower = loweredAscii(text);
    for (const std::string_view word : {"password", "passwd", "pwd"}) {
        for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
            std::size_t end = at + word.size();
            while (end < lower.size() && lower[end] == ' ')
                ++end;
            const bool begins =
                at == 0 || std::string_view(" ;?&:/").find(lower[at - 1]) != std::string_view::npos;
            if (begins && end + 1 < lower.size() && lower[end] == '=' && lower[end + 1] != '&'
                && lower[end + 1] != ';')
                return true;
        }
    }
    return false;
}

void examineText(Examination &examination, const std::string &pointer, const std::string &text)
{
    if (holdsPassword(text))
        examination.add(code::PasswordInText, pointer, "A password stands here in the clear",
                        "Take it out, change it, and name it with secret: NAME");
}

/// Every text of an environment's changes: they belong to the document although they are merged on demand.
void examineTexts(Examination &examination, const std::string &pointer, const Tree &tree)
{
    if (tree.is_string())
        examineText(examination, pointer, tree.get_ref<const std::string &>());
    if (tree.is_object()) {
        for (const auto &[key, value] : tree.items()) {
            std::string at = pointer;
            appendStep(at, key);
            examineTexts(examination, at, value);
        }
    }
    for (std::size_t i = 0; tree.is_array() && i < tree.size(); ++i)
        examineTexts(examination, pointer + "/" + std::to_string(i), tree[i]);
}

void examineFile(Examination &examination, const std::string &pointer, const std::string &file)
{
    if (file.empty())
        return;
    const bool climbs = file == ".." || file.starts_with("../") || file.ends_with("/..")
        || file.find("/../") != std::string::npos;
    if (file.front() == '/' || climbs || file.find('\\') != std::string::npos)
        examination.add(code::FileOutside, pointer,
                        fmt::format("{} does not lie below the gateway's --files-dir", file),
                        "Write the path from there");
}

void examineListenerTls(Examination &examination, std::size_t index, const ListenerTls &tls)
{
    const std::string pointer = pointerTo("listeners", index, "tls");
    if (tls.certificates.empty())
        examination.add(code::TlsWithoutCertificate, pointer, "TLS needs a certificate to show",
                        "Add it to certificates");
    for (std::size_t k = 0; k < tls.certificates.size(); ++k)
        examineFile(examination, pointer + "/certificates/" + std::to_string(k) + "/certificate",
                    tls.certificates[k].certificate);
    examineFile(examination, pointer + "/clientCa", tls.clientCa);
}

void examineUpstreamTls(Examination &examination, std::size_t index, const Service &service)
{
    const UpstreamTls &tls = *service.tls;
    const std::string pointer = pointerTo("services", index, "tls");
    if (!tls.verify)
        examination.add(code::TlsUnverified, pointer + "/verify",
                        fmt::format("Whoever stands between can pretend to be {}", service.name.str()),
                        "Remove verify: false, and name the issuer in ca");
    if (tls.certificate.empty() != tls.secret.isEmpty())
        examination.add(code::ClientCertificateHalf, pointer,
                        tls.secret.isEmpty() ? "The certificate has no key" : "The key has no certificate",
                        "Give certificate and secret");
    examineFile(examination, pointer + "/ca", tls.ca);
    examineFile(examination, pointer + "/certificate", tls.certificate);
}

void examineCredentials(Examination &examination, const std::string &pointer,
                        const std::vector<std::pair<std::string, HeaderValue>> &headers)
{
    static constexpr std::array<std::string_view, 4> Credentials{"authorization", "proxy-authorization",
                                                                 "cookie", "x-api-key"};
    for (const auto &[name, value] : headers) {
        if (value.text.empty()
            || std::find(Credentials.begin(), Credentials.end(), loweredAscii(name)) == Credentials.end())
            continue;
        std::string at = pointer;
        appendStep(at, name);
        examination.add(code::LiteralCredential, at, fmt::format("{} stands here in the clear", name),
                        "Write {secret: NAME} for its value");
    }
}

} // namespace

void examineSecrets(Examination &examination)
{
    const Model &model = examination.model();
    for (std::size_t i = 0; i < model.listeners.size(); ++i) {
        if (model.listeners[i].tls)
            examineListenerTls(examination, i, *model.listeners[i].tls);
    }
    for (std::size_t i = 0; i < model.services.size(); ++i) {
        if (model.services[i].tls)
            examineUpstreamTls(examination, i, model.services[i]);
    }
    for (std::size_t i = 0; i < model.routes.size(); ++i) {
        const HeaderEdits &edits = model.routes[i].requestHeaders;
        examineCredentials(examination, pointerTo("routes", i, "headers", "request", "set"), edits.set);
        examineCredentials(examination, pointerTo("routes", i, "headers", "request", "add"), edits.add);
    }
    for (std::size_t i = 0; i < model.authProviders.size(); ++i) {
        if (const auto *url = std::get_if<KeysFromUrl>(&model.authProviders[i].keys))
            examineText(examination, pointerTo("authProviders", i, "keys", "url"), url->url);
        if (const auto *file = std::get_if<KeysFromFile>(&model.authProviders[i].keys))
            examineFile(examination, pointerTo("authProviders", i, "keys", "file"), file->file);
    }
    for (std::size_t i = 0; i < model.trustPolicies.size(); ++i) {
        if (model.trustPolicies[i].device)
            examineFile(examination, pointerTo("trustPolicies", i, "device", "registry"),
                        model.trustPolicies[i].device->registry);
    }
    for (std::size_t i = 0; i < model.shardMaps.size(); ++i) {
        for (std::size_t k = 0; k < model.shardMaps[i].shards.size(); ++k) {
            const Shard &shard = model.shardMaps[i].shards[k];
            const std::string pointer = pointerTo("shardMaps", i, "shards", k);
            examineText(examination, pointer + "/primary", shard.primary);
            for (std::size_t n = 0; n < shard.replicas.size(); ++n)
                examineText(examination, pointer + "/replicas/" + std::to_string(n), shard.replicas[n]);
        }
    }
    for (std::size_t i = 0; i < model.gateways.size(); ++i)
        examineText(examination, pointerTo("gateways", i, "address"), model.gateways[i].address);
    for (std::size_t i = 0; i < model.environments.size(); ++i) {
        const std::string pointer = pointerTo("environments", i, "changes");
        if (examination.isWritten(pointer))
            examineTexts(examination, pointer, examination.tree().at("environments").at(i).at("changes"));
    }
}

} // namespace gatehouse
