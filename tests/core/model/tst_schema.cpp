#include "core/base/random.h"
#include "core/model/decodetables.h"
#include "core/model/document.h"
#include "core/model/files.h"

#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <array>
#include <set>

using namespace gatehouse;

namespace {

const QString Python = QStringLiteral("python3");
const QString Source = QStringLiteral(GATEHOUSE_SOURCE_DIR);

Tree readTree(const char *file)
{
    const std::string text = readFile(std::string(GATEHOUSE_SOURCE_DIR "/") + file).value();
    const ReadOutcome outcome = readDocument(text, TextFormat::Yaml);
    return outcome.findings.empty() ? outcome.document.value().tree : Tree();
}

/// What Python says about each document.
QByteArrayList verdicts(const std::vector<Tree> &documents)
{
    QProcess process;
    process.start(Python,
                  {Source + QStringLiteral("/tests/core/model/schemacheck.py"),
                   Source + QStringLiteral("/resources/schema/gatehouse-v1.schema.json")});
    for (const Tree &document : documents)
        process.write(QByteArray::fromStdString(document.dump(-1, ' ', true) + "\n"));
    process.closeWriteChannel();
    if (!process.waitForFinished(200'000))
        return {"it does not end"};
    const QByteArray complaint = process.readAllStandardError();
    return complaint.isEmpty() ? process.readAllStandardOutput().trimmed().split('\n')
                               : QByteArrayList{complaint};
}

QByteArray describe(const Findings &findings)
{
    return findings.empty()
        ? QByteArray("no finding")
        : QByteArray::fromStdString(findings.front().pointer + ": " + findings.front().message);
}

Tree *randomNode(Tree &tree, Random &random)
{
    Tree *node = &tree;
    while (node->is_structured() && !node->empty() && (node == &tree || random.below(5) != 0)) {
        auto child = node->begin();
        std::advance(child, random.below(node->size()));
        node = &*child;
    }
    return node;
}

Tree oddValue(Random &random)
{
    static const std::array<const char *, 40> Values{
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1.5",
        "2.0",
        "101",
        "70000",
        "1e9",
        "[]",
        "{}",
        "[1]",
        "[\"a\"]",
        "{\"a\": 1}",
        "{\"x-a\": 1}",
        "{\"secret\": \"s\"}",
        "\"\"",
        "\"a\"",
        "\"a b\"",
        "\"a\\nb\"",
        "\"5s\"",
        "\"5\"",
        "\"1m30s\"",
        "\"30s1m\"",
        "\"1.5s\"",
        "\"5ms\"",
        "\"64KiB\"",
        "\"64KB\"",
        "\"0\"",
        "\"host:80\"",
        "\"host:70000\"",
        "\"[::1]:80\"",
        "\"10.0.0.0/8\"",
        "\"10.0.0.0/33\"",
        "\"2001:db8::/129\"",
        "\"GET\"",
        "\"-a\"",
        "[200, 300]",
    };
    return Tree::parse(Values.at(random.below(Values.size())));
}

void mutate(Tree &tree, Random &random)
{
    Tree *node = randomNode(tree, random);
    if (!node->is_object() || node->empty() || random.below(3) == 0) {
        *node = oddValue(random);
        return;
    }
    switch (random.below(4)) {
    case 0:
        (*node)["x-extra"] = oddValue(random);
        break;
    case 1:
        (*node)["extra"] = oddValue(random);
        break;
    case 2:
        node->erase(memberAt(*node, random.below(node->size())).first);
        break;
    case 3: {
        // A field of another object.
        static const std::array<const char *, 12> Fields{"name",   "to",      "respond", "exact",
                                                         "prefix", "secret",  "url",     "refresh",
                                                         "header", "percent", "match",   "service"};
        (*node)[Fields.at(random.below(Fields.size()))] = oddValue(random);
        break;
    }
    }
}

} // namespace

class TestSchema final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatItsGeneratorWrites();
    void namesTheSameFieldsAsTheCodec();
    void acceptsTheSamples();
    void agreesWithTheCodecOnMutatedDocuments();
};

void TestSchema::isWhatItsGeneratorWrites()
{
    QProcess process;
    process.start(Python,
                  {Source + QStringLiteral("/resources/schema/generate.py"), QStringLiteral("--check")});
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
}

/// Every field of the decode tables is a property somewhere in the schema, and the other way round.
void TestSchema::namesTheSameFieldsAsTheCodec()
{
    const Tree schema =
        Tree::parse(readFile(GATEHOUSE_SOURCE_DIR "/resources/schema/gatehouse-v1.schema.json").value());
    const auto setOf = [](const Tree &object) {
        std::set<std::string> fields;
        for (const auto &[key, value] : object.at("properties").get_ref<const Tree::object_t &>())
            fields.insert(key);
        return fields;
    };
    std::set<std::set<std::string>> inSchema{setOf(schema)};
    for (const auto &[name, definition] : schema.at("$defs").get_ref<const Tree::object_t &>()) {
        if (definition.contains("properties"))
            inSchema.insert(setOf(definition));
    }
    std::set<std::set<std::string>> inCodec;
    for (const ObjectFields &object : documentFields()) {
        inCodec.insert(std::set<std::string>(object.fields.begin(), object.fields.end()));
        QVERIFY2(inSchema.count(std::set<std::string>(object.fields.begin(), object.fields.end())) == 1,
                 std::string(object.object).c_str());
    }
    QVERIFY(inSchema == inCodec);
}

void TestSchema::acceptsTheSamples()
{
    const std::vector<Tree> samples{readTree("resources/samples/retail-edge.yaml"),
                                    readTree("resources/samples/demo-fleet.yaml"),
                                    readTree("tests/data/everyfield.yaml")};
    for (const QByteArray &verdict : verdicts(samples))
        QCOMPARE(verdict, QByteArray("yes"));
    // The codec has nothing against them either, or the trees would be null.
    QVERIFY(samples[0].is_object() && samples[1].is_object() && samples[2].is_object());
}

void TestSchema::agreesWithTheCodecOnMutatedDocuments()
{
    constexpr int Rounds = 700;
    const Tree sample = readTree("tests/data/everyfield.yaml");
    QVERIFY(sample.is_object());
    Random random(3);
    std::vector<Tree> documents;
    for (int round = 0; round < Rounds; ++round)
        mutate(documents.emplace_back(sample), random);
    const QByteArrayList schema = verdicts(documents);
    QCOMPARE(int(schema.size()), Rounds);
    int refused = 0;
    for (int round = 0; round < Rounds; ++round) {
        const ReadOutcome outcome = decodeTree(documents[std::size_t(round)]);
        const bool fits = schema[round] == "yes";
        const QByteArray difference = "schema: " + schema[round] + "\ncodec: " + describe(outcome.findings);
        QVERIFY2(fits == !hasErrors(outcome.findings), difference.constData());
        refused += fits ? 0 : 1;
    }
    // Neither side just says yes or no to everything.
    QVERIFY2(refused > Rounds / 2 && refused < Rounds - 30, QByteArray::number(refused).constData());
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
