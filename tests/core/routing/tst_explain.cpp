#include "core/routing/explain.h"
#include "core/routing/explainjson.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Route route(const char *name, PathKind kind, const char *path)
{
    Route made;
    made.name = RouteName(name);
    made.match.path = {kind, path};
    made.action = std::vector<RouteTarget>{{ServiceName("orders"), 95}, {ServiceName("orders-next"), 5}};
    return made;
}

/// One route that loses for each reason, and a winner.
Model shop()
{
    Model model;
    model.listeners = {{ListenerName("web"), {}, {}, {}, {}},
                       {ListenerName("inner"), {}, {}, {}, EncodedSlashes::Keep}};
    Route all = route("all", PathKind::Prefix, "/");
    Route off = route("off", PathKind::Exact, "/api/orders/7");
    off.enabled = false;
    Route inner = route("inner", PathKind::Exact, "/api/orders/7");
    inner.listeners = {ListenerName("inner")};
    Route host = route("host", PathKind::Exact, "/api/orders/7");
    host.match.hosts = {"a.example.com", "*.b.example.com"};
    Route path = route("path", PathKind::Template, "/api/{kind}");
    Route method = route("method", PathKind::Exact, "/api/orders/7");
    method.match.methods = {"PUT", "PATCH"};
    Route header = route("header", PathKind::Exact, "/api/orders/7");
    header.match.headers = {{"X-Preview", ValueMatchKind::Exact, "yes", true}};
    Route query = route("query", PathKind::Exact, "/api/orders/7");
    query.match.query = {{"debug", ValueMatchKind::Present, {}, true}};
    Route winner = route("winner", PathKind::Template, "/api/orders/{id}");
    winner.rewrite = Rewrite{"/orders/{id}", std::nullopt, {}};
    model.routes = {all, off, inner, host, path, method, header, query, winner};
    return model;
}

Explanation explained(const Model &model, const ExplainRequest &request)
{
    const auto explanation = explain(model, request);
    if (!explanation)
        return {};
    return *explanation;
}

ExplainRequest get(const char *target)
{
    ExplainRequest request;
    request.target = target;
    request.host = "shop.example.com:8080";
    request.headers = {{"x-preview", "no"}};
    return request;
}

/// `name reason` of each candidate, in their order.
QByteArray candidates(const Explanation &explanation)
{
    std::string text;
    for (const ExplainedCandidate &candidate : explanation.candidates) {
        if (!text.empty())
            text += ", ";
        text += candidate.route.str() + (candidate.matched ? "+" : "-") + word(candidate.reason);
    }
    return QByteArray::fromStdString(text);
}

} // namespace

class TestExplain final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheWinnerAndWhyNobodyElseIs();
    void givesTheFactsInEachDetail();
    void saysByWhatARouteIsOutranked_data();
    void saysByWhatARouteIsOutranked();
    void answers404And405ForTheGateway();
    void answers400WithTheFaultBeforeAnyRoute();
    void asksTheListenerThatIsNamed();
    void saysTheStatusOfRedirectsAndFixedResponses();
    void normalisesThePathForTheUpstream();
    void explainsADraftThatCannotBeCompiled();
    void writesThePublishedForm();
};

void TestExplain::namesTheWinnerAndWhyNobodyElseIs()
{
    const Explanation explanation = explained(shop(), get("/api/orders/7?x=1"));
    QCOMPARE(explanation.route.str(), std::string("winner"));
    QVERIFY(!explanation.status);
    QCOMPARE(explanation.to.size(), std::size_t(2));
    QCOMPARE(explanation.to[1].weight, 5);
    QCOMPARE(explanation.upstreamPath.value(), std::string("/orders/7"));
    QVERIFY((explanation.params == std::vector<std::pair<std::string, std::string>>{{"id", "7"}}));
    QCOMPARE(candidates(explanation),
             QByteArray("host-host, method-method, header-header, query-query, off-disabled, inner-listener, "
                        "path-path, all+outranked"));
}

void TestExplain::givesTheFactsInEachDetail()
{
    const Explanation explanation = explained(shop(), get("/api/orders/7"));
    QStringList details;
    for (const ExplainedCandidate &candidate : explanation.candidates)
        details += QString::fromStdString(candidate.detail);
    const QStringList expected{
        QStringLiteral(
            "It wants the host 'a.example.com' or '*.b.example.com', the request says 'shop.example.com'."),
        QStringLiteral("It wants the method 'PUT' or 'PATCH', the request's is 'GET'."),
        QStringLiteral("It wants the header 'X-Preview' to be 'yes', it is 'no'."),
        QStringLiteral("It wants the query parameter 'debug' to be there, the request has none."),
        QStringLiteral("It is switched off."),
        QStringLiteral("It listens on 'inner', the request came in on 'web'."),
        QStringLiteral("It wants the template '/api/{kind}', the path is '/api/orders/7'."),
        QStringLiteral("It fits, but 'winner' comes first: its path is more specific."),
    };
    QCOMPARE(details, expected);
}

void TestExplain::saysByWhatARouteIsOutranked_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("host") << 0 << QByteArray("its host is narrower");
    QTest::newRow("path") << 1 << QByteArray("its path is more specific");
    QTest::newRow("method") << 2 << QByteArray("it names the method");
    QTest::newRow("headers") << 3 << QByteArray("it asks for more headers");
    QTest::newRow("query") << 4 << QByteArray("it asks for more query parameters");
    QTest::newRow("order") << 5 << QByteArray("it stands earlier in the document");
}

void TestExplain::saysByWhatARouteIsOutranked()
{
    QFETCH(int, change);
    QFETCH(QByteArray, why);
    Route better = route("better", PathKind::Exact, "/");
    Route other = route("other", PathKind::Exact, "/");
    if (change == 0)
        better.match.hosts = {"*.example.com"};
    else if (change == 1)
        other.match.path = {PathKind::Regex, "/.*"};
    else if (change == 2)
        better.match.methods = {"GET"};
    else if (change == 3)
        better.match.headers = {{"X-Preview", ValueMatchKind::Present, {}, true}};
    else if (change == 4)
        better.match.query = {{"x", ValueMatchKind::Exact, "1", true}};
    Model model;
    model.routes = change == 5 ? std::vector<Route>{better, other} : std::vector<Route>{other, better};
    const Explanation explanation = explained(model, get("/?x=1"));
    QCOMPARE(explanation.route.str(), std::string("better"));
    QVERIFY2(explanation.candidates.front().detail.find(why.toStdString()) != std::string::npos,
             explanation.candidates.front().detail.c_str());
}

void TestExplain::answers404And405ForTheGateway()
{
    Model model = shop();
    model.routes.erase(model.routes.begin()); // "all"
    const Explanation none = explained(model, get("/nothing/here"));
    QCOMPARE(none.status.value(), 404);
    QVERIFY(!none.index && none.to.empty() && !none.upstreamPath);
    QCOMPARE(none.candidates.size(), model.routes.size());

    model.routes.pop_back(); // "winner"
    const Explanation method = explained(model, get("/api/orders/7"));
    QCOMPARE(method.status.value(), 405);
    QCOMPARE(method.allowed, (std::vector<std::string>{"PUT", "PATCH"}));
}

void TestExplain::answers400WithTheFaultBeforeAnyRoute()
{
    const Explanation explanation = explained(shop(), get("/a/../../b"));
    QCOMPARE(explanation.status.value(), 400);
    QCOMPARE(explanation.fault, PathFault::AboveRoot);
    QCOMPARE(explanation.candidates.size(), shop().routes.size());
    for (const ExplainedCandidate &candidate : explanation.candidates) {
        const bool off = candidate.route.str() == "off";
        QCOMPARE(candidate.reason, off ? CandidateReason::Disabled : CandidateReason::Path);
        QVERIFY(off || candidate.detail == "No route is asked: the request's path climbs above the root.");
    }
}

void TestExplain::asksTheListenerThatIsNamed()
{
    ExplainRequest request = get("/api/orders/7");
    request.listener = ListenerName("inner");
    QCOMPARE(explained(shop(), request).route.str(), std::string("inner"));
    request.target = "/api/a%2fb";
    QCOMPARE(explained(shop(), request).route.str(), std::string("path"));
    request.listener = ListenerName("web");
    QCOMPARE(explained(shop(), request).fault, PathFault::EncodedSlash);
    request.listener = ListenerName("gone");
    const auto unknown = explain(shop(), request);
    QVERIFY(!unknown.has_value());
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
}

void TestExplain::saysTheStatusOfRedirectsAndFixedResponses()
{
    Model model = shop();
    model.routes.back().action = Redirect{308, {}, "h", {}};
    QCOMPARE(explained(model, get("/api/orders/7")).status.value(), 308);
    model.routes.back().action = FixedResponse{204, {}, {}};
    const Explanation fixed = explained(model, get("/api/orders/7"));
    QCOMPARE(fixed.status.value(), 204);
    QCOMPARE(fixed.route.str(), std::string("winner"));
    QVERIFY(fixed.to.empty() && !fixed.upstreamPath);
}

void TestExplain::normalisesThePathForTheUpstream()
{
    const Explanation explanation = explained(shop(), get("//api/./orders/x/../%37%c3%a9"));
    QCOMPARE(explanation.upstreamPath.value(), std::string("/orders/7%C3%A9"));
    QCOMPARE(explained(shop(), get("//elsewhere/")).upstreamPath.value(), std::string("/elsewhere/"));
}

void TestExplain::explainsADraftThatCannotBeCompiled()
{
    Model model = shop();
    model.routes[0].match.path = {PathKind::Regex, "/("};
    model.routes[1] = route("template", PathKind::Template, "/{a");
    model.routes[2] = route("host", PathKind::Exact, "/api/orders/7");
    model.routes[2].match.hosts = {"*"};
    model.routes[3] = route("header", PathKind::Exact, "/api/orders/7");
    model.routes[3].match.headers = {{"x", ValueMatchKind::Regex, "[", true}};
    const Explanation explanation = explained(model, get("/api/orders/7"));
    QCOMPARE(explanation.route.str(), std::string("winner"));
    for (const ExplainedCandidate &candidate : explanation.candidates) {
        const CandidateReason expected[]{CandidateReason::Path, CandidateReason::Path, CandidateReason::Host,
                                         CandidateReason::Header};
        if (candidate.index < 4) {
            QCOMPARE(candidate.reason, expected[candidate.index]);
            QVERIFY2(candidate.detail.find(" is not a ") != std::string::npos, candidate.detail.c_str());
        }
    }
}

void TestExplain::writesThePublishedForm()
{
    Model model = shop();
    model.routes = {model.routes[0], model.routes[8]};
    QCOMPARE(
        QByteArray::fromStdString(toJson(explained(model, get("/api/orders/7"))).dump()),
        QByteArray(R"({"route":"winner","status":null,"to":[{"service":"orders","weight":95},)"
                   R"({"service":"orders-next","weight":5}],"upstreamPath":"/orders/7","params":{"id":"7"},)"
                   R"("candidates":[{"route":"all","matched":true,"reason":"outranked",)"
                   R"("detail":"It fits, but 'winner' comes first: its path is more specific."}]})"));
    model.routes.clear();
    QCOMPARE(
        QByteArray::fromStdString(toJson(explained(model, get("/"))).dump()),
        QByteArray(R"({"route":null,"status":404,"to":[],"upstreamPath":null,"params":{},"candidates":[]})"));
}

QTEST_APPLESS_MAIN(TestExplain)
#include "tst_explain.moc"
