#include "core/routing/rewrite.h"

#include "core/routing/redirect.h"

#include <QtTest/QTest>

#include <array>

using namespace gatehouse;

namespace {

Route routeOf(PathKind kind, const QByteArray &path, const Rewrite &rewrite)
{
    Route route;
    route.match.path = {kind, path.toStdString()};
    route.rewrite = rewrite;
    return route;
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

} // namespace

class TestRewrite final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesThePathAloneWhereNothingIsAsked();
    void replacesThePrefix_data();
    void replacesThePrefix();
    void fillsParametersIn();
    void saysTheHost();
    void refusesWhatCannotBeDone_data();
    void refusesWhatCannotBeDone();
    void makesTheLocationOfARedirect_data();
    void makesTheLocationOfARedirect();
};

void TestRewrite::leavesThePathAloneWhereNothingIsAsked()
{
    const auto rewrite = RouteRewrite::compile(Route{});
    QVERIFY(rewrite.has_value());
    const std::string_view path = "/a/b";
    std::string scratch = "untouched";
    QVERIFY(rewrite->path(path, {}, scratch).data() == path.data());
    QCOMPARE(bytes(scratch), QByteArray("untouched"));
    QVERIFY(rewrite->host().empty());
}

void TestRewrite::replacesThePrefix_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("upstream");
    const auto row = [](const char *match, const char *prefix, const char *path, const char *upstream,
                        PathKind kind = PathKind::Prefix) {
        QTest::addRow("%s by %s in %s", match, prefix, path)
            << int(kind) << QByteArray(match) << QByteArray(prefix) << QByteArray(path)
            << QByteArray(upstream);
    };
    row("/api/orders", "/orders", "/api/orders", "/orders");
    row("/api/orders", "/orders", "/api/orders/7/items", "/orders/7/items");
    row("/api/orders", "/orders", "/api/orders/", "/orders/");
    row("/api/orders/", "/orders", "/api/orders/7", "/orders/7");
    row("/api/orders", "/orders/", "/api/orders/7", "/orders/7");
    row("/api", "/", "/api/x", "/x");
    row("/api", "/", "/api", "/");
    row("/api", "", "/api/", "/");
    row("/api", "", "/api/x", "/x");
    row("/", "/v1", "/x", "/v1/x");
    row("/", "/v1", "/", "/v1/");
    row("/api", "/v%20", "/api/%C3%A9", "/v%20/%C3%A9");
    row("/api", "/other", "/api", "/other", PathKind::Exact);
}

void TestRewrite::replacesThePrefix()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, match);
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, upstream);
    Rewrite asked;
    asked.prefix = prefix.toStdString();
    const auto rewrite = RouteRewrite::compile(routeOf(PathKind(kind), match, asked));
    QVERIFY2(rewrite.has_value(), rewrite ? "" : rewrite.error().message.c_str());
    std::string scratch;
    QCOMPARE(bytes(rewrite->path(path.toStdString(), {}, scratch)), upstream);
}

void TestRewrite::fillsParametersIn()
{
    Rewrite asked;
    asked.path = "/x/{id}.{kind}/{id}/end";
    const auto rewrite = RouteRewrite::compile(routeOf(PathKind::Template, "/{kind}/{id}", asked));
    QVERIFY(rewrite.has_value());
    const std::array<PathParameter, 2> parameters{{{"kind", "a%2Fb"}, {"id", "7"}}};
    std::string scratch;
    QCOMPARE(bytes(rewrite->path("/a%2Fb/7", parameters, scratch)), QByteArray("/x/7.a%2Fb/7/end"));

    asked.path = "/fixed";
    const auto fixed = RouteRewrite::compile(routeOf(PathKind::Regex, "/.*", asked));
    QVERIFY(fixed.has_value());
    QCOMPARE(bytes(fixed->path("/anything", {}, scratch)), QByteArray("/fixed"));
}

void TestRewrite::saysTheHost()
{
    Rewrite asked;
    asked.host = "inner.example.com";
    const auto rewrite = RouteRewrite::compile(routeOf(PathKind::Prefix, "/", asked));
    QVERIFY(rewrite.has_value());
    QCOMPARE(bytes(rewrite->host()), QByteArray("inner.example.com"));
    std::string scratch;
    QCOMPARE(bytes(rewrite->path("/x", {}, scratch)), QByteArray("/x"));
}

void TestRewrite::refusesWhatCannotBeDone_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char *name, PathKind kind, const char *path, const char *prefix,
                        const char *where) {
        QTest::newRow(name) << int(kind) << QByteArray(path) << QByteArray(prefix) << QByteArray(where);
    };
    row("unknown parameter", PathKind::Template, "/{other}", "-", "/rewrite/path");
    row("parameter without template", PathKind::Prefix, "/{id}", "-", "/rewrite/path");
    row("open brace", PathKind::Template, "/{id", "-", "/rewrite/path");
    row("closed brace", PathKind::Template, "/id}", "-", "/rewrite/path");
    row("no path", PathKind::Template, "id", "-", "/rewrite/path");
    row("query", PathKind::Template, "/a?b=1", "-", "/rewrite/path");
    row("end of line", PathKind::Template, "/a\r\nX: y", "-", "/rewrite/path");
    row("prefix of a template", PathKind::Template, "", "/a", "/rewrite/prefix");
    row("prefix of a regex", PathKind::Regex, "", "/a", "/rewrite/prefix");
    row("prefix is no path", PathKind::Prefix, "", "a", "/rewrite/prefix");
    row("space", PathKind::Prefix, "", "/a b", "/rewrite/prefix");
    row("both", PathKind::Prefix, "/a", "/b", "/rewrite");
}

void TestRewrite::refusesWhatCannotBeDone()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, where);
    Rewrite asked;
    asked.path = path.toStdString();
    if (prefix != "-")
        asked.prefix = prefix.toStdString();
    const auto rewrite = RouteRewrite::compile(routeOf(PathKind(kind), "/x/{id}", asked));
    QVERIFY(!rewrite.has_value());
    QCOMPARE(rewrite.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(bytes(rewrite.error().where), where);
}

void TestRewrite::makesTheLocationOfARedirect_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("location");
    const auto row = [](const char *scheme, const char *host, const char *path, const char *location) {
        QTest::newRow(location) << QByteArray(scheme) << QByteArray(host) << QByteArray(path)
                                << QByteArray(location);
    };
    row("", "shop.example.com", "", "http://shop.example.com/a/b?x=1");
    row("https", "", "", "https://old.example.com:8080/a/b?x=1");
    row("", "", "/new", "http://old.example.com:8080/new?x=1");
    row("https", "new.example.com:444", "/", "https://new.example.com:444/?x=1");
}

void TestRewrite::makesTheLocationOfARedirect()
{
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, location);
    const Redirect redirect{308, scheme.toStdString(), host.toStdString(), path.toStdString()};
    QCOMPARE(bytes(redirectLocation(redirect, "http", "old.example.com:8080", "/a/b", "x=1")), location);
    QCOMPARE(bytes(redirectLocation({302, {}, {}, {}}, "http", "", "/a", "")), QByteArray("/a"));
}

QTEST_APPLESS_MAIN(TestRewrite)
#include "tst_rewrite.moc"
