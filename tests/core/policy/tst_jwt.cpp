#include "core/policy/jwt.h"

#include "core/policy/base64url.h"
#include "tests/core/policy/tokens.h"

#include <QtTest/QTest>

#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

const std::string Secret = "a secret that is longer than thirty-two bytes";
constexpr WallTime Now{1'700'000'000'000ms};
constexpr std::int64_t NowSeconds = 1'700'000'000;

/// `outcome/reason`, and the consumer where one was found.
QByteArray text(const TokenDecision &decision)
{
    QByteArray text = QByteArray(word(decision.outcome)) + "/" + word(decision.reason);
    if (decision.consumer)
        text += " consumer " + QByteArray::number(*decision.consumer);
    return text;
}

/// The document that most tests ask: one provider with everything set.
Model staffModel()
{
    Model model;
    AuthProvider staff = tokens::provider({"HS256"}, "staff");
    staff.issuer = "https://id.example.com";
    staff.audiences = {"retail", "wholesale"};
    model.authProviders = {staff};
    const auto consumer = [](const char *name, const char *claim, const char *value) {
        Consumer made;
        made.name = ConsumerName(name);
        made.match = ClaimMatch{ProviderName("staff"), claim, value};
        return made;
    };
    Consumer foreign = consumer("foreign", "sub", "backoffice");
    foreign.match->provider = ProviderName("other");
    Consumer key;
    key.name = ConsumerName("key");
    key.apiKey = ApiKey{};
    model.consumers = {foreign, key, consumer("mobile", "azp", "mobile"),
                       consumer("backoffice", "sub", "backoffice"), consumer("again", "sub", "backoffice")};
    return model;
}

JwtAuthenticator staffAuthenticator()
{
    return JwtAuthenticator::create(staffModel(), tokens::source({{"staff", keysFromSecret(Secret).value()}}))
        .value();
}

Tree goodClaims()
{
    return {{"iss", "https://id.example.com"},
            {"aud", "retail"},
            {"sub", "backoffice"},
            {"exp", NowSeconds + 60}};
}

JwtSigner staffSigner()
{
    return JwtSigner::withSecret(JwtAlgorithm::HS256, Secret).value();
}

QByteArray check(const Tree &claims)
{
    TokenScratch scratch;
    return text(staffAuthenticator().check(staffSigner().sign(claims).value(), {}, Now, scratch));
}

QByteArray checkRaw(std::string_view header, std::string_view payload)
{
    TokenScratch scratch;
    return text(staffAuthenticator().check(staffSigner().signRaw(header, payload).value(), {}, Now, scratch));
}

/// One provider that takes the algorithms with this key and asks for nothing else.
QByteArray checkWith(const std::vector<std::string> &algorithms, const JwtKeySet &keys,
                     std::string_view token, WallTime now = Now)
{
    Model model;
    model.authProviders = {tokens::provider(algorithms)};
    const auto authenticator = JwtAuthenticator::create(model, tokens::source({{"p", keys}}));
    if (!authenticator)
        return QByteArray::fromStdString(authenticator.error().message);
    TokenScratch scratch;
    return text(authenticator->check(token, {}, now, scratch));
}

} // namespace

class TestJwt final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verifiesTheExamplesOfRfc7515_data();
    void verifiesTheExamplesOfRfc7515();
    void verifiesWhatItSigned_data();
    void verifiesWhatItSigned();
    void refusesAChangedBitAnywhere();
    void holdsTimesWithSkew_data();
    void holdsTimesWithSkew();
    void asksForIssuerAndAudience_data();
    void asksForIssuerAndAudience();
    void readsTheHeaderByRfc8725_data();
    void readsTheHeaderByRfc8725();
    void refusesWhatIsNoToken_data();
    void refusesWhatIsNoToken();
    void takesTheAlgorithmFromItsListNeverFromTheToken();
    void refusesAnHmacMadeWithAPublicKey();
    void choosesKeysByTheirId_data();
    void choosesKeysByTheirId();
    void findsTheConsumerByItsClaim();
    void triesTheProvidersThatTheRouteTakes();
    void readsTheAuthorizationField_data();
    void readsTheAuthorizationField();
    void givesTheClaims();
    void refusesProvidersThatCannotWork_data();
    void refusesProvidersThatCannotWork();
    void forgetsAKeyThatWasReplaced();
    void mayBeAskedFromManyThreads();
};

void TestJwt::verifiesTheExamplesOfRfc7515_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("jwk");
    QTest::addColumn<QByteArray>("token");
    const QByteArray payload =
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    QTest::newRow("A.1")
        << QByteArray("HS256")
        << QByteArray(
               R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})")
        << QByteArray("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9") + payload
            + "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    QTest::newRow("A.2")
        << QByteArray("RS256")
        << QByteArray(
               R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})")
        << QByteArray("eyJhbGciOiJSUzI1NiJ9") + payload
            + "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
              "O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
              "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-"
              "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igc"
              "N_IoypGlUPQGe77Rw";
    QTest::newRow("A.3")
        << QByteArray("ES256")
        << QByteArray(
               R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})")
        << QByteArray("eyJhbGciOiJFUzI1NiJ9") + payload
            + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
}

void TestJwt::verifiesTheExamplesOfRfc7515()
{
    QFETCH(QByteArray, algorithm);
    QFETCH(QByteArray, jwk);
    QFETCH(QByteArray, token);
    const auto keys = keysFromFile(jwk.toStdString());
    QVERIFY2(keys.has_value(), keys ? "" : keys.error().message.c_str());
    // They expired in 2011.
    const WallTime then{1'300'000'000'000ms};
    QCOMPARE(checkWith({algorithm.toStdString()}, *keys, token.toStdString(), then),
             QByteArray("valid/none"));
    QCOMPARE(checkWith({algorithm.toStdString()}, *keys, token.toStdString(), Now),
             QByteArray("expired/expired"));
    token[token.size() - 10] = token[token.size() - 10] == 'A' ? 'B' : 'A';
    QCOMPARE(checkWith({algorithm.toStdString()}, *keys, token.toStdString(), then),
             QByteArray("invalid/signature"));
}

void TestJwt::verifiesWhatItSigned_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    for (const char *name : {"HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
                             "ES256", "ES384", "ES512", "EdDSA"})
        QTest::newRow(name) << QByteArray(name);
}

void TestJwt::verifiesWhatItSigned()
{
    QFETCH(QByteArray, algorithm);
    const JwtAlgorithm chosen = jwtAlgorithm(algorithm.toStdString()).value();
    std::optional<tokens::Pair> pair;
    switch (traits(chosen).family) {
    case KeyFamily::Hmac:
        break;
    case KeyFamily::Rsa:
        pair = tokens::rsaPair();
        break;
    case KeyFamily::P256:
        pair = tokens::ecPair();
        break;
    case KeyFamily::P384:
        pair = tokens::ecPair("P-384");
        break;
    case KeyFamily::P521:
        pair = tokens::ecPair("P-521");
        break;
    case KeyFamily::Ed25519:
        pair = tokens::edPair();
        break;
    }
    const auto signer = pair ? JwtSigner::withPrivateKey(chosen, pair->privatePem, "k")
                             : JwtSigner::withSecret(chosen, Secret, "k");
    QVERIFY2(signer.has_value(), signer ? "" : signer.error().message.c_str());
    const JwtKeySet keys = (pair ? keysFromFile(pair->publicPem) : keysFromSecret(Secret)).value();
    for (int i = 0; i < 20; ++i) {
        const std::string token = signer->sign({{"sub", "x"}, {"n", i}}).value();
        QCOMPARE(checkWith({algorithm.toStdString()}, keys, token), QByteArray("valid/none"));
        std::string other = token;
        other[other.find('.') + 3] = other[other.find('.') + 3] == 'A' ? 'B' : 'A';
        QVERIFY(!checkWith({algorithm.toStdString()}, keys, other).startsWith("valid"));
    }
}

void TestJwt::refusesAChangedBitAnywhere()
{
    const JwtAuthenticator authenticator = staffAuthenticator();
    TokenScratch scratch;
    const std::string token = staffSigner().sign(goodClaims()).value();
    QVERIFY(authenticator.check(token, {}, Now, scratch).isValid());
    for (std::size_t at = 0; at < token.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = token;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            QVERIFY2(!authenticator.check(changed, {}, Now, scratch).isValid(), changed.c_str());
        }
    }
    for (std::size_t size = 0; size < token.size(); ++size)
        QVERIFY(!authenticator.check(std::string_view(token).substr(0, size), {}, Now, scratch).isValid());
}

void TestJwt::holdsTimesWithSkew_data()
{
    QTest::addColumn<QByteArray>("claim");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *claim, const QByteArray &value, const char *decision) {
        QTest::addRow("%s %s", claim, value.constData())
            << QByteArray(claim) << value << QByteArray(decision);
    };
    const auto at = [](qint64 offset) {
        return QByteArray::number(NowSeconds + offset);
    };
    row("exp", at(1), "valid/none consumer 3");
    row("exp", at(0), "valid/none consumer 3");
    row("exp", at(-29), "valid/none consumer 3");
    row("exp", at(-30), "expired/expired");
    row("exp", at(-31), "expired/expired");
    row("exp", at(-31) + ".5", "expired/expired");
    row("exp", at(-30) + ".5", "valid/none consumer 3");
    row("exp", at(-30) + "e0", "expired/expired");
    row("exp", "1e300", "valid/none consumer 3");
    row("exp", "0", "expired/expired");
    row("exp", "-1", "expired/expired");
    row("exp", "\"" + at(60) + "\"", "invalid/claims");
    row("exp", "null", "invalid/claims");
    row("exp", "1e999", "invalid/claims");
    row("nbf", at(30), "valid/none consumer 3");
    row("nbf", at(31), "notYetValid/notYetValid");
    row("nbf", "true", "invalid/claims");
    row("iat", at(30), "valid/none consumer 3");
    row("iat", at(31), "notYetValid/notYetValid");
    row("iat", "[]", "invalid/claims");
    row("iat", "0", "valid/none consumer 3");
}

void TestJwt::holdsTimesWithSkew()
{
    QFETCH(QByteArray, claim);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, decision);
    Tree claims = goodClaims();
    claims.erase("exp");
    std::string payload = claims.dump();
    payload.insert(1, "\"" + claim.toStdString() + "\":" + value.toStdString() + ",");
    QCOMPARE(checkRaw(R"({"alg":"HS256"})", payload), decision);
}

void TestJwt::asksForIssuerAndAudience_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *change, const char *decision) {
        QTest::newRow(change) << QByteArray(change) << QByteArray(decision);
    };
    row(R"({"iss":"https://id.example.com"})", "valid/none consumer 3");
    row(R"({"iss":"https://id.example.com/"})", "invalid/issuer");
    row(R"({"iss":"HTTPS://id.example.com"})", "invalid/issuer");
    row(R"({"iss":["https://id.example.com"]})", "invalid/issuer");
    row(R"({"iss":null})", "invalid/issuer");
    row(R"({"aud":"wholesale"})", "valid/none consumer 3");
    row(R"({"aud":["other","retail"]})", "valid/none consumer 3");
    row(R"({"aud":["other"]})", "invalid/audience");
    row(R"({"aud":[]})", "invalid/audience");
    row(R"({"aud":"Retail"})", "invalid/audience");
    row(R"({"aud":{"retail":1}})", "invalid/audience");
    row(R"({"aud":null})", "invalid/audience");
}

void TestJwt::asksForIssuerAndAudience()
{
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, decision);
    Tree claims = goodClaims();
    claims.update(Tree::parse(change.toStdString()));
    QCOMPARE(check(claims), decision);
    if (decision.startsWith("valid"))
        return;
    // One that is not there at all is as bad.
    claims.erase(decision.endsWith("issuer") ? "iss" : "aud");
    QCOMPARE(check(claims), decision);
}

void TestJwt::readsTheHeaderByRfc8725_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *header, const char *decision) {
        QTest::newRow(header) << QByteArray(header) << QByteArray(decision);
    };
    row(R"({"alg":"HS256"})", "valid/none consumer 3");
    row(R"({"typ":"JWT","alg":"HS256"})", "valid/none consumer 3");
    row(R"({"typ":"jwt","alg":"HS256"})", "valid/none consumer 3");
    row(R"({"typ":"at+jwt","alg":"HS256"})", "valid/none consumer 3");
    row(R"({"typ":"application/at+JWT","alg":"HS256"})", "valid/none consumer 3");
    row(R"({"typ":"dpop+jwt","alg":"HS256"})", "invalid/type");
    row(R"({"typ":"logout+jwt","alg":"HS256"})", "invalid/type");
    row(R"({"typ":"","alg":"HS256"})", "invalid/type");
    row(R"({"typ":1,"alg":"HS256"})", "invalid/malformed");
    row(R"({"alg":"none"})", "invalid/algorithm");
    row(R"({"alg":"None"})", "invalid/algorithm");
    row(R"({"alg":""})", "invalid/algorithm");
    row(R"({"alg":"hs256"})", "invalid/algorithm");
    row(R"({"alg":"HS512"})", "invalid/algorithm");
    row(R"({"alg":"RS256"})", "invalid/algorithm");
    row(R"({"alg":["HS256"]})", "invalid/malformed");
    row(R"({})", "invalid/malformed");
    row(R"([])", "invalid/malformed");
    row(R"({"alg":"HS256","alg":"none"})", "invalid/malformed");
    row(R"({"alg":"HS256","crit":["exp"]})", "invalid/critical");
    row(R"({"alg":"HS256","crit":[]})", "invalid/critical");
    row(R"({"alg":"HS256","b64":false,"crit":["b64"]})", "invalid/critical");
    row(R"({"alg":"HS256","kid":7})", "invalid/malformed");
    row(R"({"alg":"HS256","kid":"../../dev/null"})", "valid/none consumer 3");
    row(R"({"alg":"HS256","jku":"https://evil.example.com/keys"})", "valid/none consumer 3");
    row(R"({"alg":"HS256"} x)", "invalid/malformed");
}

void TestJwt::readsTheHeaderByRfc8725()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, decision);
    QCOMPARE(checkRaw(header.toStdString(), goodClaims().dump()), decision);
}

void TestJwt::refusesWhatIsNoToken_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("decision");
    const QByteArray good = QByteArray::fromStdString(staffSigner().sign(goodClaims()).value());
    const qsizetype first = good.indexOf('.');
    const qsizetype second = good.lastIndexOf('.');
    const auto row = [](const char *name, const QByteArray &token, const char *reason = "malformed") {
        QTest::newRow(name) << token << QByteArray("invalid/") + reason;
    };
    row("empty", "");
    row("one part", good.left(first));
    row("two parts", good.left(second));
    row("empty signature", good.left(second + 1), "signature");
    row("signature taken away with alg none",
        QByteArray("eyJhbGciOiJub25lIn0") + good.mid(first, second - first + 1), "algorithm");
    row("four parts", good + ".x");
    row("five parts, encrypted", "a.b.c.d.e");
    row("dots only", "..");
    row("padded", good + "=");
    row("space in front", " " + good);
    row("space behind", good + " ");
    row("line end inside", good.left(first) + "\n" + good.mid(first));
    row("other alphabet", good.left(second) + ".+/+/");
    row("short signature", good.left(good.size() - 3), "signature");
    row("longer signature", good + "AAAA", "signature");
    row("payload no json", good.left(first) + ".AAAA." + good.mid(second + 1));
    row("payload a list",
        good.left(first) + "." + QByteArray::fromStdString(encodeBase64Url("[]")) + good.mid(second));
    row("nul behind", good + QByteArray(1, '\0'));
    row("too large", good + QByteArray(JwtAuthenticator::MaxTokenSize, 'A'), "tooLarge");
    row("json form", R"({"payload":"","protected":"","signature":""})");
}

void TestJwt::refusesWhatIsNoToken()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, decision);
    TokenScratch scratch;
    const JwtAuthenticator authenticator = staffAuthenticator();
    const std::string_view view(token.constData(), std::size_t(token.size()));
    // Twice: what is remembered of a header must not open a door.
    QCOMPARE(text(authenticator.check(view, {}, Now, scratch)), decision);
    QVERIFY(authenticator.check(staffSigner().sign(goodClaims()).value(), {}, Now, scratch).isValid());
    QCOMPARE(text(authenticator.check(view, {}, Now, scratch)), decision);
}

void TestJwt::takesTheAlgorithmFromItsListNeverFromTheToken()
{
    const tokens::Pair rsa = tokens::rsaPair();
    const JwtKeySet keys = keysFromFile(rsa.publicPem).value();
    const std::string rs512 =
        JwtSigner::withPrivateKey(JwtAlgorithm::RS512, rsa.privatePem)->sign(goodClaims()).value();
    const std::string ps256 =
        JwtSigner::withPrivateKey(JwtAlgorithm::PS256, rsa.privatePem)->sign(goodClaims()).value();
    QCOMPARE(checkWith({"RS256"}, keys, rs512), QByteArray("invalid/algorithm"));
    QCOMPARE(checkWith({"RS256"}, keys, ps256), QByteArray("invalid/algorithm"));
    QCOMPARE(checkWith({"RS256", "RS512"}, keys, rs512), QByteArray("valid/none"));
}

void TestJwt::refusesAnHmacMadeWithAPublicKey()
{
    // RFC 8725, 2.1: who knows the public key must not be able to sign with it.
    const tokens::Pair rsa = tokens::rsaPair();
    JwtKeySet both = keysFromFile(rsa.publicPem).value();
    const std::string forged =
        JwtSigner::withSecret(JwtAlgorithm::HS256, rsa.publicPem)->sign(goodClaims()).value();
    QCOMPARE(checkWith({"RS256"}, both, forged), QByteArray("invalid/algorithm"));
    both.keys.push_back(keysFromSecret(Secret)->keys.front());
    QCOMPARE(checkWith({"RS256", "HS256"}, both, forged), QByteArray("invalid/signature"));
    QCOMPARE(checkWith({"HS256"}, keysFromFile(rsa.publicPem).value(), forged),
             QByteArray("provider 'p' allows HS256, but has no symmetric key"));
}

void TestJwt::choosesKeysByTheirId_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *id, const char *secret, const char *decision) {
        QTest::addRow("%s %s", id, secret) << QByteArray(id) << QByteArray(secret) << QByteArray(decision);
    };
    row("one", "first", "valid/none");
    row("two", "second", "valid/none");
    row("one", "second", "invalid/signature");
    row("three", "first", "invalid/signature"); // only the one without an id is meant
    row("three", "third", "valid/none");
    row("", "first", "valid/none"); // no id: any key may be meant
    row("", "second", "valid/none");
    row("", "fourth", "invalid/signature");
    row("enc", "first", "invalid/signature");
}

void TestJwt::choosesKeysByTheirId()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, decision);
    const auto jwk = [](const char *name, const char *value) {
        return R"({"kty":"oct",)"
            + (name[0] != '\0' ? R"("kid":")" + std::string(name) + "\"," : std::string()) + R"("k":")"
            + encodeBase64Url(value) + "\"}";
    };
    const JwtKeySet keys = keysFromFile("{\"keys\":[" + jwk("one", "first") + "," + jwk("two", "second") + ","
                                        + jwk("", "third") + "]}")
                               .value();
    const auto signer = JwtSigner::withSecret(JwtAlgorithm::HS256, secret.toStdString(), id.toStdString());
    QCOMPARE(checkWith({"HS256"}, keys, signer->sign({{"a", 1}}).value()), decision);
    JwtKeySet named = keys;
    named.keys.pop_back();
    if (id == "three")
        QCOMPARE(checkWith({"HS256"}, named, signer->sign({{"a", 1}}).value()), QByteArray("invalid/key"));
}

void TestJwt::findsTheConsumerByItsClaim()
{
    Tree claims = goodClaims();
    QCOMPARE(check(claims), QByteArray("valid/none consumer 3"));
    claims["azp"] = "mobile"; // earlier in the document
    QCOMPARE(check(claims), QByteArray("valid/none consumer 2"));
    claims["sub"] = "somebody";
    QCOMPARE(check(claims), QByteArray("valid/none consumer 2"));
    claims["azp"] = "Mobile";
    QCOMPARE(check(claims), QByteArray("valid/none"));
    claims["azp"] = Tree::array({"mobile"});
    QCOMPARE(check(claims), QByteArray("valid/none"));
}

void TestJwt::triesTheProvidersThatTheRouteTakes()
{
    Model model;
    model.authProviders = {tokens::provider({"HS256"}, "a"), tokens::provider({"HS256"}, "b"),
                           tokens::provider({"HS256"}, "c")};
    model.authProviders[0].issuer = "a";
    model.authProviders[1].issuer = "b";
    const auto keys = tokens::source({{"a", keysFromSecret("key a").value()},
                                      {"b", keysFromSecret("key b").value()},
                                      {"c", keysFromSecret("key c").value()}});
    const JwtAuthenticator authenticator = JwtAuthenticator::create(model, keys).value();
    QCOMPARE(authenticator.remarks().size(), std::size_t(3));
    TokenScratch scratch;
    const auto decide = [&](const char *issuer, const char *secret,
                            const std::vector<std::uint32_t> &providers,
                            std::int64_t expires = NowSeconds + 1) {
        const auto signer = JwtSigner::withSecret(JwtAlgorithm::HS256, secret);
        const TokenDecision decision = authenticator.check(
            signer->sign({{"iss", issuer}, {"exp", expires}}).value(), providers, Now, scratch);
        return decision.provider ? QByteArray("provider ") + QByteArray::number(*decision.provider)
                                 : text(decision);
    };
    QCOMPARE(decide("a", "key a", {}), QByteArray("provider 0"));
    QCOMPARE(decide("b", "key b", {}), QByteArray("provider 1"));
    QCOMPARE(decide("x", "key c", {}), QByteArray("provider 2"));
    QCOMPARE(decide("a", "key b", {}), QByteArray("invalid/signature"));
    QCOMPARE(decide("b", "key b", {0}), QByteArray("invalid/issuer"));
    QCOMPARE(decide("b", "key b", {0, 1}), QByteArray("provider 1"));
    // What brought the token furthest is what is said.
    QCOMPARE(decide("b", "key b", {}, NowSeconds - 60), QByteArray("expired/expired"));
}

void TestJwt::readsTheAuthorizationField_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("decision");
    const QByteArray token = QByteArray::fromStdString(staffSigner().sign(goodClaims()).value());
    const auto row = [](const char *name, const QByteArray &field, const char *decision) {
        QTest::newRow(name) << field << QByteArray(decision);
    };
    row("bearer", "Bearer " + token, "valid/none consumer 3");
    row("any case", "bEARER " + token, "valid/none consumer 3");
    row("more spaces", "Bearer   " + token, "valid/none consumer 3");
    row("no scheme", token, "missing/missing");
    row("basic", "Basic dXNlcjpwYXNz", "missing/missing");
    row("scheme only", "Bearer", "missing/missing");
    row("scheme and spaces", "Bearer   ", "missing/missing");
    row("empty", "", "missing/missing");
    row("two tokens", "Bearer " + token + " " + token, "invalid/malformed");
    row("two fields joined", "Bearer " + token + ", Bearer " + token, "invalid/malformed");
    row("tab", "Bearer\t" + token, "missing/missing");
}

void TestJwt::readsTheAuthorizationField()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, decision);
    TokenScratch scratch;
    const JwtAuthenticator authenticator = staffAuthenticator();
    QCOMPARE(text(authenticator.authenticate(std::string_view(field.constData(), std::size_t(field.size())),
                                             {}, Now, scratch)),
             decision);
    QCOMPARE(text(authenticator.authenticate(std::nullopt, {}, Now, scratch)), QByteArray("missing/missing"));
}

void TestJwt::givesTheClaims()
{
    Tree claims = goodClaims();
    claims["roles"] = Tree::array({"admin", "reader"});
    claims["clr"] = 3;
    claims["name"] = "Zoë";
    claims["evil"] = "a\r\nX-Admin: 1";
    claims["object"] = Tree::object({{"a", 1}});
    const JwtAuthenticator authenticator = staffAuthenticator();
    TokenScratch scratch;
    const TokenDecision decision = authenticator.check(staffSigner().sign(claims).value(), {}, Now, scratch);
    QVERIFY(decision.isValid());
    QCOMPARE(decision.claims->texts("roles").value(), (std::vector<std::string>{"admin", "reader"}));
    QCOMPARE(decision.claims->number("clr").value(), 3.0);
    QCOMPARE(decision.claims->text("sub").value(), std::string("backoffice"));
    QVERIFY(!decision.claims->text("clr") && !decision.claims->text("none"));
    QCOMPARE(decision.claims->headerText("roles").value(), std::string("admin,reader"));
    QCOMPARE(decision.claims->headerText("clr").value(), std::string("3"));
    QCOMPARE(decision.claims->headerText("name").value(), std::string("Zoë"));
    QVERIFY(!decision.claims->headerText("evil") && !decision.claims->headerText("object")
            && !decision.claims->headerText("none"));
    QVERIFY(decision.claims->toJson() == claims);
}

void TestJwt::refusesProvidersThatCannotWork_data()
{
    QTest::addColumn<QList<QByteArray>>("algorithms");
    QTest::addColumn<bool>("hasKeys");
    QTest::addColumn<QByteArray>("where");
    QTest::newRow("unknown algorithm")
        << QList<QByteArray>{"HS256", "HS1"} << true << QByteArray("/authProviders/0/algorithms");
    QTest::newRow("none") << QList<QByteArray>{"none"} << true << QByteArray("/authProviders/0/algorithms");
    QTest::newRow("no algorithm") << QList<QByteArray>{} << true << QByteArray("/authProviders/0/algorithms");
    QTest::newRow("no key for it") << QList<QByteArray>{"ES256"} << true
                                   << QByteArray("/authProviders/0/algorithms");
    QTest::newRow("no keys") << QList<QByteArray>{"HS256"} << false << QByteArray("/authProviders/0/keys");
}

void TestJwt::refusesProvidersThatCannotWork()
{
    QFETCH(QList<QByteArray>, algorithms);
    QFETCH(bool, hasKeys);
    QFETCH(QByteArray, where);
    std::vector<std::string> names;
    for (const QByteArray &algorithm : algorithms)
        names.push_back(algorithm.toStdString());
    Model model;
    model.authProviders = {tokens::provider(names)};
    std::map<std::string, JwtKeySet> sets;
    if (hasKeys)
        sets["p"] = keysFromSecret(Secret).value();
    const auto authenticator = JwtAuthenticator::create(model, tokens::source(sets));
    QVERIFY(!authenticator.has_value());
    QCOMPARE(QByteArray::fromStdString(authenticator.error().where), where);
}

void TestJwt::forgetsAKeyThatWasReplaced()
{
    TokenScratch scratch;
    for (int i = 0; i < 200; ++i) {
        const std::string secret = "secret number " + std::to_string(i);
        Model model;
        model.authProviders = {tokens::provider({"HS256"})};
        const JwtAuthenticator authenticator =
            JwtAuthenticator::create(model, tokens::source({{"p", keysFromSecret(secret).value()}})).value();
        const auto signedBy = [](const std::string &key) {
            return JwtSigner::withSecret(JwtAlgorithm::HS256, key)->sign({{"a", 1}}).value();
        };
        QVERIFY(authenticator.check(signedBy(secret), {}, Now, scratch).isValid());
        QVERIFY(!authenticator.check(signedBy("secret number " + std::to_string(i - 1)), {}, Now, scratch)
                     .isValid());
    }
}

void TestJwt::mayBeAskedFromManyThreads()
{
    const tokens::Pair pair = tokens::ecPair();
    Model model;
    model.authProviders = {tokens::provider({"HS256"}, "h"), tokens::provider({"ES256"}, "e")};
    const JwtAuthenticator authenticator =
        JwtAuthenticator::create(model,
                                 tokens::source({{"h", keysFromSecret(Secret).value()},
                                                 {"e", keysFromFile(pair.publicPem).value()}}))
            .value();
    const std::string hmac = staffSigner().sign(goodClaims()).value();
    const std::string ecdsa =
        JwtSigner::withPrivateKey(JwtAlgorithm::ES256, pair.privatePem)->sign(goodClaims()).value();
    std::vector<int> valid(4, 0);
    std::vector<std::thread> threads;
    for (int &count : valid) {
        threads.emplace_back([&] {
            TokenScratch scratch;
            for (int i = 0; i < 100; ++i) {
                count += authenticator.check(hmac, {}, Now, scratch).isValid() ? 1 : 0;
                count += authenticator.check(ecdsa, {}, Now, scratch).isValid() ? 1 : 0;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(valid, std::vector<int>(4, 200));
}

QTEST_APPLESS_MAIN(TestJwt)
#include "tst_jwt.moc"
