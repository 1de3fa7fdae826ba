#include "core/base/random.h"
#include "core/drivers/haproxy/renderer.h"
#include "core/routing/explain.h"

#include "tests/support/freeport.h"
#include "tests/support/httpprobe.h"
#include "tests/support/realhaproxy.h"
#include "tests/support/scriptedbackend.h"

#include <fmt/format.h>

#include <QtTest/QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::haproxy;
using gatehouse::test::HttpAnswer;
using gatehouse::test::RealHaproxy;
using gatehouse::test::ScriptedBackend;

/// The renderer's routes in a running HAProxy against core/routing, on random documents and requests.
class TestRouting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesAsTheModelDoes_data();
    void decidesAsTheModelDoes();
};

namespace {

/// Documents and requests over a small alphabet, so that much of it collides.
class Generator
{
public:
    explicit Generator(std::uint64_t seed)
        : m_random(seed)
    {
    }

    Model model(std::uint16_t port, std::uint16_t backend)
    {
        Model model;
        Listener listener;
        listener.name = ListenerName("web");
        listener.address = {"127.0.0.1", port};
        listener.encodedSlashes = chance(30) ? EncodedSlashes::Keep : EncodedSlashes::Refuse;
        model.listeners.push_back(listener);
        Service service;
        service.name = ServiceName("echo");
        service.endpoints.emplace_back().address = {"127.0.0.1", backend};
        model.services.push_back(service);
        for (int i = 0; i < 40; ++i)
            model.routes.push_back(route(i));
        return model;
    }

    ExplainRequest request()
    {
        ExplainRequest request;
        request.method = pick({"GET", "GET", "POST", "PUT", "DELETE"});
        request.target = target();
        request.host =
            pick({"x.test", "X.Test:8080", "y.x.test", "z.y.x.test", "test", "other", ".x.test", "x.test."});
        for (int i = 0; i < 3 && chance(50); ++i)
            request.headers.emplace_back(pick({"X-A", "x-a", "X-Bee", "X-AB"}),
                                         pick({"", "1", "2", "1, 2", "-f", "12", "two words", "}"}));
        return request;
    }

private:
    bool chance(unsigned percent) { return m_random.below(100) < percent; }
    std::string pick(const std::vector<std::string> &from) { return from[m_random.below(from.size())]; }

    Route route(int number)
    {
        Route route;
        route.name = RouteName(fmt::format("r{}", number));
        route.enabled = chance(95);
        route.auth.required = false;
        for (int i = 0; i < 2 && chance(35); ++i)
            route.match.hosts.push_back(pick({"x.test", "y.x.test", "*.x.test", "*.test", "*.y.x.test"}));
        for (int i = 0; i < 2 && chance(30); ++i)
            route.match.methods.push_back(pick({"GET", "POST", "PUT"}));
        route.match.path = path();
        for (int i = 0; i < 2 && chance(20); ++i)
            route.match.headers.push_back(condition({"X-A", "x-bee"}));
        for (int i = 0; i < 2 && chance(20); ++i)
            route.match.query.push_back(condition({"q", "a b", "p&=%+"}));
        if (chance(15))
            route.action = FixedResponse{222, {}, "fixed"};
        else
            route.action = std::vector<RouteTarget>{{ServiceName("echo"), 1}};
        rewrite(route);
        route.responseHeaders.set.emplace_back("X-Route", HeaderValue{route.name.str(), {}});
        return route;
    }

    PathMatch path()
    {
        switch (m_random.below(4)) {
        case 0:
            return {PathKind::Exact, fixedPath()};
        case 1:
            return {PathKind::Template, templatePath()};
        case 2:
            return {PathKind::Regex,
                    pick({"/a/.*", "/[ab]/c", "/(a|b)(/.*)?", "/a", "(?i)/A/B", "/a/[^/]+/?", ".*c",
                          "/a/b|/b/a"})};
        default:
            return {PathKind::Prefix, chance(20) ? std::string("/") : fixedPath()};
        }
    }

    std::string fixedPath()
    {
        std::string path;
        for (std::uint64_t i = 0, end = 1 + m_random.below(3); i < end; ++i)
            path += "/" + pick({"a", "b", "c", "a.b", "%20", "a%2Fb"});
        return chance(10) ? path + "/" : path;
    }

    std::string templatePath()
    {
        std::string path;
        for (std::uint64_t i = 0, end = 1 + m_random.below(3); i < end; ++i)
            path += "/" + (chance(50) ? fmt::format("{{p{}}}", i) : pick({"a", "b", "a.b"}));
        return path;
    }

    ValueMatch condition(const std::vector<std::string> &names)
    {
        ValueMatch match;
        match.name = pick(names);
        switch (m_random.below(4)) {
        case 0:
            match.kind = ValueMatchKind::Exact;
            match.text = pick({"", "1", "1, 2", "-f", "}", "two words"});
            break;
        case 1:
            match.kind = ValueMatchKind::Prefix;
            match.text = pick({"", "1", "tw"});
            break;
        case 2:
            match.kind = ValueMatchKind::Regex;
            match.text = pick({"1.*", "[0-9]+", "", "a|1|"});
            break;
        default:
            match.present = chance(60);
        }
        return match;
    }

    void rewrite(Route &route)
    {
        const PathKind kind = route.match.path.kind;
        if (chance(30) && kind != PathKind::Regex && kind != PathKind::Template)
            route.rewrite = Rewrite{{}, pick({"", "/", "/new", "/n%41w/"}), {}};
        else if (chance(30) && kind == PathKind::Template && route.match.path.text.starts_with("/{p0}"))
            route.rewrite = Rewrite{pick({"/v2/{p0}", "/{p0}.json", "/{p0}-{p0}/x"}), std::nullopt,
                                    chance(50) ? "other.test" : ""};
    }

    std::string target()
    {
        std::string target;
        for (std::uint64_t i = 0, end = 1 + m_random.below(4); i < end; ++i) {
            target += chance(10) ? "//" : "/";
            target += pick({"a",   "b",   "c",    "a",      "b",   "A",     "a.b",   ".",
                            "..",  "%61", "%2e",  "%2E%2e", "%20", "a%2fb", "%5C",   "a%zz",
                            "%00", "",    "a\\b", "%7e",    "~",   "a;b",   "%c3%a9"});
        }
        if (chance(40)) {
            const char *between = "?";
            for (int i = 0; i < 3 && chance(70); ++i) {
                target += between
                    + pick({"q=1", "q", "q=", "%71=1", "q=%31+2", "a+b=1", "a%20b=two+words",
                            "p%26%3d%25%2b=1", "z", "", "q=%zz", "q=%7D", "Q=1"});
                between = "&";
            }
        }
        return target;
    }

    Random m_random;
};

std::string outcomeOf(const Explanation &expected)
{
    if (!expected.index) {
        std::vector<std::string> allowed = expected.allowed;
        std::sort(allowed.begin(), allowed.end());
        return fmt::format("{} [{}]", expected.status.value_or(0), fmt::join(allowed, ", "));
    }
    return expected.upstreamPath
        ? fmt::format("{} gets {}", expected.route.str(), *expected.upstreamPath)
        : fmt::format("{} answers {}", expected.route.str(), expected.status.value_or(0));
}

std::string outcomeOf(const HttpAnswer &answer, const std::string &query)
{
    const auto route = answer.headers.find("x-route");
    if (route == answer.headers.end()) {
        std::vector<std::string> allowed;
        const auto allow = answer.headers.find("allow");
        for (std::string_view rest = allow == answer.headers.end() ? std::string_view()
                                                                   : std::string_view(allow->second);
             !rest.empty();) {
            const std::size_t end = std::min(rest.find(", "), rest.size());
            allowed.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
        std::sort(allowed.begin(), allowed.end());
        return fmt::format("{} [{}]", answer.status, fmt::join(allowed, ", "));
    }
    if (answer.status != 200)
        return fmt::format("{} answers {}", route->second, answer.status);
    std::string seen = answer.body.substr(answer.body.find(' ') + 1);
    if (!query.empty() && seen.ends_with(query)) // the query must have arrived untouched
        seen.resize(seen.size() - query.size());
    return fmt::format("{} gets {}", route->second, seen);
}

} // namespace

void TestRouting::decidesAsTheModelDoes_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed)
        QTest::addRow("document %d", seed) << seed;
}

void TestRouting::decidesAsTheModelDoes()
{
    QFETCH(int, seed);
    ScriptedBackend backend;
    Generator generator(static_cast<std::uint64_t>(seed));
    const std::uint16_t port = test::freePort();
    Document document;
    document.model = generator.model(port, backend.port());
    const auto config = render(document, RenderOptions{"edge"}, std::string(64, '0'));
    QVERIFY(config.has_value());
    RealHaproxy haproxy;
    haproxy.write(config->body);
    QVERIFY2(haproxy.start(), haproxy.log().constData());
    const std::string address = fmt::format("127.0.0.1:{}", port);
    for (int i = 0; i < 200; ++i) {
        const ExplainRequest request = generator.request();
        std::string head =
            fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method, request.target, request.host);
        for (const auto &[name, value] : request.headers)
            head += fmt::format("{}: {}\r\n", name, value);
        test::HttpProbe probe(address);
        QVERIFY(probe.send(head + "Connection: close\r\n\r\n"));
        const HttpAnswer answer = probe.read(request.method);
        const auto expected = explain(document.model, request);
        QVERIFY(expected.has_value());
        const std::size_t mark = request.target.find('?');
        const std::string query = mark == std::string::npos ? std::string() : request.target.substr(mark);
        const std::string seen = outcomeOf(answer, query);
        const std::string wanted = outcomeOf(*expected);
        if (seen != wanted)
            qInfo().noquote() << QString::fromStdString(head + config->body);
        QCOMPARE(QString::fromStdString(seen), QString::fromStdString(wanted));
    }
}

QTEST_GUILESS_MAIN(TestRouting)
#include "tst_routing.moc"
