#include "core/routing/pathnormalizer.h"

#include "core/base/random.h"

#include <QtTest/QTest>

#include <array>

using namespace gatehouse;

class TestPathNormalizer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsPathsIntoNormalForm_data();
    void bringsPathsIntoNormalForm();
    void refusesWhatIsMalformed_data();
    void refusesWhatIsMalformed();
    void keepsEncodedSlashesWhereAsked_data();
    void keepsEncodedSlashesWhereAsked();
    void decidesEachRawByte();
    void decidesEachEncodedByte();
    void returnsTheInputWhereItIsNormalAlready_data();
    void returnsTheInputWhereItIsNormalAlready();
    void changesNothingTheSecondTime();
    void agreesWithTheRulesWrittenOneByOne();
    void partsTargetsAtTheFirstQuestionMark();
};

namespace {

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

std::string_view view(const QByteArray &text)
{
    return std::string_view(text.constData(), std::size_t(text.size()));
}

/// The rules one after the other, each over the whole text, as plainly as they can be written.
struct PlainRules
{
    bool keep = false;

    static int digit(char c)
    {
        const std::string_view digits = "0123456789abcdef";
        const std::size_t at = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
        return at == std::string_view::npos ? -1 : static_cast<int>(at);
    }

    PathFault check(std::string_view raw) const
    {
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const char c = raw[i];
            if ((c >= 0 && c <= 32) || c == 127 || c == '\\' || c == '#')
                return PathFault::RawCharacter;
            if (c != '%')
                continue;
            if (i + 2 >= raw.size() || digit(raw[i + 1]) < 0 || digit(raw[i + 2]) < 0)
                return PathFault::BadPercent;
            if (raw.substr(i, 3) == "%00")
                return PathFault::EncodedNul;
        }
        for (std::size_t i = 0; !keep && i + 2 < raw.size(); ++i) {
            const int value = raw[i] == '%' ? digit(raw[i + 1]) * 16 + digit(raw[i + 2]) : 0;
            if (value == '/')
                return PathFault::EncodedSlash;
            if (value == '\\')
                return PathFault::EncodedBackslash;
        }
        return PathFault::None;
    }

    static std::string decoded(std::string_view raw)
    {
        std::string out;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '%') {
                out += raw[i];
                continue;
            }
            const char c = static_cast<char>(digit(raw[i + 1]) * 16 + digit(raw[i + 2]));
            if (std::isalnum(static_cast<unsigned char>(c)) != 0
                || std::string_view("-._~").find(c) != std::string_view::npos) {
                out += c;
            } else {
                const std::array<char, 4> hex{"0123456789ABCDEF"[digit(raw[i + 1])],
                                              "0123456789ABCDEF"[digit(raw[i + 2])]};
                out += '%';
                out += hex.data();
            }
            i += 2;
        }
        return out;
    }

    NormalizedPath operator()(std::string_view raw, std::string &out) const
    {
        if (!raw.starts_with('/'))
            return {PathFault::NotAbsolute};
        if (const PathFault fault = check(raw); fault != PathFault::None)
            return {fault};
        out = decoded(raw);
        for (std::size_t at = out.find("//"); at != std::string::npos; at = out.find("//"))
            out.erase(at, 1);
        std::vector<std::string> kept;
        std::string rest = out.substr(1);
        bool open = true; // the last segment stands without a slash behind it
        while (open) {
            const std::size_t slash = rest.find('/');
            open = slash != std::string::npos;
            const std::string segment = rest.substr(0, slash);
            rest = open ? rest.substr(slash + 1) : std::string();
            if (segment == "..") {
                if (kept.empty())
                    return {PathFault::AboveRoot};
                kept.pop_back();
            }
            const bool dots = segment == "." || segment == "..";
            if (!dots)
                kept.push_back(segment);
            else if (!open)
                kept.emplace_back();
        }
        out.clear();
        for (const std::string &segment : kept)
            out += "/" + segment;
        return {PathFault::None, out};
    }
};

} // namespace

void TestPathNormalizer::bringsPathsIntoNormalForm_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("normal");
    const auto row = [](const char *raw, const char *normal) {
        QTest::newRow(raw) << QByteArray(raw) << QByteArray(normal);
    };
    row("/", "/");
    row("/a", "/a");
    row("/a/", "/a/");
    row("//", "/");
    row("///a////b//", "/a/b/");
    row("/a/.", "/a/");
    row("/a/./", "/a/");
    row("/./a", "/a");
    row("/.", "/");
    row("/a/..", "/");
    row("/a/../", "/");
    row("/a/b/..", "/a/");
    row("/a/b/../c", "/a/c");
    row("/a/b/../../c", "/c");
    row("/a/b/c/./../../g", "/a/g");
    row("/a/...", "/a/...");
    row("/a/..b", "/a/..b");
    row("/a/.b/b.", "/a/.b/b.");
    row("/.well-known/x", "/.well-known/x");
    row("/a//../b", "/b");
    row("/a/%2e%2e/b", "/b");
    row("/a/%2E/b", "/a/b");
    row("/a/.%2e", "/");
    row("/%61%7e%5F%2d", "/a~_-");
    row("/a%20b", "/a%20b");
    row("/caf%c3%a9", "/caf%C3%A9");
    row("/a%3fb%3F", "/a%3Fb%3F");
    row("/%252F", "/%252F");
    row("/%2561", "/%2561");
    row("/%25%36%31", "/%2561");
    row("/a%2Ab", "/a%2Ab");
    row("/a%2ab", "/a%2Ab");
    row("/a;b=1/c", "/a;b=1/c");
    row("/{id}/$&'()*+,=:@!", "/{id}/$&'()*+,=:@!");
    row("/A/b", "/A/b");
    row("/caf\xC3\xA9", "/caf\xC3\xA9");
}

void TestPathNormalizer::bringsPathsIntoNormalForm()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, normal);
    std::string scratch = "what was there before";
    const NormalizedPath result = normalizePath(view(raw), false, scratch);
    QVERIFY(result.isValid());
    QCOMPARE(bytes(result.path), normal);
}

void TestPathNormalizer::refusesWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char *raw, const char *fault) {
        QTest::newRow(raw[0] != '\0' ? raw : "empty") << QByteArray(raw) << QByteArray(fault);
    };
    row("", "notAbsolute");
    row("a", "notAbsolute");
    row("*", "notAbsolute");
    row("%2Fa", "notAbsolute");
    row("/%", "badPercent");
    row("/%4", "badPercent");
    row("/a%4/", "badPercent");
    row("/%g1", "badPercent");
    row("/%1g", "badPercent");
    row("/%%41", "badPercent");
    row("/%u0041", "badPercent");
    row("/%00", "encodedNul");
    row("/a%00b", "encodedNul");
    row("/a\\b", "rawCharacter");
    row("/a b", "rawCharacter");
    row("/a#b", "rawCharacter");
    row("/a\tb", "rawCharacter");
    row("/a\x7F", "rawCharacter");
    row("/%2F", "encodedSlash");
    row("/a%2fb", "encodedSlash");
    row("/a%5Cb", "encodedBackslash");
    row("/a%5cb", "encodedBackslash");
    row("/..", "aboveRoot");
    row("/../a", "aboveRoot");
    row("/a/../..", "aboveRoot");
    row("/a/../../a", "aboveRoot");
    row("/%2e%2e/", "aboveRoot");
    row("//..", "aboveRoot");
    row("/./..", "aboveRoot");
    // In the order of the rules: malformed first, then encoded slashes, then climbing.
    row("/a%2Fb%", "badPercent");
    row("/a%2Fb%00", "encodedNul");
    row("/%5C%2F", "encodedBackslash");
    row("/../%2F", "encodedSlash");
    row("/../%zz", "badPercent");
}

void TestPathNormalizer::refusesWhatIsMalformed()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, fault);
    std::string scratch;
    const NormalizedPath result = normalizePath(view(raw), false, scratch);
    QVERIFY(!result.isValid());
    QVERIFY(result.path.empty());
    QCOMPARE(QByteArray(word(result.fault)), fault);
}

void TestPathNormalizer::keepsEncodedSlashesWhereAsked_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("normal");
    const auto row = [](const char *raw, const char *normal) {
        QTest::newRow(raw) << QByteArray(raw) << QByteArray(normal);
    };
    row("/a%2Fb", "/a%2Fb");
    row("/a%2fb", "/a%2Fb");
    row("/a%5cb%5C", "/a%5Cb%5C");
    row("/a/..%2Fb", "/a/..%2Fb");
    row("/a/%2e%2e%2Fb", "/a/..%2Fb");
    row("/%2F%2F", "/%2F%2F");
    row("/%2F/..", "/");
}

void TestPathNormalizer::keepsEncodedSlashesWhereAsked()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, normal);
    std::string scratch;
    const NormalizedPath result = normalizePath(view(raw), true, scratch);
    QCOMPARE(bytes(result.path), normal);
    QCOMPARE(result.path.data() == raw.constData(), raw == normal);
}

void TestPathNormalizer::decidesEachRawByte()
{
    for (int c = 0; c < 256; ++c) {
        const std::string raw{'/', 'a', static_cast<char>(c), 'b'};
        std::string scratch;
        const NormalizedPath result = normalizePath(raw, false, scratch);
        const bool refused = c <= 0x20 || c == 0x7F || c == '\\' || c == '#';
        if (c == '%')
            QCOMPARE(result.fault, PathFault::BadPercent);
        else if (refused)
            QCOMPARE(result.fault, PathFault::RawCharacter);
        else
            QCOMPARE(bytes(result.path), bytes(raw));
    }
}

void TestPathNormalizer::decidesEachEncodedByte()
{
    for (int c = 0; c < 256; ++c) {
        for (const char *form : {"/x%%%02x", "/x%%%02X"}) {
            const QByteArray raw = QString::asprintf(form, unsigned(c)).toLatin1();
            std::string scratch;
            const NormalizedPath result = normalizePath(view(raw), false, scratch);
            if (c == 0)
                QCOMPARE(result.fault, PathFault::EncodedNul);
            else if (c == '/')
                QCOMPARE(result.fault, PathFault::EncodedSlash);
            else if (c == '\\')
                QCOMPARE(result.fault, PathFault::EncodedBackslash);
            else if ((c < 128 && std::isalnum(c) != 0) || c == '-' || c == '.' || c == '_' || c == '~')
                QCOMPARE(bytes(result.path), QByteArray("/x") + static_cast<char>(c));
            else
                QCOMPARE(bytes(result.path), QString::asprintf("/x%%%02X", unsigned(c)).toLatin1());
        }
    }
}

void TestPathNormalizer::returnsTheInputWhereItIsNormalAlready_data()
{
    QTest::addColumn<QByteArray>("raw");
    for (const char *raw : {"/", "/api/customers/7", "/a/", "/v1.2/..x/x..", "/.well-known/jwks.json",
                            "/a%20b%C3%A9", "/a/..."})
        QTest::newRow(raw) << QByteArray(raw);
}

void TestPathNormalizer::returnsTheInputWhereItIsNormalAlready()
{
    QFETCH(QByteArray, raw);
    std::string scratch = "untouched";
    const NormalizedPath result = normalizePath(view(raw), false, scratch);
    QVERIFY(result.path.data() == raw.constData());
    QCOMPARE(result.path.size(), std::size_t(raw.size()));
    QCOMPARE(bytes(scratch), QByteArray("untouched"));
}

void TestPathNormalizer::changesNothingTheSecondTime()
{
    Random random(20261123);
    const std::string_view alphabet = "/.%2eE5cF0a";
    int valid = 0;
    for (int round = 0; round < 200'000; ++round) {
        std::string raw = "/";
        for (std::uint64_t size = random.below(14); size > 0; --size)
            raw += alphabet[random.below(alphabet.size())];
        std::string first;
        std::string second;
        const NormalizedPath once = normalizePath(raw, true, first);
        if (!once.isValid())
            continue;
        ++valid;
        const NormalizedPath twice = normalizePath(once.path, true, second);
        QCOMPARE(bytes(twice.path), bytes(once.path));
        QVERIFY(once.path.size() <= raw.size());
    }
    QVERIFY(valid > 10'000);
}

void TestPathNormalizer::agreesWithTheRulesWrittenOneByOne()
{
    Random random(7);
    const std::string_view alphabet = "////...%%%2eE5cCfF0a7b \\#";
    for (int round = 0; round < 200'000; ++round) {
        std::string raw = random.below(50) == 0 ? "" : "/";
        for (std::uint64_t size = random.below(16); size > 0; --size)
            raw += alphabet[random.below(random.below(8) == 0 ? alphabet.size() : alphabet.size() - 3)];
        const bool keep = random.below(2) == 0;
        std::string scratch;
        std::string plain;
        const NormalizedPath result = normalizePath(raw, keep, scratch);
        const NormalizedPath expected = PlainRules{keep}(raw, plain);
        // Where a path breaks several of the rules of form, which of them is named is not settled.
        const auto form = [](PathFault fault) {
            return fault == PathFault::RawCharacter || fault == PathFault::EncodedNul ? PathFault::BadPercent
                                                                                      : fault;
        };
        if (form(result.fault) != form(expected.fault) || result.path != expected.path)
            QFAIL(qPrintable(QStringLiteral("%1: %2 %3, expected %4 %5")
                                 .arg(QString::fromLatin1(bytes(raw)), QLatin1String(word(result.fault)),
                                      QString::fromLatin1(bytes(result.path)),
                                      QLatin1String(word(expected.fault)),
                                      QString::fromLatin1(bytes(expected.path)))));
    }
}

void TestPathNormalizer::partsTargetsAtTheFirstQuestionMark()
{
    const RequestTarget plain = splitTarget("/a");
    QCOMPARE(bytes(plain.path), QByteArray("/a"));
    QVERIFY(!plain.hasQuery);
    const RequestTarget empty = splitTarget("/a?");
    QCOMPARE(bytes(empty.path), QByteArray("/a"));
    QVERIFY(empty.hasQuery);
    QVERIFY(empty.query.empty());
    const RequestTarget full = splitTarget("/a?x=%2F..//&y?z");
    QCOMPARE(bytes(full.path), QByteArray("/a"));
    QCOMPARE(bytes(full.query), QByteArray("x=%2F..//&y?z"));
}

QTEST_APPLESS_MAIN(TestPathNormalizer)
#include "tst_pathnormalizer.moc"
