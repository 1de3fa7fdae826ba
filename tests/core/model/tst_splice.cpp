#include "core/model/convert.h"
#include "core/model/edit.h"
#include "core/model/objectplace.h"
#include "core/model/sourcetext.h"
#include "core/model/splice.h"
#include "tests/support/randomtree.h"
#include "tests/support/randomyaml.h"

#include <QtTest/QTest>

#include <set>

using namespace gatehouse;

namespace {

Tree read(const std::string &text, TextFormat format = TextFormat::Yaml)
{
    const SourceOutcome outcome = readSource(text, format);
    return outcome.source ? outcome.source->tree : Tree(Tree::value_t::discarded);
}

std::string edited(const std::string &text, const std::vector<Edit> &edits,
                   TextFormat format = TextFormat::Yaml)
{
    const Result<Tree> tree = applyEdits(read(text, format), edits);
    if (!tree)
        return "the edit failed: " + tree.error().message;
    const Result<std::string> spliced = spliceText(text, format, *tree);
    return spliced ? *spliced : "refused: " + spliced.error().message;
}

Edit set(const char *pointer, const char *json)
{
    return {SetValue{pointer, Tree::parse(json)}};
}

Edit removed(const char *pointer)
{
    return {RemoveValue{pointer}};
}

Edit inserted(const char *pointer, std::size_t index, const char *json)
{
    return {InsertItem{pointer, index, Tree::parse(json)}};
}

struct Case
{
    const char *name;
    const char *before;
    std::vector<Edit> edits;
    const char *after;
};

} // namespace

Q_DECLARE_METATYPE(Edit)

class TestSplice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesOnlyWhatChanged_data();
    void changesOnlyWhatChanged();
    void changesJsonInItsOwnLayout_data();
    void changesJsonInItsOwnLayout();
    void refusesToWriteThroughAnAlias();
    void writesAnAliasOutWhereItsAnchorChanges();
    void refusesWhatIsNotUnicode();
    void keepsEveryOtherLineOfTheSample();
    void alwaysReadsAsTheEditedTree_data();
    void alwaysReadsAsTheEditedTree();
    void keepsTheBytesOfUntouchedNodes();
};

void TestSplice::changesOnlyWhatChanged_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QList<Edit>>("edits");
    QTest::addColumn<QByteArray>("after");
    const std::vector<Case> cases{
        {"scalar", "# top\na: 1   # one\nb: 2\n", {set("/a", "5")}, "# top\na: 5   # one\nb: 2\n"},
        {"text that needs quotes", "a: x # c\n", {set("/a", R"("5: y")")}, "a: \"5: y\" # c\n"},
        {"single quotes stay", "a: 'x'\n", {set("/a", R"("it's")")}, "a: 'it''s'\n"},
        {"double quotes stay", "a: \"x\" #c\n", {set("/a", R"("y")")}, "a: \"y\" #c\n"},
        {"a text in quotes becomes a number", "a: \"x\"\n", {set("/a", "3")}, "a: 3\n"},
        {"null for which nothing is written",
         "a:\nb: # c\nc: 1\n",
         {set("/a", "1"), set("/b", "\"x\"")},
         "a: 1\nb: x # c\nc: 1\n"},
        {"scalar on several lines", "a: one\n  two\n  three\nb: 1\n", {set("/a", "\"x\"")}, "a: x\nb: 1\n"},
        {"literal",
         "a: |  # keep\n  one\n  two\n\nb: 1\n",
         {set("/a", R"("x\ny\n")")},
         "a: |\n  x\n  y\n\nb: 1\n"},
        {"literal becomes a word", "a: |\n  one\n  two\nb: 1\n", {set("/a", "\"x\"")}, "a: x\nb: 1\n"},
        {"last line without end", "a: 1\nb: 2", {set("/b", "3")}, "a: 1\nb: 3"},
        {"CRLF", "a: 1\r\nb: 2\r\n", {set("/a", "3"), set("/c", "4")}, "a: 3\r\nb: 2\r\nc: 4\r\n"},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a: 1\nb: 2\n",
         {set("/a", "3")},
         "\xEF\xBB\xBF"
         "a: 3\nb: 2\n"},
        {"document markers",
         "%YAML 1.2\n---\na: 1\n...\n",
         {set("/a", "3"), set("/b", "1")},
         "%YAML 1.2\n---\na: 3\nb: 1\n...\n"},
        {"in a flow mapping",
         "a: {b: 1,  c: [2,3] , d: x} # c\n",
         {set("/a/c/1", "4"), set("/a/d", "\"a, b\"")},
         "a: {b: 1,  c: [2,4] , d: \"a, b\"} # c\n"},
        {"new member in a flow mapping", "a: {b: 1}\n", {set("/a/c", "2")}, "a: {b: 1, c: 2}\n"},
        {"new item in a flow sequence",
         "a: [x, y]\n",
         {inserted("/a", 0, "\"w\""), inserted("/a", 3, "\"z\"")},
         "a: [w, x, y, z]\n"},
        {"first member in braces", "a: {}\n", {set("/a/c", "2")}, "a: {c: 2}\n"},
        {"last member out of braces", "a: {b: 1}\nc: 1\n", {removed("/a/b")}, "a: {}\nc: 1\n"},
        {"item out of a flow sequence", "a: [x, y, z]\n", {removed("/a/1")}, "a: [x, z]\n"},
        {"first and last out of it", "a: [x, y, z]\n", {removed("/a/2"), removed("/a/0")}, "a: [y]\n"},
        {"flow in lines",
         "a: [\n  {b: 1},  # one\n  {b: 2},  # two\n]\n",
         {inserted("/a", 1, "{\"b\": 3}")},
         "a: [\n  {b: 1},  # one\n  {b: 3},\n  {b: 2},  # two\n]\n"},
        {"key without a value in braces", "a: {b, c: 1}\n", {set("/a/b", "2")}, "a: {b: 2, c: 1}\n"},
        {"pair without braces", "a: [b: 1, c]\n", {set("/a/0/b", "2")}, "a: [{b: 2}, c]\n"},
        {"new member of a block",
         "a:\n  b: 1 # one\n\nc: 2\n",
         {set("/a/d", "3")},
         "a:\n  b: 1 # one\n  d: 3\n\nc: 2\n"},
        {"new block",
         "a: 1\nb: 2\n",
         {set("/a", R"({"x": {"p": {"z": {"w": 1}}}, "v": [1]})")},
         "a:\n  x: {p: {z: {w: 1}}}\n  v: [1]\nb: 2\n"},
        {"member out of a block",
         "a:\n  # about b\n  b: 1 # one\n  c: 2\n",
         {removed("/a/b")},
         "a:\n  # about b\n  c: 2\n"},
        {"only member out of a block",
         "a: # c\n  b: 1 # one\nc: 2\n",
         {removed("/a/b")},
         "a: {} # c\nc: 2\n"},
        {"block becomes a scalar",
         "a: # c\n  b: 1\n  c:\n    d: 1\ne: 2\n",
         {set("/a", "null")},
         "a: null # c\ne: 2\n"},
        {"item out of the middle",
         "l:\n  - a: 1 # x\n    b: 2\n    # deep\n  # about c\n  - c: 3\n  - d: 4\n",
         {removed("/l/0")},
         "l:\n  # about c\n  - c: 3\n  - d: 4\n"},
        {"item at the end of a file without line end",
         "l:\n  - a: 1\n  - b: 2",
         {inserted("/l", 2, R"({"c": 3})")},
         "l:\n  - a: 1\n  - b: 2\n  - c: 3"},
        {"item like its neighbours",
         "l:\n  - name: a\n    x: 1\n\n  - name: b\n    x: 2\nm: 1\n",
         {inserted("/l", 1, R"({"name": "c", "x": 3})")},
         "l:\n  - name: a\n    x: 1\n\n  - name: c\n    x: 3\n\n  - name: b\n    x: 2\nm: 1\n"},
        {"item before the first",
         "l:\n  # about a\n  - name: a\n    x: 1\n",
         {inserted("/l", 0, R"({"name": "c", "x": 3})")},
         "l:\n  - name: c\n    x: 3\n  # about a\n  - name: a\n    x: 1\n"},
        {"sequence that is not indented",
         "l:\n- a\n- b\nm: 1\n",
         {inserted("/l", 2, "\"c\""), removed("/l/0")},
         "l:\n- b\n- c\nm: 1\n"},
        {"sequence in a sequence",
         "- - a\n  - b\n- c\n",
         {removed("/0/0"), inserted("/0", 1, "\"x\"")},
         "- - b\n  - x\n- c\n"},
        {"first member behind a dash", "l:\n  - a: 1\n    b: 2\n", {removed("/l/0/a")}, "l:\n  - b: 2\n"},
        {"new first member behind a dash",
         "l:\n  - b: 2\n",
         {{SetValue{"/l/0/a", 1, 0}}},
         "l:\n  - a: 1\n    b: 2\n"},
        {"item moves with what is above it",
         "l:\n  # about a\n  - name: a # one\n    x: 1\n  # about b\n  - name: b\n",
         {{MoveItem{"/l", 0, 1}}},
         "l:\n  # about b\n  - name: b\n  # about a\n  - name: a # one\n    x: 1\n"},
        {"item moves and changes",
         "l:\n  - name: a # one\n    x: 1 # x\n  - name: b\n  - name: c\n",
         {{MoveItem{"/l", 0, 2}}, set("/l/2/x", "7")},
         "l:\n  - name: b\n  - name: c\n  - name: a # one\n    x: 7 # x\n"},
        {"flow item moves",
         "l: [{name: a, x: 1}, {name: b}, c]\n",
         {{MoveItem{"/l", 0, 2}}},
         "l: [{name: b}, c, {name: a, x: 1}]\n"},
        {"rename in place",
         "services:\n  - name: a # x\n    retry: {}\nroutes:\n  - {name: r, to: [{service: a}]} # y\n",
         {{RenameObject{"services", "a", "b"}}},
         "services:\n  - name: b # x\n    retry: {}\nroutes:\n  - {name: r, to: [{service: b}]} # y\n"},
        {"key renamed in place",
         "gateways:\n  - name: g\n    listeners:\n      web: a # x\nlisteners: [{name: web}]\n",
         {{RenameObject{"listeners", "web", "w"}}},
         "gateways:\n  - name: g\n    listeners:\n      w: a # x\nlisteners: [{name: w}]\n"},
        {"explicit key", "? a\n: 1\nb: 2\n", {set("/a", "5"), set("/c", "1")}, "? a\n: 5\nb: 2\nc: 1\n"},
        {"value below its key", "a: # c\n  1\nb: 2\n", {set("/a", "5")}, "a: # c\n  5\nb: 2\n"},
        {"value below its key becomes a block",
         "a: # c\n  1\nb: 2\n",
         {set("/a", R"({"x": {"p": {"z": {"w": {"v": 1}}}}})")},
         "a: # c\n  x:\n    p: {z: {w: {v: 1}}}\nb: 2\n"},
        {"empty list gets objects",
         "a: []\nb: 1\n",
         {set("/a/-", R"({"name": "x", "p": {"z": {"w": {"v": 1}}}})")},
         "a:\n  - name: x\n    p: {z: {w: {v: 1}}}\nb: 1\n"},
        {"everything else", "a: 1\n", {set("", R"({"b": 2})")}, "b: 2\n"},
        {"members in another order",
         "# top\na: 1 # one\nb: 2 # two\n",
         {removed("/a"), set("/a", "1")},
         "# top\nb: 2 # two\na: 1 # one\n"},
    };
    for (const Case &row : cases)
        QTest::newRow(row.name) << QByteArray(row.before) << QList<Edit>(row.edits.begin(), row.edits.end())
                                << QByteArray(row.after);
}

void TestSplice::changesOnlyWhatChanged()
{
    QFETCH(QByteArray, before);
    QFETCH(QList<Edit>, edits);
    QFETCH(QByteArray, after);
    const std::string result = edited(before.toStdString(), {edits.begin(), edits.end()});
    QCOMPARE(QByteArray::fromStdString(result), after);
}

void TestSplice::changesJsonInItsOwnLayout_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QList<Edit>>("edits");
    QTest::addColumn<QByteArray>("after");
    const std::vector<Case> cases{
        {"scalar", "{\"a\": 1,\n \"b\": \"x\"}\n", {set("/b", "\"y\"")}, "{\"a\": 1,\n \"b\": \"y\"}\n"},
        {"compact",
         "{\"a\":1,\"b\":[1,2]}",
         {set("/c", R"({"d": [1]})"), set("/b/-", "3")},
         "{\"a\":1,\"b\":[1,2,3],\"c\":{\"d\":[1]}}"},
        {"on one line",
         "{\"a\": 1, \"b\": [1, 2]}",
         {set("/c", R"({"d": [1, 2]})"), removed("/b/0")},
         "{\"a\": 1, \"b\": [2], \"c\": {\"d\": [1, 2]}}"},
        {"in lines",
         "{\n    \"a\": 1,\n    \"b\": [\n        1\n    ]\n}\n",
         {set("/b/-", R"({"c": 2})"), removed("/a")},
         "{\n    \"b\": [\n        1,\n        {\n            \"c\": 2\n        }\n    ]\n}\n"},
        {"with tabs",
         "{\n\t\"a\": 1\n}\n",
         {set("/b", R"({"c": 2})")},
         "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": 2\n\t}\n}\n"},
        {"last one goes", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", {removed("/b")}, "{\n  \"a\": 1\n}\n"},
        {"only one goes", "{\n  \"a\": {\"b\": 2}\n}\n", {removed("/a/b")}, "{\n  \"a\": {}\n}\n"},
        {"items move", "[\n  1,\n  2,\n  3\n]\n", {{MoveItem{"", 0, 2}}}, "[\n  2,\n  3,\n  1\n]\n"},
        {"escapes stay",
         "{\"a\\u0062\": \"\\u0041\", \"c\": 1}",
         {set("/c", "2")},
         "{\"a\\u0062\": \"\\u0041\", \"c\": 2}"},
        {"CRLF",
         "{\r\n  \"a\": 1\r\n}\r\n",
         {set("/b", R"({"c": 2})")},
         "{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": 2\r\n  }\r\n}\r\n"},
    };
    for (const Case &row : cases)
        QTest::newRow(row.name) << QByteArray(row.before) << QList<Edit>(row.edits.begin(), row.edits.end())
                                << QByteArray(row.after);
}

void TestSplice::changesJsonInItsOwnLayout()
{
    QFETCH(QByteArray, before);
    QFETCH(QList<Edit>, edits);
    QFETCH(QByteArray, after);
    const std::string result = edited(before.toStdString(), {edits.begin(), edits.end()}, TextFormat::Json);
    QCOMPARE(QByteArray::fromStdString(result), after);
}

void TestSplice::refusesToWriteThroughAnAlias()
{
    const std::string text = "a: &x {p: 1, q: {r: 2}}\nb: *x\nc: [*x]\n";
    for (const char *pointer : {"/b/p", "/b/q/r", "/c/0/new"}) {
        const Tree tree = applyEdits(read(text), {set(pointer, "5")}).value();
        const Result<std::string> result = spliceText(text, TextFormat::Yaml, tree);
        QVERIFY2(!result.has_value(), pointer);
        QCOMPARE(result.error().kind, ErrorKind::Refused);
        QVERIFY(result.error().message.find("alias") != std::string::npos);
        QVERIFY(std::string(pointer).starts_with(result.error().where) && !result.error().where.empty());
    }
    // To put something else in the place of the alias is no writing through it.
    QCOMPARE(edited("a: &x 1\nb: *x # c\n", {set("/b", "2")}), std::string("a: &x 1\nb: 2 # c\n"));
    QCOMPARE(edited(text, {removed("/b")}), std::string("a: &x {p: 1, q: {r: 2}}\nc: [*x]\n"));
}

void TestSplice::writesAnAliasOutWhereItsAnchorChanges()
{
    QCOMPARE(edited("a: &x {p: 1}\nb: *x # c\n", {set("/a/p", "2")}),
             std::string("a: &x {p: 2}\nb: {p: 1} # c\n"));
    QCOMPARE(edited("a: &x {p: 1}\nb: *x # c\n", {set("/a/p", "2"), set("/b/p", "2")}),
             std::string("a: &x {p: 2}\nb: *x # c\n"));
    QCOMPARE(edited("a: &x {p: 1}\nb: *x # c\n", {removed("/a")}), std::string("b: {p: 1} # c\n"));
    QCOMPARE(edited("a: &x 1 # c\nb: [*x, *x]\n", {set("/a", "2"), set("/c", "3")}),
             std::string("a: &x 2 # c\nb: [1, 1]\nc: 3\n"));
}

void TestSplice::refusesWhatIsNotUnicode()
{
    const Result<std::string> result = spliceText("a: 1\n", TextFormat::Yaml, Tree{{"a", "\xFF"}});
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(spliceText("a: [", TextFormat::Yaml, Tree::object()).error().kind, ErrorKind::InvalidInput);
}

void TestSplice::keepsEveryOtherLineOfTheSample()
{
    QFile file(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/samples/retail-edge.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string text = file.readAll().toStdString();
    const std::string result =
        edited(text,
               {set("/services/1/timeouts/perTry", "\"2s\""),
                set("/routes/3/timeout", "\"9s\""),
                {RenameObject{"services", "order-service-next", "orders-next"}},
                removed("/routes/7"),
                {MoveItem{"/routes", 6, 0}},
                inserted("/services/0/endpoints", 1, R"({"address": "127.0.0.1:9103"})")});
    const auto lines = [](const std::string &all) {
        return QByteArray::fromStdString(all).split('\n');
    };
    QByteArrayList before = lines(text);
    QByteArrayList after = lines(result);
    // By lines: what is only in one of them.
    QByteArrayList gone;
    for (const QByteArray &line : std::as_const(before)) {
        if (!after.removeOne(line))
            gone << line.trimmed();
    }
    QByteArrayList come;
    for (const QByteArray &line : std::as_const(after))
        come << line.trimmed();
    QCOMPARE(
        gone,
        (QByteArrayList{"timeouts: {request: 10s, perTry: 4s}",
                        "- name: order-service-next           # the coming release, on one request in twenty",
                        "- {service: order-service-next, weight: 5}", "to: [{service: order-service-next}]",
                        "- name: old-shop", "match: {hosts: [old.shop.example.com]}",
                        "redirect: {status: 308, host: shop.example.com}", "auth: {required: false}"}));
    QCOMPARE(come,
             (QByteArrayList{"- address: 127.0.0.1:9103", "timeouts: {request: 10s, perTry: 2s}",
                             "- name: orders-next           # the coming release, on one request in twenty",
                             "- {service: orders-next, weight: 5}", "timeout: 9s",
                             "to: [{service: orders-next}]"}));
    QVERIFY(result.find("routes:\n  - name: alive\n") != std::string::npos);
}

void TestSplice::alwaysReadsAsTheEditedTree_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("YAML") << int(TextFormat::Yaml);
    QTest::newRow("JSON") << int(TextFormat::Json);
}

void TestSplice::alwaysReadsAsTheEditedTree()
{
    QFETCH(int, format);
    support::RandomTree random(2026);
    for (int round = 0; round < 400; ++round) {
        const Tree tree = random.object(4);
        const std::string text = format == int(TextFormat::Json) ? tree.dump(random.oneIn(2) ? 2 : -1)
                                                                 : support::randomYaml(tree, random);
        QVERIFY2(read(text, static_cast<TextFormat>(format)) == tree, text.c_str());
        Tree changed = tree;
        for (std::uint64_t edit = random.random().below(3) + 1; edit > 0; --edit)
            support::changeAtRandom(changed, random);
        const Result<std::string> result = spliceText(text, static_cast<TextFormat>(format), changed);
        QVERIFY2(result.has_value(), text.c_str());
        QVERIFY2(read(*result, static_cast<TextFormat>(format)) == changed,
                 (text + "\n=>\n" + *result).c_str());
    }
}

/// One value changes: all bytes before and behind it must be as they were.
void TestSplice::keepsTheBytesOfUntouchedNodes()
{
    support::RandomTree random(77);
    int fine = 0;
    int all = 0;
    for (int round = 0; round < 400; ++round) {
        const Tree tree = random.object(4);
        const std::string text = support::randomYaml(tree, random);
        const std::optional<std::string> pointer = support::randomScalar(tree, random);
        if (!pointer)
            continue;
        Tree changed = tree;
        changed[Pointer(*pointer)] = 4711;
        const SourceText source = readSource(text, TextFormat::Yaml).source.value();
        const SourceNode *node = nodeAt(source, *pointer);
        const std::string result = spliceText(text, TextFormat::Yaml, changed).value();
        // Between a key and its value blanks may change where nothing, or lines, stood there.
        const std::string head = text.substr(0, node->start);
        const std::string tail = text.substr(node->end);
        const auto trimmed = [](std::string_view part) {
            return std::string(part.substr(0, part.find_last_not_of(" \n") + 1));
        };
        ++all;
        fine += result.starts_with(trimmed(head))
                && QByteArray::fromStdString(result).trimmed().endsWith(
                    QByteArray::fromStdString(tail).trimmed())
            ? 1
            : 0;
        QVERIFY2(result.starts_with(trimmed(head)), (text + "\n=> " + *pointer + "\n" + result).c_str());
    }
    QCOMPARE(fine, all);
}

QTEST_APPLESS_MAIN(TestSplice)
#include "tst_splice.moc"
