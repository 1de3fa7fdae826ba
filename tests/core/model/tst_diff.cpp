#include "core/model/diff.h"

#include <QtTest/QTest>

#include <algorithm>
#include <random>

using namespace gatehouse;

namespace {

Tree parse(const char *text)
{
    return Tree::parse(text);
}

QByteArray text(const Diff &diff)
{
    return QByteArray::fromStdString(toTree(diff).dump());
}

Tree routes(std::size_t count)
{
    Tree tree = {{"gatehouse", "v1"}, {"name", "many"}, {"routes", Tree::array()}};
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        tree["routes"].push_back({{"name", "route-" + number},
                                  {"match", {{"methods", {"GET"}}, {"path", {{"exact", "/api/" + number}}}}},
                                  {"to", {{{"service", "s-" + number}}}}});
    }
    return tree;
}

/// Random documents that share names, so that objects are created, changed, deleted and moved.
class Documents final
{
public:
    explicit Documents(unsigned seed)
        : m_random(seed)
    {
    }

    Tree next()
    {
        Tree tree = {{"gatehouse", "v1"}, {"name", "d" + std::to_string(below(2))}};
        for (const char *kind : {"services", "routes", "consumers"}) {
            if (below(6) != 0)
                tree[kind] = objects(kind);
        }
        if (below(2) == 0)
            tree["x-team"] = {{"mail", std::to_string(below(3))}};
        return tree;
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

    Tree objects(const std::string &kind)
    {
        std::vector<unsigned> names{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        std::shuffle(names.begin(), names.end(), m_random);
        names.resize(below(11));
        Tree list = Tree::array();
        for (const unsigned name : names) {
            Tree object = {{"name", kind + std::to_string(name)},
                           {"timeout", std::to_string(below(3)) + "s"}};
            if (below(2) == 0)
                object["labels"] = {{"a", below(2)}, {"b", Tree::array({below(2), below(2)})}};
            const bool isService = kind == "services";
            object[isService              ? "endpoints"
                       : kind == "routes" ? "to"
                                          : "tags"] = items(isService ? "address" : "service");
            list.push_back(std::move(object));
        }
        return list;
    }

    Tree items(const char *key)
    {
        Tree list = Tree::array();
        for (unsigned i = below(4); i > 0; --i)
            list.push_back({{key, std::string(1, static_cast<char>('a' + below(4)))}, {"weight", below(3)}});
        return list;
    }

    std::mt19937 m_random;
};

/// The document without what has no meaning: the order of keys, and of items that are matched by name.
Tree sorted(Tree tree)
{
    if (tree.is_object()) {
        nlohmann::json plain = nlohmann::json::object();
        for (auto &[key, value] : tree.items()) {
            Tree item = sorted(value);
            if (item.is_array() && key != "routes" && key != "b" && key != "tags") {
                std::stable_sort(item.begin(), item.end(), [](const Tree &a, const Tree &b) {
                    const char *keys[] = {"name", "address", "service"};
                    for (const char *name : keys) {
                        if (a.contains(name))
                            return a[name] != b[name] ? a[name] < b[name] : a.dump() < b.dump();
                    }
                    return false;
                });
            }
            if (!(item.is_array() && item.empty()))
                plain[key] = nlohmann::json::parse(item.dump());
        }
        return Tree::parse(plain.dump());
    }
    if (tree.is_array()) {
        for (Tree &item : tree)
            item = sorted(item);
    }
    return tree;
}

Tree *named(Tree &list, const std::string &name)
{
    for (Tree &object : list) {
        if (object["name"] == name)
            return &object;
    }
    return nullptr;
}

void removeNamed(Tree &list, const std::string &name)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i]["name"] == name) {
            list.erase(i);
            return;
        }
    }
}

/// Puts `object` behind the object called `after`.
void insertAfter(Tree &list, const std::string &after, const Tree &object)
{
    std::size_t place = 0;
    for (std::size_t i = 0; i < list.size() && !after.empty(); ++i) {
        if (list[i]["name"] == after)
            place = i + 1;
    }
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(place), object);
}

/// The old item that is the same as the new list's item `place`: the n-th with its key.
std::size_t partner(const Tree &before, const Tree &after, std::size_t place, const char *key)
{
    std::size_t earlier = 0;
    for (std::size_t i = 0; i < place; ++i)
        earlier += after[i][key] == after[place][key] ? 1 : 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i][key] == after[place][key] && earlier-- == 0)
            return i;
    }
    return before.size();
}

/// Does one change inside `value`; list items are removed from the back, because changes come that way round.
void applyChange(Tree &value, const std::string &pointer, const FieldChange &change)
{
    const Pointer place(pointer);
    if (change.now) {
        value[place] = *change.now;
        return;
    }
    Tree &parent = value[place.parent_pointer()];
    if (parent.is_array())
        parent.erase(parent.size() - 1);
    else
        parent.erase(place.back());
}

/// Does the changes of a list that is matched by key: pointers are places in the new list, or in the old one
/// for an item that went.
void applyKeyed(Tree &list, const std::vector<FieldChange> &changes, const Tree &target, const char *key)
{
    const Tree old = list;
    std::vector<bool> gone(old.size(), false);
    Tree added = Tree::array();
    for (const FieldChange &change : changes) {
        const std::string inside = change.pointer.substr(change.pointer.find('/', 1));
        const std::size_t place = std::stoul(inside.substr(1));
        const std::size_t deeper = inside.find('/', 1);
        if (deeper != std::string::npos)
            applyChange(list[partner(old, target, place, key)], inside.substr(deeper), change);
        else if (change.now)
            added.push_back(*change.now);
        else
            gone[place] = true;
    }
    Tree result = Tree::array();
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (!gone[i])
            result.push_back(list[i]);
    }
    for (const Tree &item : added)
        result.push_back(item);
    list = result;
}

void applyFields(Tree &object, const std::vector<FieldChange> &fields, const Tree &target)
{
    std::map<std::string, std::vector<FieldChange>> keyed;
    std::vector<FieldChange> others;
    for (const FieldChange &change : fields) {
        if (change.pointer.starts_with("/endpoints/"))
            keyed["endpoints"].push_back(change);
        else if (change.pointer.starts_with("/to/"))
            keyed["to"].push_back(change);
        else
            others.push_back(change);
    }
    for (const auto &[list, changes] : keyed)
        applyKeyed(object[list], changes, target[list], list == "to" ? "service" : "address");
    for (auto change = others.rbegin(); change != others.rend(); ++change)
        applyChange(object, change->pointer, *change);
}

/// The document that `before` becomes when everything that the diff says, and nothing else, is done to it;
/// the content of created objects comes from `after`, where their place comes from the diff.
Tree applied(Tree before, const Diff &diff, const Tree &after)
{
    for (const ObjectChanged &change : diff.changed) {
        if (!change.name.empty()) {
            Tree target = after;
            applyFields(*named(before[change.kind], change.name), change.fields,
                        *named(target[change.kind], change.name));
            continue;
        }
        for (const FieldChange &field : change.fields) {
            if (field.now)
                before[Pointer("/" + change.kind + field.pointer)] = *field.now;
            else
                before.erase(change.kind);
        }
    }
    for (const ObjectDeleted &object : diff.deleted)
        removeNamed(before[object.kind], object.name);
    for (const auto &[kind, list] : after.items()) {
        if (list.is_array() && !before.contains(kind))
            before[kind] = Tree::array();
    }
    struct Placed
    {
        std::string kind;
        std::string after;
        Tree object;
    };
    std::map<std::string, Placed> placed;
    for (const ObjectMoved &move : diff.moved) {
        placed[move.name] = {move.kind, move.after, *named(before[move.kind], move.name)};
        removeNamed(before[move.kind], move.name);
    }
    for (const ObjectCreated &object : diff.created) {
        Tree target = after;
        placed[object.name] = {object.kind, object.after, *named(target[object.kind], object.name)};
    }
    // In the new order, so that what stands before is already there.
    for (const auto &[kind, list] : after.items()) {
        for (const Tree &object : list.is_array() ? list : Tree::array()) {
            const auto found = placed.find(object["name"]);
            if (found != placed.end())
                insertAfter(before[kind], found->second.after, found->second.object);
        }
    }
    return before;
}

} // namespace

class TestDiff final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatChanged_data();
    void saysWhatChanged();
    void isOneEntryForOneRouteInsertedAtTheHead();
    void movesAsFewAsPossible();
    void survivesObjectsThatShareAName();
    void leadsFromOneDocumentToTheOther();
};

void TestDiff::saysWhatChanged_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *before, const char *after, const char *expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(expected);
    };
    row("nothing", R"({"name":"a","routes":[{"name":"r"}]})", R"({"routes":[{"name":"r"}],"name":"a"})",
        R"({"created":[],"changed":[],"deleted":[],"moved":[]})");
    row("created and deleted", R"({"services":[{"name":"a"}]})", R"({"services":[{"name":"b"}]})",
        R"({"created":[{"kind":"services","name":"b"}],"changed":[],"deleted":[{"kind":"services","name":"a"}],"moved":[]})");
    row("first object of a kind", R"({})", R"({"gateways":[{"name":"g"}]})",
        R"({"created":[{"kind":"gateways","name":"g"}],"changed":[],"deleted":[],"moved":[]})");
    row("a field changed, one added, one removed",
        R"({"routes":[{"name":"r","timeout":"5s","match":{"path":{"exact":"/a"}}}]})",
        R"({"routes":[{"name":"r","timeout":"10s","match":{"path":{"prefix":"/a"}}}]})",
        R"({"created":[],"changed":[{"kind":"routes","name":"r","fields":[{"pointer":"/timeout","old":"5s","new":"10s"},)"
        R"({"pointer":"/match/path/exact","old":"/a"},{"pointer":"/match/path/prefix","new":"/a"}]}],"deleted":[],"moved":[]})");
    row("a block appears whole", R"({"services":[{"name":"s"}]})",
        R"({"services":[{"name":"s","retry":{"attempts":2}}]})",
        R"({"created":[],"changed":[{"kind":"services","name":"s","fields":[{"pointer":"/retry","new":{"attempts":2}}]}],"deleted":[],"moved":[]})");
    row("endpoints go by address",
        R"({"services":[{"name":"s","endpoints":[{"address":"a:1"},{"address":"b:1"}]}]})",
        R"({"services":[{"name":"s","endpoints":[{"address":"b:1","weight":3},{"address":"c:1"}]}]})",
        R"({"created":[],"changed":[{"kind":"services","name":"s","fields":[{"pointer":"/endpoints/0/weight","new":3},)"
        R"({"pointer":"/endpoints/1","new":{"address":"c:1"}},{"pointer":"/endpoints/0","old":{"address":"a:1"}}]}],"deleted":[],"moved":[]})");
    row("the order of endpoints means nothing",
        R"({"services":[{"name":"s","endpoints":[{"address":"a:1"},{"address":"b:1"}]}]})",
        R"({"services":[{"name":"s","endpoints":[{"address":"b:1"},{"address":"a:1"}]}]})",
        R"({"created":[],"changed":[],"deleted":[],"moved":[]})");
    row("targets go by service", R"({"routes":[{"name":"r","to":[{"service":"a"}]}]})",
        R"({"routes":[{"name":"r","to":[{"service":"b","weight":5},{"service":"a","weight":95}]}]})",
        R"({"created":[],"changed":[{"kind":"routes","name":"r","fields":[{"pointer":"/to/0","new":{"service":"b","weight":5}},)"
        R"({"pointer":"/to/1/weight","new":95}]}],"deleted":[],"moved":[]})");
    row("other lists go by position", R"({"routes":[{"name":"r","match":{"methods":["GET","PUT"]}}]})",
        R"({"routes":[{"name":"r","match":{"methods":["PUT"]}}]})",
        R"({"created":[],"changed":[{"kind":"routes","name":"r","fields":[{"pointer":"/match/methods/0","old":"GET","new":"PUT"},)"
        R"({"pointer":"/match/methods/1","old":"PUT"}]}],"deleted":[],"moved":[]})");
    row("fields of the root", R"({"name":"a","x-team":{"mail":"m"}})",
        R"({"name":"b","description":"d","x-team":{"mail":"n"}})",
        R"({"created":[],"changed":[{"kind":"name","name":"","fields":[{"pointer":"","old":"a","new":"b"}]},)"
        R"({"kind":"x-team","name":"","fields":[{"pointer":"/mail","old":"m","new":"n"}]},)"
        R"({"kind":"description","name":"","fields":[{"pointer":"","new":"d"}]}],"deleted":[],"moved":[]})");
    row("one route moved to the front", R"({"routes":[{"name":"a"},{"name":"b"},{"name":"c"}]})",
        R"({"routes":[{"name":"c"},{"name":"a"},{"name":"b"}]})",
        R"({"created":[],"changed":[],"deleted":[],"moved":[{"kind":"routes","name":"c","after":null}]})");
    row("one route moved to the end", R"({"routes":[{"name":"a"},{"name":"b"},{"name":"c"}]})",
        R"({"routes":[{"name":"b"},{"name":"c"},{"name":"a"}]})",
        R"({"created":[],"changed":[],"deleted":[],"moved":[{"kind":"routes","name":"a","after":"c"}]})");
    row("only routes have an order", R"({"services":[{"name":"a"},{"name":"b"}]})",
        R"({"services":[{"name":"b"},{"name":"a"}]})",
        R"({"created":[],"changed":[],"deleted":[],"moved":[]})");
    row("a step with a slash is escaped", R"({"services":[{"name":"s","labels":{"a/b~c":"1"}}]})",
        R"({"services":[{"name":"s","labels":{"a/b~c":"2"}}]})",
        R"({"created":[],"changed":[{"kind":"services","name":"s","fields":[{"pointer":"/labels/a~1b~0c","old":"1","new":"2"}]}],"deleted":[],"moved":[]})");
    row("a list that is none", R"({"routes":[{"name":"r"}]})", R"({"routes":"none"})",
        R"({"created":[],"changed":[{"kind":"routes","name":"","fields":[{"pointer":"","old":[{"name":"r"}],"new":"none"}]}],"deleted":[],"moved":[]})");
}

void TestDiff::saysWhatChanged()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, expected);
    QCOMPARE(text(diffTrees(parse(before.constData()), parse(after.constData()))), expected);
}

void TestDiff::isOneEntryForOneRouteInsertedAtTheHead()
{
    const Tree before = routes(10'000);
    Tree after = before;
    after["routes"].insert(after["routes"].begin(), Tree{{"name", "new"}, {"respond", {{"status", 200}}}});
    const Diff diff = diffTrees(before, after);
    QCOMPARE(
        text(diff),
        QByteArray(R"({"created":[{"kind":"routes","name":"new"}],"changed":[],"deleted":[],"moved":[]})"));
    QCOMPARE(diff.created.front().after, std::string());
}

void TestDiff::movesAsFewAsPossible()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const Tree before = routes(8);
        Tree after = before;
        std::shuffle(after["routes"].begin(), after["routes"].end(), random);
        // The longest run that stays, found by trying all 256 subsets.
        std::size_t longest = 0;
        for (unsigned subset = 0; subset < 256; ++subset) {
            std::vector<std::string> names;
            for (unsigned i = 0; i < 8; ++i) {
                if (subset & (1U << i))
                    names.push_back(after["routes"][i]["name"]);
            }
            if (std::is_sorted(names.begin(), names.end()))
                longest = std::max(longest, names.size());
        }
        QCOMPARE(diffTrees(before, after).moved.size(), 8 - longest);
    }
}

void TestDiff::survivesObjectsThatShareAName()
{
    const Tree before =
        parse(R"({"routes":[{"name":"r","timeout":"1s"},{"name":"r","timeout":"2s"},{"timeout":"3s"},7]})");
    const Tree after = parse(R"({"routes":[{"name":"r","timeout":"1s"},{"name":"r","timeout":"9s"}]})");
    const Diff diff = diffTrees(before, after);
    QCOMPARE(diff.changed.size(), std::size_t(1));
    QCOMPARE(diff.deleted.size(), std::size_t(2));
    QVERIFY(diffTrees(before, before).isEmpty());
}

void TestDiff::leadsFromOneDocumentToTheOther()
{
    Documents documents(42);
    for (int round = 0; round < 400; ++round) {
        const Tree before = documents.next();
        const Tree after = documents.next();
        const Diff diff = diffTrees(before, after);
        const std::string reached = sorted(applied(before, diff, after)).dump();
        if (reached != sorted(after).dump())
            QFAIL(("from " + before.dump() + "\nto " + after.dump() + "\nreached " + reached).c_str());
        QVERIFY(diffTrees(after, after).isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestDiff)
#include "tst_diff.moc"
