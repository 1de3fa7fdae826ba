#include "core/routing/routetable.h"

#include <QtTest/QTest>

#include <array>

using namespace gatehouse;

namespace {

Route route(std::string name, PathKind kind, std::string path, std::vector<std::string> methods = {},
            std::vector<std::string> hosts = {})
{
    Route made;
    made.name = RouteName(std::move(name));
    made.match.path = {kind, std::move(path)};
    made.match.methods = std::move(methods);
    made.match.hosts = std::move(hosts);
    made.action = std::vector<RouteTarget>{{ServiceName("s"), 1}};
    return made;
}

Model modelOf(std::vector<Route> routes)
{
    Model model;
    model.listeners = {{ListenerName("web"), {"127.0.0.1", 80}, {}, {}, {}},
                       {ListenerName("inner"), {"127.0.0.1", 81}, {}, {}, {}}};
    model.routes = std::move(routes);
    return model;
}

/// The decision as text: the winner's name with its parameters, `404`, or `405` with the allowed methods.
QByteArray decide(const Model &model, const RequestView &request)
{
    const auto table = RouteTable::compile(model);
    if (!table)
        return QByteArray("error ") + QByteArray::fromStdString(table.error().where);
    MatchScratch scratch;
    const MatchResult result = table->match(request, scratch);
    std::string text;
    switch (result.outcome) {
    case MatchOutcome::Found:
        text = model.routes[result.route].name.str();
        for (const PathParameter &parameter : result.parameters)
            text.append(" ").append(parameter.name).append("=").append(parameter.value);
        break;
    case MatchOutcome::NoRoute:
        text = "404";
        break;
    case MatchOutcome::MethodNotAllowed:
        text = "405";
        for (const std::string_view method : result.allowed)
            text.append(" ").append(method);
        break;
    }
    return QByteArray::fromStdString(text);
}

QByteArray decide(const Model &model, const char *method, const char *path, const char *host = "")
{
    RequestView request;
    request.method = method;
    request.path = path;
    request.host = host;
    return decide(model, request);
}

} // namespace

class TestRouteTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesHostsWithoutCaseAndPort_data();
    void comparesHostsWithoutCaseAndPort();
    void fallsThroughToWiderHosts();
    void prefersExactThenTemplateThenRegexThenPrefix();
    void prefersLiteralsSegmentBySegmentFromTheLeft();
    void goesBackToAParameterWhenALiteralLeadsNowhere();
    void takesOneWholeSegmentAParameter_data();
    void takesOneWholeSegmentAParameter();
    void takesPrefixesOfWholeSegments_data();
    void takesPrefixesOfWholeSegments();
    void asksRegexesInDocumentOrderAnchoredAtBothEnds();
    void prefersNamedMethodsThenHeadersThenQueryThenOrder();
    void answers405WithTheMethodsThatWouldDo();
    void doesNotTakeHeadForGet();
    void joinsRepeatedHeaders();
    void readsQueryParametersDecoded_data();
    void readsQueryParametersDecoded();
    void asksForPresenceAndAbsence();
    void knowsListenersAndDisabledRoutes();
    void refusesWhatItCannotCompile_data();
    void refusesWhatItCannotCompile();
    void mayBeMovedAndUsedWithAnyScratch();
};

void TestRouteTable::comparesHostsWithoutCaseAndPort_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *host, const char *decision) {
        QTest::newRow(host[0] ? host : "none") << QByteArray(host) << QByteArray(decision);
    };
    row("shop.example.com", "exact");
    row("SHOP.Example.COM:8443", "exact");
    row("a.example.com", "wide");
    row("a.b.example.com:80", "wide");
    row("x.eu.example.com", "wider");
    row("y.x.EU.example.com", "wider");
    row("eu.example.com", "wide");
    row("example.com", "404");
    row("xexample.com", "404");
    row("[::1]", "address");
    row("[::1]:8080", "address");
    row("", "404");
    row("shop.example.com.", "404");
    row("shop\x0E"
        "example.com",
        "404");
}

void TestRouteTable::comparesHostsWithoutCaseAndPort()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, decision);
    const Model model = modelOf({route("wide", PathKind::Prefix, "/", {}, {"*.example.com"}),
                                 route("wider", PathKind::Prefix, "/", {}, {"*.eu.example.com"}),
                                 route("address", PathKind::Prefix, "/", {}, {"[::1]"}),
                                 route("exact", PathKind::Prefix, "/", {}, {"Shop.example.com"})});
    QCOMPARE(decide(model, "GET", "/", host.constData()), decision);
}

void TestRouteTable::fallsThroughToWiderHosts()
{
    const Model model = modelOf({route("any", PathKind::Exact, "/any"),
                                 route("wide", PathKind::Exact, "/wide", {}, {"*.com"}),
                                 route("narrow", PathKind::Prefix, "/w", {}, {"*.example.com"}),
                                 route("exact", PathKind::Exact, "/own", {"PUT"}, {"a.example.com"}),
                                 route("all", PathKind::Prefix, "/own", {"GET"})});
    QCOMPARE(decide(model, "GET", "/any", "a.example.com"), QByteArray("any"));
    QCOMPARE(decide(model, "GET", "/wide", "a.example.com"), QByteArray("wide"));
    QCOMPARE(decide(model, "GET", "/w/x", "a.example.com"), QByteArray("narrow"));
    QCOMPARE(decide(model, "GET", "/own", "a.example.com"), QByteArray("all"));
    QCOMPARE(decide(model, "PUT", "/own", "a.example.com"), QByteArray("exact"));
    QCOMPARE(decide(model, "DELETE", "/own", "a.example.com"), QByteArray("405 PUT GET"));
    QCOMPARE(decide(model, "DELETE", "/own", "b.example.com"), QByteArray("405 GET"));
}

void TestRouteTable::prefersExactThenTemplateThenRegexThenPrefix()
{
    std::vector<Route> routes{
        route("prefix", PathKind::Prefix, "/a/b"), route("regex", PathKind::Regex, "/a/.*"),
        route("template", PathKind::Template, "/a/{x}"), route("plain", PathKind::Template, "/a/b"),
        route("exact", PathKind::Exact, "/a/b")};
    QCOMPARE(decide(modelOf(routes), "GET", "/a/b"), QByteArray("exact"));
    routes.pop_back();
    QCOMPARE(decide(modelOf(routes), "GET", "/a/b"), QByteArray("plain"));
    routes.pop_back();
    QCOMPARE(decide(modelOf(routes), "GET", "/a/b"), QByteArray("template x=b"));
    routes.pop_back();
    QCOMPARE(decide(modelOf(routes), "GET", "/a/b"), QByteArray("regex"));
    routes.pop_back();
    QCOMPARE(decide(modelOf(routes), "GET", "/a/b"), QByteArray("prefix"));
}

void TestRouteTable::prefersLiteralsSegmentBySegmentFromTheLeft()
{
    const Model model = modelOf({route("late", PathKind::Template, "/{x}/b/c"),
                                 route("early", PathKind::Template, "/a/{y}/{z}"),
                                 route("middle", PathKind::Template, "/a/{y}/c")});
    QCOMPARE(decide(model, "GET", "/a/b/c"), QByteArray("middle y=b"));
    QCOMPARE(decide(model, "GET", "/a/b/d"), QByteArray("early y=b z=d"));
    QCOMPARE(decide(model, "GET", "/q/b/c"), QByteArray("late x=q"));
}

void TestRouteTable::goesBackToAParameterWhenALiteralLeadsNowhere()
{
    const Model model = modelOf({route("deep", PathKind::Template, "/a/b/{x}/d"),
                                 route("wide", PathKind::Template, "/a/{y}/c/e"),
                                 route("widest", PathKind::Template, "/{w}/b/c/{v}"),
                                 route("label", PathKind::Exact, "/long/chain/of/words")});
    QCOMPARE(decide(model, "GET", "/a/b/c/d"), QByteArray("deep x=c"));
    QCOMPARE(decide(model, "GET", "/a/b/c/e"), QByteArray("wide y=b"));
    QCOMPARE(decide(model, "GET", "/a/b/c/f"), QByteArray("widest w=a v=f"));
    QCOMPARE(decide(model, "GET", "/long/b/c/f"), QByteArray("widest w=long v=f"));
    QCOMPARE(decide(model, "GET", "/long/chain/of"), QByteArray("404"));
    QCOMPARE(decide(model, "GET", "/long/chain/of/wordsandmore"), QByteArray("404"));
    QCOMPARE(decide(model, "GET", "/long/chain/of/words"), QByteArray("label"));
}

void TestRouteTable::takesOneWholeSegmentAParameter_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *path, const char *decision) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(decision);
    };
    row("/a/7", "one id=7");
    row("/a/7%2F8", "one id=7%2F8");
    row("/a/", "404");
    row("/a", "404");
    row("/a/7/", "slash id=7");
    row("/a/7/8", "404");
    row("/a/7/b", "two id=7");
    row("/a//b", "404");
}

void TestRouteTable::takesOneWholeSegmentAParameter()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, decision);
    const Model model =
        modelOf({route("one", PathKind::Template, "/a/{id}"), route("slash", PathKind::Template, "/a/{id}/"),
                 route("two", PathKind::Template, "/a/{id}/b")});
    QCOMPARE(decide(model, "GET", path.constData()), decision);
}

void TestRouteTable::takesPrefixesOfWholeSegments_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("decision");
    const auto row = [](const char *path, const char *decision) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(decision);
    };
    row("/", "root");
    row("/x", "root");
    row("/api", "api");
    row("/api/", "api");
    row("/api/x", "api");
    row("/apis", "root");
    row("/api/v1", "v1");
    row("/api/v1/", "v1");
    row("/api/v1/x/y", "v1");
    row("/api/v2", "api");
    row("/Api", "root");
    row("/slash", "slash");
    row("/slash/x", "slash");
    row("/exact/", "root");
    row("/exact", "exact");
}

void TestRouteTable::takesPrefixesOfWholeSegments()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, decision);
    const Model model =
        modelOf({route("root", PathKind::Prefix, "/"), route("api", PathKind::Prefix, "/api"),
                 route("v1", PathKind::Prefix, "/api/v1"), route("slash", PathKind::Prefix, "/slash/"),
                 route("exact", PathKind::Exact, "/exact")});
    QCOMPARE(decide(model, "GET", path.constData()), decision);
}

void TestRouteTable::asksRegexesInDocumentOrderAnchoredAtBothEnds()
{
    const Model model = modelOf({route("posts", PathKind::Regex, "/n/[0-9]+", {"POST"}),
                                 route("digits", PathKind::Regex, "/n/[0-9]+"),
                                 route("two", PathKind::Regex, "/n/[0-9]{2}", {"GET"}),
                                 route("either", PathKind::Regex, "/a|/b")});
    QCOMPARE(decide(model, "GET", "/n/42"), QByteArray("digits"));
    QCOMPARE(decide(model, "POST", "/n/42"), QByteArray("posts"));
    QCOMPARE(decide(model, "GET", "/n/42x"), QByteArray("404"));
    QCOMPARE(decide(model, "GET", "/x/n/42"), QByteArray("404"));
    QCOMPARE(decide(model, "GET", "/b"), QByteArray("either"));
    QCOMPARE(decide(model, "GET", "/bc"), QByteArray("404"));
}

void TestRouteTable::prefersNamedMethodsThenHeadersThenQueryThenOrder()
{
    const std::vector<ValueMatch> one{{"k", ValueMatchKind::Exact, "v", true}};
    const std::vector<ValueMatch> two{{"k", ValueMatchKind::Exact, "v", true},
                                      {"l", ValueMatchKind::Present, {}, true}};
    Model model = modelOf({route("plain", PathKind::Exact, "/"), route("second", PathKind::Exact, "/"),
                           route("query", PathKind::Exact, "/"), route("queries", PathKind::Exact, "/"),
                           route("header", PathKind::Exact, "/"), route("headers", PathKind::Exact, "/"),
                           route("method", PathKind::Exact, "/", {"GET"})});
    model.routes[2].match.query = one;
    model.routes[3].match.query = two;
    model.routes[4].match.headers = one;
    model.routes[5].match.headers = two;
    const std::array<HeaderField, 2> fields{{{"K", "v"}, {"L", ""}}};
    RequestView request;
    request.method = "GET";
    request.query = "k=v&l";
    request.headers = HeaderList(fields);
    for (const char *expected : {"method", "headers", "header", "queries", "query", "plain", "second"}) {
        QCOMPARE(decide(model, request), QByteArray(expected));
        for (Route &each : model.routes)
            each.enabled = each.enabled && each.name.str() != expected;
    }
    QCOMPARE(decide(model, request), QByteArray("404"));
}

void TestRouteTable::answers405WithTheMethodsThatWouldDo()
{
    Model model = modelOf({route("get", PathKind::Exact, "/a", {"GET", "HEAD"}),
                           route("put", PathKind::Template, "/{x}", {"PUT"}),
                           route("regex", PathKind::Regex, "/a", {"LINK-A-VERY-LONG-WAY"}),
                           route("post", PathKind::Prefix, "/", {"POST", "GET"}),
                           route("off", PathKind::Prefix, "/", {"DELETE"}),
                           route("elsewhere", PathKind::Prefix, "/", {"TRACE"}, {"h"}),
                           route("inner", PathKind::Prefix, "/", {"PATCH"}),
                           route("header", PathKind::Prefix, "/", {"MKCOL"})});
    model.routes[4].enabled = false;
    model.routes[6].listeners = {ListenerName("inner")};
    model.routes[7].match.headers = {{"k", ValueMatchKind::Present, {}, true}};
    QCOMPARE(decide(model, "OPTIONS", "/a"), QByteArray("405 GET HEAD PUT LINK-A-VERY-LONG-WAY POST"));
    QCOMPARE(decide(model, "OPTIONS", "/b/c"), QByteArray("405 GET POST"));
    QCOMPARE(decide(model, "LINK-A-VERY-LONG-WAY", "/a"), QByteArray("regex"));
    QCOMPARE(decide(model, "get", "/b/c"), QByteArray("405 GET POST"));
}

void TestRouteTable::doesNotTakeHeadForGet()
{
    const Model model = modelOf({route("get", PathKind::Exact, "/a", {"GET"})});
    QCOMPARE(decide(model, "HEAD", "/a"), QByteArray("405 GET"));
}

void TestRouteTable::joinsRepeatedHeaders()
{
    Model model = modelOf({route("joined", PathKind::Exact, "/")});
    const std::array<HeaderField, 4> fields{{{"X-A", "1"}, {"x-b", "0"}, {"x-a", "2"}, {"X-a", "3"}}};
    RequestView request;
    request.method = "GET";
    request.headers = HeaderList(fields);
    const auto with = [&](ValueMatchKind kind, const char *text) {
        model.routes[0].match.headers = {{"x-A", kind, text, true}};
        return decide(model, request);
    };
    QCOMPARE(with(ValueMatchKind::Exact, "1, 2, 3"), QByteArray("joined"));
    QCOMPARE(with(ValueMatchKind::Exact, "1"), QByteArray("404"));
    QCOMPARE(with(ValueMatchKind::Prefix, "1, 2"), QByteArray("joined"));
    QCOMPARE(with(ValueMatchKind::Regex, "1.*3"), QByteArray("joined"));
    QCOMPARE(with(ValueMatchKind::Regex, "2"), QByteArray("404"));
}

void TestRouteTable::readsQueryParametersDecoded_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *query, bool matches) {
        QTest::newRow(query[0] ? query : "none") << QByteArray(query) << matches;
    };
    row("a b=c d", true);
    row("a%20b=c+d", true);
    row("x&a+b=c%20d&y", true);
    row("&&a+b=c+d", true);
    row("a+b=c+d&a+b=z", true);
    row("a+b=z&a+b=c+d", false);
    row("a+b=c+d=", false);
    row("A+b=c+d", false);
    row("a+b", false);
    row("", false);
    row("a+b=c%2", false);
}

void TestRouteTable::readsQueryParametersDecoded()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, matches);
    Model model = modelOf({route("query", PathKind::Exact, "/")});
    model.routes[0].match.query = {{"a b", ValueMatchKind::Exact, "c d", true}};
    RequestView request;
    request.query = std::string_view(query.constData(), std::size_t(query.size()));
    QCOMPARE(decide(model, request), QByteArray(matches ? "query" : "404"));
}

void TestRouteTable::asksForPresenceAndAbsence()
{
    Model model = modelOf({route("there", PathKind::Exact, "/"), route("absent", PathKind::Exact, "/")});
    model.routes[0].match.headers = {{"k", ValueMatchKind::Present, {}, true}};
    model.routes[1].match.headers = {{"k", ValueMatchKind::Present, {}, false}};
    const std::array<HeaderField, 1> empty{{{"K", ""}}};
    RequestView request;
    QCOMPARE(decide(model, request), QByteArray("absent"));
    request.headers = HeaderList(empty);
    QCOMPARE(decide(model, request), QByteArray("there"));
}

void TestRouteTable::knowsListenersAndDisabledRoutes()
{
    Model model = modelOf({route("off", PathKind::Exact, "/"), route("inner", PathKind::Prefix, "/"),
                           route("all", PathKind::Prefix, "/")});
    model.routes[0].enabled = false;
    model.routes[1].listeners = {ListenerName("inner"), ListenerName("gone")};
    RequestView request;
    QCOMPARE(decide(model, request), QByteArray("all"));
    request.listener = 1;
    QCOMPARE(decide(model, request), QByteArray("inner"));
    request.listener = RequestView::NoListener;
    QCOMPARE(decide(model, request), QByteArray("all"));
}

void TestRouteTable::refusesWhatItCannotCompile_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char *name, PathKind kind, const char *path, const char *host,
                        const char *where) {
        QTest::newRow(name) << int(kind) << QByteArray(path) << QByteArray(host) << QByteArray(where);
    };
    row("regex", PathKind::Regex, "/(", "h", "/routes/1/match/path/regex");
    row("brace", PathKind::Template, "/{a", "h", "/routes/1/match/path/template");
    row("part of a segment", PathKind::Template, "/{a}.json", "h", "/routes/1/match/path/template");
    row("nameless", PathKind::Template, "/{}", "h", "/routes/1/match/path/template");
    row("twice", PathKind::Template, "/{a}/{a}", "h", "/routes/1/match/path/template");
    row("relative template", PathKind::Template, "a", "h", "/routes/1/match/path/template");
    row("relative", PathKind::Exact, "a", "h", "/routes/1/match/path/exact");
    row("empty", PathKind::Prefix, "", "h", "/routes/1/match/path/prefix");
    row("host with a port", PathKind::Exact, "/", "h:80", "/routes/1/match/hosts/0");
    row("star inside", PathKind::Exact, "/", "a.*.com", "/routes/1/match/hosts/0");
    row("star alone", PathKind::Exact, "/", "*", "/routes/1/match/hosts/0");
    row("star and dot", PathKind::Exact, "/", "*.", "/routes/1/match/hosts/0");
    row("empty host", PathKind::Exact, "/", "", "/routes/1/match/hosts/0");
}

void TestRouteTable::refusesWhatItCannotCompile()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, where);
    Model model = modelOf({route("good", PathKind::Exact, "/"),
                           route("bad", PathKind(kind), path.toStdString(), {}, {host.toStdString()})});
    QCOMPARE(decide(model, "GET", "/"), QByteArray("error ") + where);
    model.routes[1].enabled = false;
    QCOMPARE(decide(model, "GET", "/"), QByteArray("good"));
}

void TestRouteTable::mayBeMovedAndUsedWithAnyScratch()
{
    const Model first = modelOf({route("a", PathKind::Template, "/{x}/{y}")});
    const Model second = modelOf({route("b", PathKind::Exact, "/1/2"), route("c", PathKind::Regex, "/1/.")});
    auto table = RouteTable::compile(first).value();
    auto other = RouteTable::compile(second).value();
    MatchScratch scratch;
    RequestView request;
    request.path = "/1/2";
    QCOMPARE(table.match(request, scratch).parameters.size(), std::size_t(2));
    QCOMPARE(other.match(request, scratch).parameters.size(), std::size_t(0));
    RouteTable moved = std::move(table);
    MatchScratch movedScratch = std::move(scratch);
    const MatchResult result = moved.match(request, movedScratch);
    QVERIFY((result.parameters[1] == PathParameter{"y", "2"}));
    other = std::move(moved);
    QCOMPARE(other.match(request, movedScratch).parameters.size(), std::size_t(2));
}

QTEST_APPLESS_MAIN(TestRouteTable)
#include "tst_routetable.moc"
