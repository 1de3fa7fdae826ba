#include "core/model/document.h"
#include "core/model/edit.h"
#include "core/model/objectplace.h"
#include "tests/support/randomtree.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Tree sample()
{
    return Tree::parse(R"({
        "gatehouse": "v1", "name": "t",
        "listeners": [{"name": "web", "address": "127.0.0.1:80"}],
        "services": [{"name": "a", "endpoints": []}, {"name": "b"}],
        "routes": [
            {"name": "r", "listeners": ["web"], "to": [{"service": "a", "weight": 1}, {"service": "b"}], "mirror": {"service": "a"},
             "auth": {"providers": ["p"]}, "access": "pol", "trust": "tr"},
            {"name": "q", "to": [{"service": "b"}]}
        ],
        "consumers": [{"name": "c", "match": {"provider": "p", "value": "v"}}],
        "authProviders": [{"name": "p"}],
        "accessPolicies": [{"name": "pol"}],
        "trustPolicies": [{"name": "tr", "resource": {"access": "pol"}}],
        "gateways": [{"name": "g", "make": "builtin", "listeners": {"x": "h:1", "web": "h:2"}}],
        "environments": [{"name": "e", "gateways": ["g"],
            "changes": {"services": [{"name": "a"}], "routes": [{"name": "r", "to": [{"service": "a"}]}]}}]
    })");
}

Tree applied(const Tree &tree, const std::vector<Edit> &edits)
{
    return applyEdits(tree, edits).value();
}

ErrorKind refusal(const Edit &edit)
{
    const Result<Tree> result = applyEdits(sample(), {edit});
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

class TestEdit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsReplacesAndAppends();
    void removesMembersAndItems();
    void movesItemsToWhereTheySay();
    void renamesWithAllReferences_data();
    void renamesWithAllReferences();
    void refusesWhatCannotBeDone();
    void changesNothingWhereOneFails();
    void undoesEveryRandomEditToTheByte();
    void undoesARenameOverDanglingReferences();
    void survivesTheWayThroughJson();
    void refusesJsonThatIsNoEdit();
    void describesEditsByObject();
    void findsTheObjectOfAPointer();
};

void TestEdit::setsReplacesAndAppends()
{
    const Tree tree = applied(sample(),
                              {{SetValue{"/name", "other"}},
                               {SetValue{"/services/1/retry", Tree::object()}},
                               {SetValue{"/services/1/retry/attempts", 2}},
                               {SetValue{"/services/-", Tree{{"name", "c"}}}},
                               {SetValue{"/routes/1/enabled", false, 0}}});
    QCOMPARE(tree.at("name").dump(), std::string("\"other\""));
    QCOMPARE(tree.at("services").at(1).dump(), std::string(R"({"name":"b","retry":{"attempts":2}})"));
    QCOMPARE(tree.at("services").at(2).dump(), std::string(R"({"name":"c"})"));
    QCOMPARE(tree.at("routes").at(1).dump(),
             std::string(R"({"enabled":false,"name":"q","to":[{"service":"b"}]})"));
}

void TestEdit::removesMembersAndItems()
{
    const Tree tree = applied(
        sample(),
        {{RemoveValue{"/routes/0"}}, {RemoveValue{"/routes/0/to"}}, {RemoveValue{"/services/0/endpoints"}}});
    QCOMPARE(tree.at("routes").dump(), std::string(R"([{"name":"q"}])"));
    QCOMPARE(tree.at("services").dump(), std::string(R"([{"name":"a"},{"name":"b"}])"));
}

void TestEdit::movesItemsToWhereTheySay()
{
    const Tree list = Tree::parse("[0,1,2,3,4]");
    const auto moved = [&list](std::size_t from, std::size_t to) {
        return applied(list, {{MoveItem{"", from, to}}}).dump();
    };
    QCOMPARE(moved(0, 4), std::string("[1,2,3,4,0]"));
    QCOMPARE(moved(4, 0), std::string("[4,0,1,2,3]"));
    QCOMPARE(moved(1, 3), std::string("[0,2,3,1,4]"));
    QCOMPARE(moved(3, 1), std::string("[0,3,1,2,4]"));
    QCOMPARE(moved(2, 2), std::string("[0,1,2,3,4]"));
}

void TestEdit::renamesWithAllReferences_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<int>("places");
    QTest::newRow("service") << QByteArray("services") << QByteArray("a") << 5;
    QTest::newRow("listener") << QByteArray("listeners") << QByteArray("web") << 3;
    QTest::newRow("route") << QByteArray("routes") << QByteArray("r") << 2;
    QTest::newRow("provider") << QByteArray("authProviders") << QByteArray("p") << 3;
    QTest::newRow("access policy") << QByteArray("accessPolicies") << QByteArray("pol") << 3;
    QTest::newRow("trust policy") << QByteArray("trustPolicies") << QByteArray("tr") << 2;
    QTest::newRow("gateway") << QByteArray("gateways") << QByteArray("g") << 2;
    QTest::newRow("environment") << QByteArray("environments") << QByteArray("e") << 1;
}

void TestEdit::renamesWithAllReferences()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, from);
    QFETCH(int, places);
    const Edit rename{RenameObject{kind.toStdString(), from.toStdString(), "renamed"}};
    const Tree tree = applied(sample(), {rename});
    const QByteArray text = QByteArray::fromStdString(tree.dump());
    QCOMPARE(int(text.count("\"renamed\"")), places);
    QVERIFY(!text.contains(QByteArray("\"" + from + "\"")));
    const std::vector<Edit> back = inverse(sample(), {rename}).value();
    QCOMPARE(applied(tree, back).dump(), sample().dump());
}

void TestEdit::refusesWhatCannotBeDone()
{
    QCOMPARE(refusal({SetValue{"/nowhere/x", 1}}), ErrorKind::NotFound);
    QCOMPARE(refusal({SetValue{"/services/9", 1}}), ErrorKind::NotFound);
    QCOMPARE(refusal({SetValue{"/services/01", 1}}), ErrorKind::NotFound);
    QCOMPARE(refusal({SetValue{"/name/x", 1}}), ErrorKind::NotFound);
    QCOMPARE(refusal({SetValue{"name", 1}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({SetValue{"/a~2", 1}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({RemoveValue{""}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({RemoveValue{"/nothing"}}), ErrorKind::NotFound);
    QCOMPARE(refusal({RemoveValue{"/services/2"}}), ErrorKind::NotFound);
    QCOMPARE(refusal({InsertItem{"/services", 3, 1}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({InsertItem{"/name", 0, 1}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({InsertItem{"/nothing", 0, 1}}), ErrorKind::NotFound);
    QCOMPARE(refusal({MoveItem{"/services", 0, 2}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({RenameObject{"services", "z", "y"}}), ErrorKind::NotFound);
    QCOMPARE(refusal({RenameObject{"services", "a", "b"}}), ErrorKind::Conflict);
    QCOMPARE(refusal({RenameObject{"services", "a", "-b"}}), ErrorKind::InvalidInput);
    QCOMPARE(refusal({RenameObject{"name", "a", "b"}}), ErrorKind::NotFound);
}

void TestEdit::changesNothingWhereOneFails()
{
    const Result<Tree> result = applyEdits(sample(), {{SetValue{"/name", "x"}}, {RemoveValue{"/nothing"}}});
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().where, std::string("/nothing"));
}

void TestEdit::undoesEveryRandomEditToTheByte()
{
    support::RandomTree random(11);
    const auto list = [&random] {
        return std::string(random.oneIn(2) ? "/routes" : "/services");
    };
    for (int round = 0; round < 500; ++round) {
        const Tree before = sample();
        std::vector<Edit> edits;
        Tree tree = before;
        for (int i = 0; i < 6; ++i) {
            const std::string pointer = list();
            const std::size_t size = tree.at(Pointer(pointer)).size();
            Edit edit;
            switch (size == 0 ? 2 : random.random().below(6)) {
            case 0:
                edit = {
                    SetValue{pointer + "/" + std::to_string(random.random().below(size)), random.object(2)}};
                break;
            case 1:
                edit = {RemoveValue{pointer + "/" + std::to_string(random.random().below(size))}};
                break;
            case 2:
                edit = {InsertItem{pointer, random.random().below(size + 1), random.object(2)}};
                break;
            case 3:
                edit = {MoveItem{pointer, random.random().below(size), random.random().below(size)}};
                break;
            case 4:
                edit = {SetValue{"/x-" + std::to_string(i), random.value(2), random.random().below(9)}};
                break;
            case 5:
                edit = {RemoveValue{random.oneIn(2) ? "/consumers" : "/name"}};
                break;
            }
            const Result<Tree> next = applyEdits(tree, {edit});
            if (!next)
                continue;
            tree = *next;
            edits.push_back(edit);
        }
        const std::vector<Edit> back = inverse(before, edits).value();
        QCOMPARE(applied(applied(before, edits), back).dump(), before.dump());
    }
}

void TestEdit::undoesARenameOverDanglingReferences()
{
    Tree tree = sample();
    tree["routes"][1]["to"][0]["service"] = "ghost";
    const Edit rename{RenameObject{"services", "a", "ghost"}};
    const std::vector<Edit> back = inverse(tree, {rename}).value();
    QCOMPARE(applied(applied(tree, {rename}), back).dump(), tree.dump());
}

void TestEdit::survivesTheWayThroughJson()
{
    const std::vector<Edit> edits{{SetValue{"/a", Tree::parse("[1,2]")}},
                                  {SetValue{"/a", nullptr, 3}},
                                  {RemoveValue{"/b~1c"}},
                                  {InsertItem{"/r", 2, Tree::object()}},
                                  {MoveItem{"/r", 1, 0}},
                                  {RenameObject{"services", "a", "b"}}};
    const Tree tree = toTree(edits);
    QCOMPARE(tree.at(1).dump(), std::string(R"({"edit":"set","pointer":"/a","value":null,"position":3})"));
    QCOMPARE(tree.at(5).dump(), std::string(R"({"edit":"rename","kind":"services","from":"a","to":"b"})"));
    QVERIFY(editsFromTree(Tree::parse(tree.dump())).value() == edits);
}

void TestEdit::refusesJsonThatIsNoEdit()
{
    for (const char *text : {"1", "{}", R"({"edit":"explode"})", R"({"edit":"set","pointer":"/a"})",
                             R"({"edit":"move","pointer":"/a","from":-1,"to":0})",
                             R"({"edit":"insert","pointer":"/a","index":"0","value":1})",
                             R"({"edit":"set","pointer":"/a","value":1,"position":1.5})"}) {
        const Result<Edit> edit = editFromTree(Tree::parse(text));
        QVERIFY2(!edit.has_value(), text);
        QCOMPARE(edit.error().kind, ErrorKind::InvalidInput);
    }
    QVERIFY(!editsFromTree(Tree::parse(R"([{"edit":"remove","pointer":"/a"}, 1])")).has_value());
}

void TestEdit::describesEditsByObject()
{
    using Action = EditDescription::Action;
    const Tree tree = sample();
    const auto is = [&tree](const Edit &edit, const EditDescription &expected) {
        return describe(edit, tree) == expected;
    };
    QVERIFY(is({SetValue{"/routes/0/to/1/weight", 3}}, {Action::Add, "routes", "r", "/to/1/weight"}));
    QVERIFY(is({SetValue{"/routes/0/to/0/weight", 3}}, {Action::Set, "routes", "r", "/to/0/weight"}));
    QVERIFY(is({SetValue{"/description", "d"}}, {Action::Add, "description", "", ""}));
    QVERIFY(is({InsertItem{"/services", 0, Tree{{"name", "new"}}}}, {Action::Add, "services", "new", ""}));
    QVERIFY(is({SetValue{"/services/-", Tree{{"name", "new"}}}}, {Action::Add, "services", "new", ""}));
    QVERIFY(is({RemoveValue{"/services/1"}}, {Action::Remove, "services", "b", ""}));
    QVERIFY(is({MoveItem{"/routes", 1, 0}}, {Action::Move, "routes", "q", ""}));
    QVERIFY(is({InsertItem{"/routes/0/to", 2, Tree{{"service", "b"}}}}, {Action::Add, "routes", "r", "/to"}));
    QVERIFY(is({RenameObject{"routes", "r", "s"}}, {Action::Rename, "routes", "r", "", "s"}));
}

void TestEdit::findsTheObjectOfAPointer()
{
    const Tree tree = sample();
    QVERIFY(objectOf("/routes/1/match/path", tree) == (ObjectPlace{"routes", "q", "/match/path"}));
    QVERIFY(objectOf("/routes/1", tree) == (ObjectPlace{"routes", "q", ""}));
    QVERIFY(objectOf("/routes", tree) == (ObjectPlace{"routes", "", ""}));
    QVERIFY(objectOf("/x-a/b~1c", tree) == (ObjectPlace{"x-a", "", "/b~1c"}));
    QVERIFY(objectOf("", tree) == ObjectPlace{});
    QVERIFY(!objectOf("/routes/7", tree).has_value());
    QVERIFY(!objectOf("routes", tree).has_value());
    QCOMPARE(pointerOf("routes", "q", tree).value(), std::string("/routes/1"));
    QVERIFY(!pointerOf("routes", "none", tree).has_value());
    QVERIFY(!pointerOf("name", "t", tree).has_value());
}

QTEST_APPLESS_MAIN(TestEdit)
#include "tst_edit.moc"
