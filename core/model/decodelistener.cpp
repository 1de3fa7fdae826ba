#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

/// `1.2` without quotes is a number in YAML; both spellings mean the same.
void readTlsVersion(Decoder &decoder, const Tree &tree, std::string &value)
{
    if (tree == "1.2" || tree == 1.2)
        value = "1.2";
    else if (tree == "1.3" || tree == 1.3)
        value = "1.3";
    else
        decoder.wrong(tree, "one of 1.2, 1.3");
}

} // namespace

template <> std::span<const Word<EncodedSlashes>> wordsOf()
{
    static constexpr std::array<Word<EncodedSlashes>, 2> Words{
        {{"refuse", EncodedSlashes::Refuse}, {"keep", EncodedSlashes::Keep}}};
    return Words;
}

template <> std::span<const Field<Certificate>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Certificate::certificate, readNonEmptyText>("certificate", Presence::Required),
        field<&Certificate::secret, readName<SecretTag>>("secret", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<ListenerTls>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&ListenerTls::certificates, readList<readObject<Certificate>, Certificate>>("certificates"),
        field<&ListenerTls::minimumVersion, readTlsVersion>("minimumVersion"),
        field<&ListenerTls::clientCa, readText>("clientCa"),
    };
    return Fields;
}

template <> std::span<const Field<ClientAddress>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&ClientAddress::header, readToken>("header", Presence::Required),
        field<&ClientAddress::trustedProxies, readList<readCidr, Cidr>>("trustedProxies"),
    };
    return Fields;
}

template <> std::span<const Field<Listener>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Listener::name, readName<ListenerTag>>("name", Presence::Required),
        field<&Listener::address, readAddress>("address", Presence::Required),
        field<&Listener::tls, readOptional<readObject<ListenerTls>, ListenerTls>>("tls"),
        field<&Listener::clientAddress, readOptional<readObject<ClientAddress>, ClientAddress>>(
            "clientAddress"),
        field<&Listener::encodedSlashes, readWord<EncodedSlashes>>("encodedSlashes"),
    };
    return Fields;
}

void readListener(Decoder &decoder, const Tree &tree, Listener &value)
{
    readFields(decoder, tree, value);
}

void listListenerFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<Listener>("listeners[]"));
    listings.push_back(listFields<ListenerTls>("listeners[].tls"));
    listings.push_back(listFields<Certificate>("listeners[].tls.certificates[]"));
    listings.push_back(listFields<ClientAddress>("listeners[].clientAddress"));
}

} // namespace gatehouse
