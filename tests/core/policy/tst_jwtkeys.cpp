#include "core/policy/jwtkeys.h"

#include "tests/core/policy/tokens.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

/// The key of RFC 7515, A.3.
const std::string EcJwk =
    R"({"kty":"EC","crv":"P-256","kid":"ec","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";

QByteArray families(const Result<JwtKeySet> &set)
{
    if (!set)
        return QByteArray("error: ") + QByteArray::fromStdString(set.error().message);
    std::string text;
    for (const auto &key : set->keys)
        text.append(text.empty() ? "" : ", ")
            .append(word(key->family()))
            .append(key->id().empty() ? "" : " ")
            .append(key->id());
    return QByteArray::fromStdString(text);
}

std::string certificate()
{
    const KeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const CertificatePtr made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key.get());
    X509_sign(made.get(), key.get(), EVP_sha256());
    const BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), made.get());
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return std::string(text, std::size_t(size));
}

} // namespace

class TestJwtKeys final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPublicKeysAndCertificatesInPem();
    void readsOneJwkOrASet();
    void passesOverKeysOfASetThatAreForSomethingElse();
    void refusesWhatIsNoKey_data();
    void refusesWhatIsNoKey();
    void keepsKeysToTheirFamilyAndAlgorithm();
    void takesASecretAndRemarksThatItIsShort();
};

void TestJwtKeys::readsPublicKeysAndCertificatesInPem()
{
    QCOMPARE(families(keysFromFile(tokens::rsaPair().publicPem)), QByteArray("RSA"));
    QCOMPARE(families(keysFromFile(tokens::edPair().publicPem)), QByteArray("Ed25519"));
    QCOMPARE(families(keysFromFile(certificate())), QByteArray("elliptic curve P-256"));
    QCOMPARE(families(keysFromFile("Issued by us\n" + tokens::ecPair("P-384").publicPem + "\n and\r\n"
                                   + tokens::ecPair("P-521").publicPem)),
             QByteArray("elliptic curve P-384, elliptic curve P-521"));
}

void TestJwtKeys::readsOneJwkOrASet()
{
    QCOMPARE(families(keysFromFile(EcJwk)), QByteArray("elliptic curve P-256 ec"));
    QCOMPARE(
        families(keysFromFile(
            "\n {\"keys\":[" + EcJwk
            + R"(,{"kty":"oct","k":"c2VjcmV0","kid":"s","key_ops":["sign","verify"]},)"
              R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig"}]})")),
        QByteArray("elliptic curve P-256 ec, symmetric s, Ed25519"));
}

void TestJwtKeys::passesOverKeysOfASetThatAreForSomethingElse()
{
    const auto set =
        keysFromFile("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\",\"use\":\"enc\"},{\"kty\":\"new\"},3,"
                     "{\"kty\":\"oct\",\"k\":\"AA\",\"key_ops\":[\"sign\"]},{\"kty\":\"oct\",\"k\":\"AA\","
                     "\"alg\":\"none\"},"
                     + EcJwk + "]}");
    QCOMPARE(families(set), QByteArray("elliptic curve P-256 ec"));
    QCOMPARE(set->remarks.size(), std::size_t(5));
    const auto none = keysFromFile(R"({"keys":[{"kty":"new"}]})");
    QVERIFY(!none.has_value());
    QVERIFY(none.error().detail.find("kind") != std::string::npos);
}

void TestJwtKeys::refusesWhatIsNoKey_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char *name, const std::string &content) {
        QTest::newRow(name) << QByteArray::fromStdString(content);
    };
    row("nothing", "");
    row("text", "secret");
    row("empty set", R"({"keys":[]})");
    row("broken json", R"({"keys":[)");
    row("no list", R"({"keys":{}})");
    row("private key", tokens::rsaPair().privatePem);
    row("private behind public", tokens::ecPair().publicPem + tokens::ecPair().privatePem);
    row("short rsa", tokens::newRsaPair(1024).publicPem);
    row("damaged pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    row("open pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n");
    row("point off the curve",
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})");
    row("short point", R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})");
    row("unknown curve", R"({"kty":"EC","crv":"P-999","x":"AA","y":"AA"})");
    row("other curve of Edwards",
        R"({"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
    row("rsa without modulus", R"({"kty":"RSA","e":"AQAB"})");
    row("padded secret", R"({"kty":"oct","k":"QQ=="})");
    row("empty secret", R"({"kty":"oct","k":""})");
    row("key that signs nothing", tokens::pem(KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519")), false));
    row("unknown curve in pem", tokens::ecPair("secp256k1").publicPem);
}

void TestJwtKeys::refusesWhatIsNoKey()
{
    QFETCH(QByteArray, content);
    const auto set = keysFromFile(content.toStdString());
    QVERIFY(!set.has_value());
    QCOMPARE(set.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!set.error().message.empty());
}

void TestJwtKeys::keepsKeysToTheirFamilyAndAlgorithm()
{
    const auto rsa = keysFromFile(tokens::rsaPair().publicPem).value().keys.front();
    QVERIFY(rsa->fits(JwtAlgorithm::RS256) && rsa->fits(JwtAlgorithm::PS512));
    QVERIFY(!rsa->fits(JwtAlgorithm::HS256) && !rsa->fits(JwtAlgorithm::ES256));
    std::string jwk = EcJwk;
    jwk.insert(1, R"("alg":"ES256",)");
    QVERIFY(keysFromFile(jwk).value().keys.front()->fits(JwtAlgorithm::ES256));
    const auto narrow = keysFromFile(R"({"kty":"oct","k":"AAAA","alg":"HS512"})").value().keys.front();
    QVERIFY(narrow->fits(JwtAlgorithm::HS512) && !narrow->fits(JwtAlgorithm::HS256));
}

void TestJwtKeys::takesASecretAndRemarksThatItIsShort()
{
    const auto weak = keysFromSecret("secret");
    QCOMPARE(families(weak), QByteArray("symmetric"));
    QCOMPARE(weak->remarks.size(), std::size_t(1));
    QVERIFY(keysFromSecret(std::string(32, 'x'))->remarks.empty());
    QVERIFY(!keysFromSecret("").has_value());
}

QTEST_APPLESS_MAIN(TestJwtKeys)
#include "tst_jwtkeys.moc"
