#include "core/model/shadow.h"

#include "core/model/regexshape.h"
#include "core/routing/pathnormalizer.h"
#include "core/routing/routetable.h"

#include <QtTest/QTest>

#include <random>
#include <set>

using namespace gatehouse;

namespace {

struct Request
{
    std::string method;
    std::string host;
    std::string path;
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::size_t listener = 0;
};

/// The winner by the gateway's own table, which knows nothing of shadows.
std::optional<std::size_t> winner(const RouteTable &table, MatchScratch &scratch, const Request &request)
{
    std::vector<HeaderField> fields;
    for (const auto &[name, value] : request.headers)
        fields.push_back({name, value});
    RequestView view;
    view.method = request.method;
    view.host = request.host;
    view.path = request.path;
    view.query = request.query;
    view.headers = HeaderList(std::span<const HeaderField>(fields));
    view.listener = request.listener;
    const MatchResult result = table.match(view, scratch);
    return result.outcome == MatchOutcome::Found ? std::optional<std::size_t>(result.route) : std::nullopt;
}

/// All routes that win at least one of the requests.
std::set<std::size_t> winnersOf(const Model &model, const std::vector<Request> &requests)
{
    MatchScratch scratch;
    std::set<std::size_t> winners;
    const auto table = RouteTable::compile(model);
    if (!table)
        qFatal("%s", table.error().message.c_str());
    for (const Request &request : requests) {
        if (const auto route = winner(*table, scratch, request))
            winners.insert(*route);
    }
    return winners;
}

/// The document with all routes but one switched off.
Model only(Model model, std::size_t route)
{
    for (std::size_t i = 0; i < model.routes.size(); ++i)
        model.routes[i].enabled = i == route;
    return model;
}

Request requestOf(const WitnessRequest &witness)
{
    const RequestTarget target = splitTarget(witness.path);
    return {witness.method,           witness.host,
            std::string(target.path), std::string(target.query),
            witness.headers,          0};
}

/// Whether the request matches the route where it is offered, and does not win it.
bool shows(const WitnessRequest &witness, const Model &model, std::size_t route)
{
    Request request = requestOf(witness);
    const std::vector<ListenerName> &listeners = model.routes[route].listeners;
    request.listener = !listeners.empty() && listeners.front() == ListenerName("two") ? 1 : 0;
    const std::set<std::size_t> itself{route};
    return winnersOf(only(model, route), {request}) == itself && winnersOf(model, {request}) != itself;
}

/// Documents of few words, so that matches meet, and all requests that tell them apart.
class World final
{
public:
    explicit World(unsigned seed)
        : m_random(seed)
    {
    }

    Model model()
    {
        Model model;
        for (const char *name : {"one", "two"}) {
            Listener listener;
            listener.name = ListenerName(name);
            model.listeners.push_back(listener);
        }
        const std::size_t count = 6 + below(20);
        for (std::size_t i = 0; i < count; ++i)
            model.routes.push_back(route(i));
        return model;
    }

    static std::vector<Request> requests()
    {
        std::vector<Request> all;
        for (const char *method : {"GET", "POST", "PATCH"}) {
            for (const char *host : {"a.x", "b.a.x", "c.b.a.x", "other"}) {
                for (const char *path : {"/", "/a", "/a/", "/a/b", "/a/7", "/a/z", "/a/b/c", "/a/7/c", "/b",
                                         "/b/x", "/a/7/d", "/c"}) {
                    for (const char *value : {"", "v", "vw", "u"}) {
                        for (const char *query : {"", "q=1"}) {
                            for (std::size_t listener : {0U, 1U}) {
                                Request request{method, host, path, query, {}, listener};
                                if (*value != '\0')
                                    request.headers = {{"X-H", value}};
                                all.push_back(std::move(request));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    template <std::size_t N> const char *any(const char *const (&words)[N]) { return words[below(N)]; }

    Route route(std::size_t index)
    {
        static constexpr const char *Hosts[] = {"a.x", "*.a.x", "*.b.a.x"};
        static constexpr const char *Methods[] = {"GET", "POST"};
        Route route;
        route.name = RouteName("r" + std::to_string(index));
        route.enabled = below(10) != 0;
        route.action = FixedResponse{};
        for (std::size_t i = below(4) / 2 * (1 + below(2)); i > 0; --i)
            route.match.hosts.emplace_back(any(Hosts));
        for (std::size_t i = below(2) * (1 + below(2)); i > 0; --i)
            route.match.methods.emplace_back(any(Methods));
        if (below(6) == 0)
            route.listeners.emplace_back(below(2) == 0 ? "one" : "two");
        route.match.path = path();
        for (std::size_t i = below(3) == 0 ? 1 + below(2) : 0; i > 0; --i)
            route.match.headers.push_back(header());
        if (below(5) == 0)
            route.match.query.push_back({"q", ValueMatchKind::Present, {}, true});
        return route;
    }

    PathMatch path()
    {
        static constexpr const char *Exact[] = {"/a", "/a/b", "/b"};
        static constexpr const char *Templates[] = {"/a/{id}", "/a/{id}/c", "/{x}/b", "/a/b", "/{y}"};
        static constexpr const char *Regexes[] = {"/a/[0-9]+", "/a/.*",      "/a(/.*)?", "/a/b", "/.*",
                                                  ".*",        "/a/[^/]+/c", "/(a|b)/x", "/a/.+"};
        static constexpr const char *Prefixes[] = {"/", "/a", "/a/", "/a/b"};
        switch (below(4)) {
        case 0:
            return {PathKind::Exact, any(Exact)};
        case 1:
            return {PathKind::Template, any(Templates)};
        case 2:
            return {PathKind::Regex, any(Regexes)};
        }
        return {PathKind::Prefix, any(Prefixes)};
    }

    ValueMatch header()
    {
        static constexpr const char *Names[] = {"X-H", "x-h"};
        switch (below(5)) {
        case 0:
            return {any(Names), ValueMatchKind::Present, {}, true};
        case 1:
            return {any(Names), ValueMatchKind::Present, {}, false};
        case 2:
            return {any(Names), ValueMatchKind::Prefix, "v", true};
        case 3:
            return {any(Names), ValueMatchKind::Regex, "[vu]w*", true};
        }
        return {any(Names), ValueMatchKind::Exact, "v", true};
    }

    std::mt19937 m_random;
};

Model many(std::size_t count)
{
    Model model;
    Listener listener;
    listener.name = ListenerName("web");
    model.listeners.push_back(listener);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        Route route;
        route.name = RouteName("r" + number);
        route.action = FixedResponse{};
        switch (i % 5) {
        case 0:
            route.match.path = {PathKind::Exact, "/api/" + number};
            break;
        case 1:
            route.match.path = {PathKind::Template, "/api/v" + number + "/{id}"};
            break;
        case 2:
            route.match.path = {PathKind::Regex, "/files/" + number + "/[0-9]+"};
            break;
        case 3:
            route.match.hosts = {"h" + number + ".example"};
            break;
        // One place, told apart by a header alone.
        case 4:
            route.match.headers = {{"X-Tenant", ValueMatchKind::Exact, number, true}};
            break;
        }
        model.routes.push_back(std::move(route));
    }
    return model;
}

} // namespace

class TestShadow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsOnlyWhatNeverWins();
    void readsTheShapeOfARegex_data();
    void readsTheShapeOfARegex();
    void makesRequestsThatMatch_data();
    void makesRequestsThatMatch();
    void findsTheOneAmongTenThousand();
};

void TestShadow::reportsOnlyWhatNeverWins()
{
    World world(11);
    const std::vector<Request> requests = World::requests();
    std::size_t reported = 0;
    std::size_t silent = 0;
    for (int round = 0; round < 300; ++round) {
        const Model model = world.model();
        const std::set<std::size_t> winners = winnersOf(model, requests);
        std::set<std::size_t> shadowed;
        for (const Shadow &shadow : findShadows(model)) {
            const std::string tag =
                "round " + std::to_string(round) + " route " + std::to_string(shadow.route);
            QVERIFY2(!winners.contains(shadow.route), tag.c_str());
            QVERIFY2(model.routes[shadow.by].enabled && shadow.by != shadow.route, tag.c_str());
            QVERIFY2(!shadow.witness || shows(*shadow.witness, model, shadow.route), tag.c_str());
            shadowed.insert(shadow.route);
        }
        reported += shadowed.size();
        for (std::size_t i = 0; i < model.routes.size(); ++i) {
            if (model.routes[i].enabled && !winners.contains(i) && !shadowed.contains(i)
                && !winnersOf(only(model, i), requests).empty())
                ++silent;
        }
    }
    QVERIFY2(reported > 300, std::to_string(reported).c_str());
    // What only several conditions or paths cover together is not found, and there is little of it.
    QVERIFY2(silent * 3 < reported, (std::to_string(silent) + " of " + std::to_string(reported)).c_str());
}

void TestShadow::readsTheShapeOfARegex_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("lead");
    QTest::addColumn<int>("tail");
    QTest::addColumn<QByteArray>("segments");
    QTest::addColumn<QByteArray>("sample");
    using Tail = RegexShape::Tail;
    const auto row = [](const char *pattern, const char *lead, Tail tail, const char *segments,
                        const char *sample) {
        QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(lead) << static_cast<int>(tail)
                               << QByteArray(segments) << QByteArray(sample);
    };
    row("/a/b", "/a/b", Tail::Other, "/a/b", "/a/b");
    row("/a/[0-9]+", "/a/", Tail::Other, "/a/{}", "/a/1");
    row("^/a/\\d{3}$", "/a/", Tail::Other, "/a/{}", "/a/111");
    row("/a/(?P<id>[^/]+)/c", "/a/", Tail::Other, "/a/{}/c", "/a/1/c");
    row("/a/[^/]*", "/a/", Tail::Other, "-", "/a/");
    row("/a/x[^/]*", "/a/x", Tail::Other, "/a/{}", "/a/x");
    row("/a/.*", "/a/", Tail::Anything, "-", "/a/");
    row("/a/.+", "/a/", Tail::Something, "-", "/a/1");
    row("/a(/.*)?", "/a", Tail::NothingOrSegments, "-", "/a");
    row("/a(?:/.*)?", "/a", Tail::NothingOrSegments, "-", "/a");
    row("/(a|bc)/d", "/", Tail::Other, "/{}/d", "/a/d");
    row("/a|/b", "", Tail::Other, "-", "/a");
    row("/(a|.b)*", "/", Tail::Other, "-", "/");
    row("/v1\\.0/x", "/v1.0/x", Tail::Other, "/v1.0/x", "/v1.0/x");
    row("/a/[a-c/]", "/a/", Tail::Other, "-", "/a/a");
    row("(?i)/a", "", Tail::Other, "-", "-");
    row("/a\\b/c", "", Tail::Other, "-", "-");
    row("/\\pL+", "", Tail::Other, "-", "-");
    row("/a/[[:digit:]]", "", Tail::Other, "-", "-");
    row("/a**", "", Tail::Other, "-", "-");
    row("/a\\$", "/a$", Tail::Other, "/a$", "/a$");
}

void TestShadow::readsTheShapeOfARegex()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, lead);
    QFETCH(int, tail);
    QFETCH(QByteArray, segments);
    QFETCH(QByteArray, sample);
    const RegexShape shape = regexShape(pattern.toStdString());
    QCOMPARE(QByteArray::fromStdString(shape.lead), lead);
    QCOMPARE(static_cast<int>(shape.tail), tail);
    std::string text = shape.segments ? "" : "-";
    for (const SegmentShape &segment : shape.segments.value_or(std::vector<SegmentShape>{}))
        text += "/" + (segment.isLiteral ? segment.text : "{}");
    QCOMPARE(QByteArray::fromStdString(text), segments);
    QCOMPARE(QByteArray::fromStdString(regexSample(pattern.toStdString()).value_or("-")), sample);
}

void TestShadow::makesRequestsThatMatch_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 5; ++seed)
        QTest::newRow(std::to_string(seed).c_str()) << seed;
}

void TestShadow::makesRequestsThatMatch()
{
    QFETCH(int, seed);
    World world(static_cast<unsigned>(seed));
    MatchScratch scratch;
    std::size_t made = 0;
    for (int round = 0; round < 50; ++round) {
        const Model model = world.model();
        for (std::size_t i = 0; i < model.routes.size(); ++i) {
            const auto witness = witnessFor(model.routes[i].match);
            if (!witness)
                continue;
            ++made;
            Model alone;
            alone.routes = {model.routes[i]};
            alone.routes.front().enabled = true;
            alone.routes.front().listeners.clear();
            const auto table = RouteTable::compile(alone);
            QVERIFY(table.has_value());
            QVERIFY2(winner(*table, scratch, requestOf(*witness)).has_value(), witness->path.c_str());
        }
    }
    QVERIFY(made > 200);
}

void TestShadow::findsTheOneAmongTenThousand()
{
    Model model = many(10'000);
    QVERIFY(findShadows(model).empty());
    Route late = model.routes[7'777];
    late.match.methods = {"PUT"};
    model.routes.push_back(late);
    const std::vector<Shadow> shadows = findShadows(model);
    QCOMPARE(shadows.size(), std::size_t(1));
    QCOMPARE(shadows.front().route, std::size_t(10'000));
    QCOMPARE(shadows.front().by, std::size_t(7'777));
    QVERIFY(!shadows.front().isDuplicate);
}

QTEST_APPLESS_MAIN(TestShadow)
#include "tst_shadow.moc"
