#include "core/model/findingcode.h"
#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 7> Table{{
    {code::PasswordInText, Error, "Password in the clear",
     "The document is read by many, kept in histories and pushed to gateways; a secret in it is none.",
     "Take it out, change it, and name it with secret: NAME.",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"postgresql://app:hunter2@db/a\"}]}]",
     "shardMaps: [{name: m, shards: [{name: a, primary: \"postgresql://app@db/a\", secret: shard-a}]}]"},
    {code::FileOutside, Error, "File outside the gateway's folder",
     "Files that the document names lie below --files-dir; a document must not make a gateway read "
     "others.",
     "Write the path from there.",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [RS256], keys: {file: "
     "../../etc/key.pem}}]",
     "authProviders: [{name: p, issuer: i, audiences: [a], algorithms: [RS256], keys: {file: key.pem}}]"},
    {code::TlsUnverified, Warning, "TLS without verification",
     "Without verification whoever stands between can pretend to be the service.",
     "Name the issuer in ca instead.", "services: [{name: s, tls: {verify: false}}]",
     "services: [{name: s, tls: {ca: ca.pem}}]"},
    {code::TlsWithoutCertificate, Error, "TLS without a certificate", "A listener has to show one.",
     "Add it to certificates.", "listeners: [{name: web, address: \"127.0.0.1:443\", tls: {}}]",
     "listeners: [{name: web, address: \"127.0.0.1:443\", tls: {certificates: [{certificate: web.pem, "
     "secret: web-key}]}}]"},
    {code::LiteralCredential, Warning, "Credential in the clear",
     "The value of a header that carries credentials stands in the document.",
     "Write {secret: NAME} for its value.",
     "routes: [{name: a, respond: {}, headers: {request: {set: {Authorization: \"Bearer abc\"}}}}]",
     "routes: [{name: a, respond: {}, headers: {request: {set: {Authorization: {secret: "
     "upstream-token}}}}}]"},
    {code::PlainListener, Info, "Credentials over an open line",
     "Tokens and keys come in unencrypted on an address that other machines reach.",
     "Give the listener tls, unless something before it does so.",
     "listeners: [{name: web, address: \"0.0.0.0:80\"}]\nroutes: [{name: a, respond: {}}]",
     "listeners: [{name: web, address: \"127.0.0.1:80\"}]\nroutes: [{name: a, respond: {}}]"},
    {code::ClientCertificateHalf, Error, "Half of a client certificate",
     "A certificate needs its key, and a key its certificate.", "Give certificate and secret.",
     "services: [{name: s, tls: {certificate: client.pem}}]",
     "services: [{name: s, tls: {certificate: client.pem, secret: client-key}}]"},
}};

} // namespace

std::span<const FindingEntry> secretFindings()
{
    return Table;
}

} // namespace gatehouse
