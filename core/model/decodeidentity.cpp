#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

/// The two parts of a provider's `claims`, which are members of the provider itself.
struct Claims
{
    std::string roles = AuthProvider().rolesClaim;
    std::map<std::string, std::string> attributes = AuthProvider().attributeClaims;
};

/// The forms of a provider's `keys`.
struct KeyForms
{
    SecretName secret;
    KeysFromFile file;
    KeysFromUrl url;
};

} // namespace

template <> std::span<const Field<ClaimMatch>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&ClaimMatch::provider, readReference<ProviderTag>>("provider", Presence::Required),
        field<&ClaimMatch::claim, readNonEmptyText>("claim"),
        field<&ClaimMatch::value, readNonEmptyText>("value", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<ApiKey>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&ApiKey::header, readToken>("header"),
        field<&ApiKey::secret, readName<SecretTag>>("secret", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<Consumer>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Consumer::name, readName<ConsumerTag>>("name", Presence::Required),
        field<&Consumer::match, readOptional<readObject<ClaimMatch>, ClaimMatch>>("match"),
        field<&Consumer::apiKey, readOptional<readObject<ApiKey>, ApiKey>>("apiKey"),
        field<&Consumer::roles, readList<readNonEmptyText, std::string>>("roles"),
        field<&Consumer::attributes, readMap<readScalar, Scalar>>("attributes"),
    };
    return Fields;
}

template <> std::span<const Field<Claims>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Claims::roles, readNonEmptyText>("roles"),
        field<&Claims::attributes, readMap<readNonEmptyText, std::string>>("attributes"),
    };
    return Fields;
}

namespace {

void readKeyFile(Decoder &decoder, const Tree &tree, KeyForms &value)
{
    readNonEmptyText(decoder, tree, value.file.file);
}

void readKeyUrl(Decoder &decoder, const Tree &tree, KeyForms &value)
{
    readNonEmptyText(decoder, tree, value.url.url);
}

void readKeyRefresh(Decoder &decoder, const Tree &tree, KeyForms &value)
{
    readDuration(decoder, tree, value.url.refresh);
}

} // namespace

template <> std::span<const Field<KeyForms>> fieldsOf()
{
    static constexpr std::array<Field<KeyForms>, 4> Fields{{
        field<&KeyForms::secret, readName<SecretTag>>("secret"),
        {"file", readKeyFile},
        {"url", readKeyUrl},
        {"refresh", readKeyRefresh},
    }};
    return Fields;
}

namespace {

void readKeys(Decoder &decoder, const Tree &tree, ProviderKeys &value)
{
    static constexpr std::array<std::string_view, 3> Forms{"secret", "file", "url"};
    KeyForms forms;
    if (!readFields(decoder, tree, forms))
        return;
    checkChoice(decoder, tree, Forms, Choice::ExactlyOne);
    if (tree.contains("refresh") && !tree.contains("url") && !decoder.isPartial())
        decoder.wrong(tree, "'refresh' only beside 'url'");
    if (tree.contains("url"))
        value = std::move(forms.url);
    else if (tree.contains("file"))
        value = std::move(forms.file);
    else
        value = std::move(forms.secret);
}

void readClaims(Decoder &decoder, const Tree &tree, AuthProvider &value)
{
    Claims claims;
    readFields(decoder, tree, claims);
    value.rolesClaim = std::move(claims.roles);
    value.attributeClaims = std::move(claims.attributes);
}

void readAlgorithm(Decoder &decoder, const Tree &tree, std::string &value)
{
    static constexpr std::array<std::string_view, 13> Known{"HS256", "HS384", "HS512", "RS256", "RS384",
                                                            "RS512", "ES256", "ES384", "ES512", "PS256",
                                                            "PS384", "PS512", "EdDSA"};
    for (const std::string_view algorithm : Known) {
        if (tree == algorithm) {
            value = algorithm;
            return;
        }
    }
    wrongWord(decoder, tree, Known);
}

} // namespace

template <> std::span<const Field<AuthProvider>> fieldsOf()
{
    static constexpr std::array<Field<AuthProvider>, 7> Fields{{
        field<&AuthProvider::name, readName<ProviderTag>>("name", Presence::Required),
        field<&AuthProvider::issuer, readText>("issuer"),
        field<&AuthProvider::audiences, readList<readNonEmptyText, std::string>>("audiences"),
        field<&AuthProvider::algorithms, readList<readAlgorithm, std::string>>("algorithms",
                                                                               Presence::Required),
        field<&AuthProvider::keys, readKeys>("keys", Presence::Required),
        field<&AuthProvider::clockSkew, readDuration>("clockSkew"),
        {"claims", readClaims},
    }};
    return Fields;
}

void readConsumer(Decoder &decoder, const Tree &tree, Consumer &value)
{
    static constexpr std::array<std::string_view, 2> Credentials{"match", "apiKey"};
    readFields(decoder, tree, value);
    checkChoice(decoder, tree, Credentials, Choice::AtLeastOne);
}

void readAuthProvider(Decoder &decoder, const Tree &tree, AuthProvider &value)
{
    readFields(decoder, tree, value);
}

void listIdentityFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<Consumer>("consumers[]"));
    listings.push_back(listFields<ClaimMatch>("consumers[].match"));
    listings.push_back(listFields<ApiKey>("consumers[].apiKey"));
    listings.push_back(listFields<AuthProvider>("authProviders[]"));
    listings.push_back(listFields<KeyForms>("authProviders[].keys"));
    listings.push_back(listFields<Claims>("authProviders[].claims"));
}

} // namespace gatehouse
