#include "core/model/document.h"
#include "core/model/environment.h"

#include <QtTest/QTest>

#include <fstream>
#include <sstream>

using namespace gatehouse;

namespace {

std::string merged(const char *base, const char *changes)
{
    Tree tree = Tree::parse(base);
    tree["environments"] = Tree::array({Tree{{"name", "e"}, {"changes", Tree::parse(changes)}}});
    Tree result = withEnvironment(tree, EnvironmentName("e")).value();
    result.erase("environments");
    return result.dump();
}

} // namespace

class TestEnvironment final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesByNameAndField_data();
    void mergesByNameAndField();
    void mergesTheSample();
    void keepsTheDocumentWithoutChanges();
    void refusesAnUnknownEnvironment();
    void listsTheGatewaysOfAnEnvironment();
};

void TestEnvironment::mergesByNameAndField_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, const char *base, const char *changes, const char *result) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(changes) << QByteArray(result);
    };
    row("a field", R"({"name":"a","x":1})", R"({"name":"b"})", R"({"name":"b","x":1})");
    row("null removes", R"({"name":"a","x":1})", R"({"x":null,"y":null})", R"({"name":"a"})");
    row("an object by its name", R"({"s":[{"name":"a","v":1,"w":{"p":1,"q":2}},{"name":"b"}]})",
        R"({"s":[{"name":"a","w":{"q":3}}]})",
        R"({"s":[{"name":"a","v":1,"w":{"p":1,"q":3}},{"name":"b"}]})");
    row("null within an object", R"({"s":[{"name":"a","v":1}]})", R"({"s":[{"name":"a","v":null}]})",
        R"({"s":[{"name":"a"}]})");
    row("a new object comes last", R"({"s":[{"name":"a"}]})",
        R"({"s":[{"name":"b","v":null,"w":1},{"name":"a","v":2}]})",
        R"({"s":[{"name":"a","v":2},{"name":"b","w":1}]})");
    row("a list that is new", R"({})", R"({"s":[{"name":"b","v":null}]})", R"({"s":[{"name":"b"}]})");
    row("a block that is new", R"({"s":[{"name":"a"}]})", R"({"s":[{"name":"a","w":{"p":1,"q":null}}]})",
        R"({"s":[{"name":"a","w":{"p":1}}]})");
    row("items without a name are replaced",
        R"({"s":[{"name":"a","e":[{"address":"h:1"},{"address":"h:2"}]}]})",
        R"({"s":[{"name":"a","e":[{"address":"h:3"}]}]})", R"({"s":[{"name":"a","e":[{"address":"h:3"}]}]})");
    row("texts are replaced", R"({"l":["a","b"]})", R"({"l":[]})", R"({"l":[]})");
    row("no named change changes nothing", R"({"s":[{"name":"a"}]})", R"({"s":[]})",
        R"({"s":[{"name":"a"}]})");
    row("names that come twice tell nothing apart", R"({"h":[{"name":"X","v":1},{"name":"X","v":2}]})",
        R"({"h":[{"name":"X","v":3}]})", R"({"h":[{"name":"X","v":3}]})");
    row("another type", R"({"a":{"b":1}})", R"({"a":[1]})", R"({"a":[1]})");
}

void TestEnvironment::mergesByNameAndField()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, result);
    QCOMPARE(QByteArray::fromStdString(merged(base.constData(), changes.constData())), result);
}

void TestEnvironment::mergesTheSample()
{
    std::ifstream file(GATEHOUSE_SOURCE_DIR "/resources/samples/retail-edge.yaml");
    std::stringstream text;
    text << file.rdbuf();
    const Tree tree = readDocument(text.str(), TextFormat::Yaml).document.value().tree;
    const ReadOutcome outcome = decodeTree(withEnvironment(tree, EnvironmentName("production")).value());
    QVERIFY(outcome.findings.empty());
    const Model &model = outcome.document.value().model;
    QCOMPARE(model.services.at(0).endpoints.size(), std::size_t(1));
    QCOMPARE(toString(model.services.at(0).endpoints.at(0).address), std::string("customers.internal:80"));
    QCOMPARE(model.services.at(0).bulkhead.value().maxConcurrent, 10);
    QCOMPARE(model.routes.at(1).rateLimit.value().requests, 10);
    QVERIFY(documentHash(outcome.document->tree) != documentHash(tree));
}

void TestEnvironment::keepsTheDocumentWithoutChanges()
{
    const Tree tree = Tree::parse(R"({"name":"a","environments":[{"name":"e"}]})");
    QVERIFY(withEnvironment(tree, EnvironmentName("e")).value() == tree);
    QVERIFY(withEnvironment(tree, EnvironmentName()).value() == tree);
}

void TestEnvironment::refusesAnUnknownEnvironment()
{
    const Result<Tree> result =
        withEnvironment(Tree::parse(R"({"environments":[{"name":"e"}]})"), EnvironmentName("f"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
}

void TestEnvironment::listsTheGatewaysOfAnEnvironment()
{
    Model model;
    for (const char *name : {"a", "b", "c"})
        model.gateways.emplace_back().name = GatewayName(name);
    model.environments = {
        Environment{EnvironmentName("e"), {GatewayName("c"), GatewayName("ghost"), GatewayName("a")}}};
    const auto names = [&model](const char *environment) {
        std::string text;
        for (const Gateway &gateway : gatewaysOf(model, EnvironmentName(environment)))
            text += gateway.name.str();
        return text;
    };
    QCOMPARE(names("e"), std::string("ac"));
    QCOMPARE(names(""), std::string("abc"));
    QCOMPARE(names("f"), std::string());
}

QTEST_APPLESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
