#include "core/base/random.h"
#include "core/drivers/haproxy/nativetext.h"
#include "core/drivers/haproxy/renderer.h"

#include "tests/support/realhaproxy.h"

#include <fmt/format.h>

#include <QtTest/QTest>

#include <map>
#include <string>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::haproxy;
using gatehouse::test::RealHaproxy;

/// Text of a document can never leave the place it was put into.
class TestQuoting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsStayInTheirPlace_data();
    void textsStayInTheirPlace();
    void secretsComeOutAsTheyWentIn();
};

namespace {

/// Words that have a meaning to HAProxy somewhere, and what could end a place they stand in.
std::string nastyText(Random &random)
{
    static const std::vector<std::string> parts{"\"",
                                                "'",
                                                "\\",
                                                "\n",
                                                "\r\n",
                                                "\t",
                                                " ",
                                                "#",
                                                "$HOME",
                                                "${HOME}",
                                                "%",
                                                "%[src]",
                                                "%%",
                                                "%{+Q}o",
                                                "{",
                                                "}",
                                                "(",
                                                ")",
                                                ",",
                                                "[",
                                                "]",
                                                "if",
                                                " if ",
                                                " unless FALSE",
                                                "-f /etc/passwd",
                                                "--",
                                                "-i",
                                                "||",
                                                "!",
                                                "\\x41",
                                                "\\n",
                                                "\\Q",
                                                "*",
                                                "a",
                                                "Z9",
                                                "ä",
                                                "\x7f",
                                                "\x01",
                                                "global",
                                                "\n    http-request deny\n",
                                                "••••",
                                                "\n    set-var proc.gh_secret_1 str(x)\n",
                                                "\n    # secret x\n"};
    std::string text;
    for (std::uint64_t i = 0, end = 1 + random.below(6); i < end; ++i)
        text += parts[random.below(parts.size())];
    return text;
}

/// Takes every text from one function, so that a document comes with tame or with nasty ones and is the same
/// otherwise.
class TextSource
{
public:
    explicit TextSource(std::uint64_t seed, bool nasty)
        : m_random(seed)
        , m_nasty(nasty)
    {
    }

    std::string text() { return m_nasty ? nastyText(m_random) : std::string("tame"); }
    std::string path() { return "/" + text(); }
    /// Of what a header can hold.
    std::string headerText()
    {
        std::string value = text();
        std::erase_if(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
        return value;
    }

private:
    Random m_random;
    bool m_nasty;
};

std::vector<ValueMatch> conditions(TextSource &texts)
{
    return {{"n-exact", ValueMatchKind::Exact, texts.text(), true},
            {"n-prefix", ValueMatchKind::Prefix, texts.text(), true},
            {"n-regex", ValueMatchKind::Regex, "a|" + std::string("[b]"), true},
            {"n" + texts.text(), ValueMatchKind::Present, {}, true}};
}

void addRoutes(Model &model, TextSource &texts)
{
    Route service;
    service.name = RouteName("to-service");
    service.description = texts.text();
    service.auth.required = false;
    service.match.hosts = {"x.test"};
    service.match.methods = {"GET", "P" + std::string("URGE")};
    service.match.path = {PathKind::Exact, texts.path()};
    service.match.headers = conditions(texts);
    service.match.query = conditions(texts);
    service.action = std::vector<RouteTarget>{{ServiceName("s"), 1}};
    service.rewrite = Rewrite{"/%[src]" + texts.headerText(), std::nullopt, texts.headerText()};
    service.requestHeaders.set = {{"X-Set", {texts.headerText(), {}}}, {"X-Secret", {{}, SecretName("key")}}};
    service.requestHeaders.add = {{"X-Add", {texts.headerText(), {}}}};
    service.responseHeaders.set = {{"X-Set", {texts.headerText(), {}}}};
    model.routes.push_back(service);

    Route fixed;
    fixed.name = RouteName("fixed");
    fixed.auth.required = true;
    fixed.auth.identityHeaders = {{"X-Who", "consumer"}, {"X-Claim", texts.text()}};
    fixed.match.path = {PathKind::Prefix, texts.path()};
    fixed.action = FixedResponse{
        200, {{"X-Fixed", {texts.headerText(), {}}}, {"Content-Type", {"text/html", {}}}}, texts.text()};
    model.routes.push_back(fixed);

    Route moved;
    moved.name = RouteName("moved");
    moved.match.path = {PathKind::Template, "/{" + std::string("a") + "}" + texts.path()};
    moved.auth.required = false;
    moved.action = Redirect{302, texts.headerText(), texts.headerText(), "/" + texts.headerText()};
    model.routes.push_back(moved);
}

Model document(TextSource &texts)
{
    Model model;
    model.name = texts.text();
    Listener listener;
    listener.name = ListenerName("web");
    listener.address = {"127.0.0.1", 8080};
    model.listeners.push_back(listener);
    Service service;
    service.name = ServiceName("s");
    service.endpoints.emplace_back().address = {"127.0.0.1", 9001};
    service.healthCheck = HealthCheck{};
    service.healthCheck->path = texts.path();
    service.loadBalancing = {BalancingPolicy::RingHash, HashOn{HashSource::Header, texts.text()}, 0};
    model.services.push_back(service);
    AuthProvider provider;
    provider.name = ProviderName("idp");
    provider.issuer = texts.text();
    provider.audiences = {texts.text(), texts.text()};
    provider.algorithms = {"HS256"};
    provider.keys = SecretName("key");
    model.authProviders.push_back(provider);
    Consumer consumer;
    consumer.name = ConsumerName("c");
    consumer.match = ClaimMatch{ProviderName("idp"), "sub", texts.text()};
    model.consumers.push_back(consumer);
    addRoutes(model, texts);
    return model;
}

/// A line cut into words by the rules of the configuration manual, 2.2.
std::vector<std::string> wordsOf(const std::string &line)
{
    std::vector<std::string> words;
    std::string word;
    bool inWord = false;
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote == 0 && (c == ' ' || c == '\t')) {
            if (inWord)
                words.push_back(std::exchange(word, {}));
            inWord = false;
        } else if (quote == 0 && c == '#') {
            break;
        } else if (quote != '\'' && c == '\\') {
            inWord = true;
            word += line[++i];
        } else if ((quote == 0 && (c == '"' || c == '\'')) || c == quote) {
            quote = quote == 0 ? c : '\0';
            inWord = true;
        } else {
            inWord = true;
            word += c;
        }
    }
    if (inWord)
        words.push_back(word);
    return words;
}

/// Each line as its first word and the number of its words: what no text may change. Lines that only some
/// texts have (a header that cannot be, say) are left out by the caller's choice of texts.
std::map<std::string, int> shapeOf(const std::string &config)
{
    std::map<std::string, int> shape;
    std::size_t start = 0;
    while (start < config.size()) {
        const std::size_t end = std::min(config.find('\n', start), config.size());
        const std::vector<std::string> words = wordsOf(config.substr(start, end - start));
        start = end + 1;
        if (!words.empty())
            ++shape[fmt::format("{} {}", words.front(), words.size())];
    }
    return shape;
}

SecretLookup knows(const std::string &value)
{
    return [value](const SecretName &) -> Result<std::string> {
        return value;
    };
}

} // namespace

void TestQuoting::textsStayInTheirPlace_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 25; ++seed)
        QTest::addRow("texts %d", seed) << seed;
}

void TestQuoting::textsStayInTheirPlace()
{
    QFETCH(int, seed);
    const auto rendered = [seed](bool nasty) {
        TextSource texts(static_cast<std::uint64_t>(seed), nasty);
        Document made;
        made.model = document(texts);
        return render(made, RenderOptions{"edge"}, std::string(64, '0'))->body;
    };
    const std::string nasty = rendered(true);
    Random random(static_cast<std::uint64_t>(seed) + 1000);
    const auto revealed = revealSecrets(nasty, knows(nastyText(random)));
    QVERIFY(revealed.has_value());
    QCOMPARE(RealHaproxy::check(*revealed), QString());
    // Nothing but whole lines may go (headers that cannot hold the text): no line is new or has other words.
    const std::map<std::string, int> tame = shapeOf(*revealSecrets(rendered(false), knows("tame")));
    for (const auto &[line, count] : shapeOf(*revealed)) {
        const auto expected = tame.find(line);
        QVERIFY2(expected != tame.end() && count <= expected->second, (line + "\n" + *revealed).c_str());
    }
}

void TestQuoting::secretsComeOutAsTheyWentIn()
{
    Random random(7);
    for (int i = 0; i < 200; ++i) {
        const std::string body =
            "global\n" + secretLines(1, SecretName("one")) + secretLines(2, SecretName("two")) + "defaults\n";
        const std::string value = nastyText(random);
        const std::string digest =
            digestSecrets({SecretName("one"), SecretName("two")}, knows(value)).value();
        const std::string masked = withMark(body, "document\nwith\nlines", std::string(64, 'a'), digest);
        const auto revealed = revealSecrets(masked, knows(value));
        QVERIFY(revealed.has_value());
        QVERIFY(isUntouched(*revealed));
        QVERIFY(!isUntouched(masked));
        QCOMPARE(QString::fromStdString(maskSecrets(*revealed)), QString::fromStdString(masked));
        QVERIFY(!isUntouched(*revealSecrets(masked, knows(value + "x"))));
        QVERIFY(!isUntouched(*revealed + " "));
        QCOMPARE(readMark(*revealed)->hash, std::string(64, 'a'));
    }
    QVERIFY(!revealSecrets(secretLines(1, SecretName("one")), knows(std::string("a\0b", 3))).has_value());
}

QTEST_GUILESS_MAIN(TestQuoting)
#include "tst_quoting.moc"
