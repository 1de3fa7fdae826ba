#include "core/model/convert.h"
#include "tests/support/randomtree.h"

#include <QtTest/QTest>

#include <fstream>
#include <sstream>

using namespace gatehouse;

class TestConvert final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote_data();
    void readsBackWhatItWrote();
    void laysOutYamlForPeople();
    void keepsTheSampleThroughBothFormats();
};

void TestConvert::readsBackWhatItWrote_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("YAML") << int(TextFormat::Yaml);
    QTest::newRow("JSON") << int(TextFormat::Json);
}

void TestConvert::readsBackWhatItWrote()
{
    QFETCH(int, format);
    support::RandomTree random(7);
    for (int round = 0; round < 600; ++round) {
        const Tree tree = random.object(4);
        const std::string text = toText(tree, static_cast<TextFormat>(format));
        const ReadOutcome outcome = readDocument(text, static_cast<TextFormat>(format));
        QVERIFY2(outcome.document.has_value(), (text + outcome.findings.front().message).c_str());
        QVERIFY2(outcome.document->tree.dump() == tree.dump(),
                 (text + tree.dump() + "\n" + outcome.document->tree.dump()).c_str());
    }
}

void TestConvert::laysOutYamlForPeople()
{
    const Tree tree = Tree::parse(R"({
        "gatehouse": "v1", "name": "a: b",
        "services": [{"name": "s", "endpoints": [{"address": "127.0.0.1:80", "weight": 3}, {"address": "[::1]:80"}], "retry": {}}],
        "routes": [
            {"name": "r", "match": {"methods": ["GET"], "path": {"exact": "/a"}}, "to": [{"service": "s"}], "enabled": true},
            {"name": "t", "respond": {"status": 200, "body": "one\ntwo\n"}, "description": "yes"}
        ],
        "x-empty": []
    })");
    QCOMPARE(QByteArray::fromStdString(toText(tree, TextFormat::Yaml)), QByteArray(R"(gatehouse: v1
name: "a: b"

services:
  - name: s
    endpoints: [{address: "127.0.0.1:80", weight: 3}, {address: "[::1]:80"}]
    retry: {}

routes:
  - name: r
    match: {methods: [GET], path: {exact: /a}}
    to: [{service: s}]
    enabled: true
  - name: t
    respond:
      status: 200
      body: |
        one
        two
    description: "yes"
x-empty: []
)"));
}

void TestConvert::keepsTheSampleThroughBothFormats()
{
    std::ifstream file(GATEHOUSE_SOURCE_DIR "/resources/samples/retail-edge.yaml");
    std::stringstream text;
    text << file.rdbuf();
    const Document sample = readDocument(text.str(), TextFormat::Yaml).document.value();
    const Document json =
        readDocument(toText(sample.tree, TextFormat::Json), TextFormat::Json).document.value();
    const Document yaml =
        readDocument(toText(json.tree, TextFormat::Yaml), TextFormat::Yaml).document.value();
    QVERIFY(yaml.tree == sample.tree);
    QVERIFY(yaml.model == sample.model);
    QCOMPARE(documentHash(yaml.tree), documentHash(sample.tree));
}

QTEST_APPLESS_MAIN(TestConvert)
#include "tst_convert.moc"
