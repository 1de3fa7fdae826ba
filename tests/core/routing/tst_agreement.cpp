#include "tests/core/routing/bruteforce.h"

#include "core/base/random.h"
#include "core/routing/explain.h"
#include "core/routing/routetable.h"

#include <QtTest/QTest>

#include <array>

using namespace gatehouse;

namespace {

/// Random documents and requests over alphabets so small that nearly everything overlaps.
class Generator
{
public:
    explicit Generator(std::uint64_t seed)
        : m_random(seed)
    {
    }

    Model model()
    {
        Model model;
        model.listeners = {{ListenerName("l0"), {}, {}, {}, {}}, {ListenerName("l1"), {}, {}, {}, {}}};
        const std::uint64_t routes = 1 + m_random.below(24);
        // Some documents are about hosts, some about paths, some about what stands behind them.
        m_hostShare = m_random.below(4);
        m_conditionShare = m_random.below(4);
        m_kinds = 1 + m_random.below(15);
        for (std::uint64_t i = 0; i < routes; ++i)
            model.routes.push_back(route(i));
        return model;
    }

    bruteforce::Request request(const Model &model)
    {
        bruteforce::Request request;
        request.method = pick({"GET", "POST", "PUT", "HEAD", "LONGER-THAN-EIGHT"});
        request.host = cased(pick({"x", "a.x", "b.x", "a.b.x", "c.a.b.x", "b.a.x", "ax", "", ".x", "y"}));
        if (chance(4))
            request.host += ":80";
        request.path = chance(2) ? pathLike(model) : path(false);
        static const std::vector<std::string> pairs{"k=1",   "k=2",   "m=1", "k",    "%6B=1",
                                                    "k=%31", "m=1+2", "",    "k=1=1"};
        for (std::uint64_t n = m_random.below(4); n > 0; --n)
            request.query += (request.query.empty() ? "" : "&") + pairs[m_random.below(pairs.size())];
        for (std::uint64_t n = m_random.below(4); n > 0; --n)
            request.headers.emplace_back(cased(pick({"k", "m", "o"})), pick({"1", "2", "1, 2", ""}));
        request.listener = m_random.below(2);
        return request;
    }

private:
    bool chance(std::uint64_t in) { return m_random.below(in) == 0; }

    std::string pick(std::initializer_list<const char *> words)
    {
        return words.begin()[m_random.below(words.size())];
    }

    std::string cased(std::string text)
    {
        for (char &c : text)
            c = c >= 'a' && c <= 'z' && chance(3) ? static_cast<char>(c - 32) : c;
        return text;
    }

    std::string path(bool withParameters)
    {
        std::string text;
        int parameters = 0;
        for (std::uint64_t n = 1 + m_random.below(5); n > 0; --n) {
            if (withParameters && chance(2))
                text += "/{p" + std::to_string(parameters++) + "}";
            else
                text += "/" + pick({"a", "b", "a", "b", "ab", "a%2Fb"});
        }
        if (chance(5))
            text += "/";
        return chance(12) ? "/" : text;
    }

    /// A path near to one of the document's: its parameters replaced, here and there something more or less.
    std::string pathLike(const Model &model)
    {
        const PathMatch &match = model.routes[m_random.below(model.routes.size())].match.path;
        if (match.kind == PathKind::Regex)
            return path(false);
        std::string text;
        for (const std::string &segment : bruteforce::segmentsOf(match.text))
            text += "/" + (segment.starts_with('{') || chance(12) ? pick({"a", "b", "ab", "7"}) : segment);
        if (chance(6))
            text += path(false);
        // What a normalised path cannot hold.
        for (std::size_t at = text.find("//"); at != std::string::npos; at = text.find("//"))
            text.erase(at, 1);
        return text;
    }

    std::vector<ValueMatch> conditions()
    {
        std::vector<ValueMatch> made;
        for (std::uint64_t n = m_random.below(3); n > 0; --n) {
            const auto kind = static_cast<ValueMatchKind>(m_random.below(4));
            const std::string text =
                kind == ValueMatchKind::Regex ? pick({"1", "1.*", ".*2", ""}) : pick({"1", "2", "1, 2", ""});
            made.push_back({pick({"k", "m"}), kind, text, chance(2)});
        }
        return made;
    }

    PathMatch pathMatch()
    {
        while (true) {
            const auto kind = static_cast<PathKind>(m_random.below(4));
            if ((m_kinds >> static_cast<unsigned>(kind) & 1U) == 0)
                continue;
            if (kind == PathKind::Regex)
                return {kind,
                        pick({"/a/.*", "/(a|b)/b", ".*", "/a|/b/a", "/[^/]+/b", "/a.*/?", "(/a)+", "/.*b"})};
            return {kind, path(kind == PathKind::Template)};
        }
    }

    Route route(std::uint64_t number)
    {
        Route made;
        made.name = RouteName("r" + std::to_string(number));
        made.enabled = !chance(12);
        made.match.path = pathMatch();
        if (chance(8))
            made.listeners = {ListenerName(pick({"l0", "l1", "gone"}))};
        for (std::uint64_t n = m_random.below(4); m_hostShare > 0 && n > m_hostShare; --n)
            made.match.hosts.push_back(
                cased(pick({"x", "a.x", "b.x", "a.b.x", "*.x", "*.b.x", "*.a.b.x", "*.a.x", "y"})));
        if (chance(2)) {
            for (std::uint64_t n = m_random.below(3); n > 0; --n)
                made.match.methods.push_back(pick({"GET", "POST", "PUT", "LONGER-THAN-EIGHT"}));
        }
        if (m_random.below(4) < m_conditionShare) {
            made.match.headers = conditions();
            made.match.query = conditions();
        }
        made.action = std::vector<RouteTarget>{};
        return made;
    }

    Random m_random;
    std::uint64_t m_hostShare = 0;
    std::uint64_t m_conditionShare = 0;
    std::uint64_t m_kinds = 15;
};

std::string text(const bruteforce::Answer &answer)
{
    std::string text = answer.route ? "r" + std::to_string(*answer.route)
        : answer.allowed.empty()    ? "404"
                                    : "405";
    for (const auto &[name, value] : answer.params)
        text += " " + name + "=" + value;
    for (const std::string &method : answer.allowed)
        text += " " + method;
    return text;
}

std::string text(const Model &model, const bruteforce::Request &request)
{
    std::string text = request.method + " " + request.host + " " + request.path + " ?" + request.query
        + " listener " + std::to_string(request.listener);
    for (const auto &[name, value] : request.headers)
        text += "\n  " + name + ": " + value;
    for (const Route &route : model.routes) {
        text += "\n" + route.name.str() + (route.enabled ? " " : " off ");
        for (const std::string &host : route.match.hosts)
            text += host + " ";
        for (const std::string &method : route.match.methods)
            text += method + " ";
        text +=
            std::string(1, "etrp"[static_cast<std::size_t>(route.match.path.kind)]) + route.match.path.text;
        for (const ValueMatch &header : route.match.headers)
            text += " h:" + header.name + "~" + std::to_string(int(header.kind)) + header.text;
        for (const ValueMatch &parameter : route.match.query)
            text += " q:" + parameter.name + "~" + std::to_string(int(parameter.kind)) + parameter.text;
    }
    return text;
}

bruteforce::Answer answerOf(const MatchResult &result)
{
    bruteforce::Answer answer;
    if (result.outcome == MatchOutcome::Found)
        answer.route = result.route;
    for (const PathParameter &parameter : result.parameters)
        answer.params.emplace_back(parameter.name, parameter.value);
    for (const std::string_view method : result.allowed)
        answer.allowed.emplace(method);
    return answer;
}

bruteforce::Answer answerOf(const Explanation &explanation)
{
    bruteforce::Answer answer;
    if (explanation.index)
        answer.route = *explanation.index;
    answer.params = explanation.params;
    answer.allowed = {explanation.allowed.begin(), explanation.allowed.end()};
    return answer;
}

} // namespace

class TestAgreement final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableAndBruteForceAgreeOnAMillionPairs();
    void explanationAndTableAgree();
};

void TestAgreement::tableAndBruteForceAgreeOnAMillionPairs()
{
    Generator generator(20261123);
    MatchScratch scratch;
    std::array<int, 3> outcomes{};
    for (int document = 0; document < 2'000; ++document) {
        const Model model = generator.model();
        const bruteforce::Matcher plain(model);
        const auto table = RouteTable::compile(model);
        QVERIFY2(table.has_value(), table ? "" : table.error().message.c_str());
        for (int i = 0; i < 500; ++i) {
            const bruteforce::Request request = generator.request(model);
            std::vector<HeaderField> fields;
            for (const auto &[name, value] : request.headers)
                fields.push_back({name, value});
            const RequestView view{request.method, request.host,       request.path,
                                   request.query,  HeaderList(fields), request.listener};
            const MatchResult result = table->match(view, scratch);
            ++outcomes[static_cast<std::size_t>(result.outcome)];
            const bruteforce::Answer expected = plain(request);
            const bruteforce::Answer found = answerOf(result);
            if (found != expected)
                QFAIL((text(found) + ", expected " + text(expected) + "\n" + text(model, request)).c_str());
        }
    }
    // All three ways are walked often.
    QVERIFY(*std::min_element(outcomes.begin(), outcomes.end()) > 50'000);
}

void TestAgreement::explanationAndTableAgree()
{
    Generator generator(7);
    for (int document = 0; document < 500; ++document) {
        const Model model = generator.model();
        const bruteforce::Matcher plain(model);
        for (int i = 0; i < 10; ++i) {
            const bruteforce::Request request = generator.request(model);
            ExplainRequest asked{request.method, request.path + "?" + request.query, request.host,
                                 request.headers, model.listeners[request.listener].name};
            // The generated path is normal, but may hold what a listener refuses by default.
            Model keeping = model;
            keeping.listeners[request.listener].encodedSlashes = EncodedSlashes::Keep;
            const auto explanation = explain(keeping, asked);
            QVERIFY(explanation.has_value());
            const bruteforce::Answer expected = plain(request);
            const bruteforce::Answer found = answerOf(*explanation);
            if (found != expected)
                QFAIL((text(found) + ", expected " + text(expected) + "\n" + text(model, request)).c_str());
            QCOMPARE(explanation->candidates.size() + (explanation->index ? 1U : 0U), model.routes.size());
        }
    }
}

QTEST_APPLESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
