#include "ui/widgets/popuplist.h"

#include "look.h"

#include "ui/widgets/popupmatch.h"
#include "ui/widgets/popupmodel.h"
#include "ui/widgets/searchfield.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

class PopupListTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void typingNarrowsAndRanks_data();
    void typingNarrowsAndRanks();
    void headingsAreNoChoices();
    void theCurrentItemIsMarkedFirst();
    void arrowsAndReturnChoose();
    void whatIsDisabledIsPassedOver();
    void escapeClosesWithoutAChoice();
    void aClickChooses();
    void saysWhenNothingFits();
    void amongManyTheShortestComesFirst();

private:
    LookStyle *m_style = nullptr;
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

PopupItem item(const char *id, const char *group, const char *title, const char *note = "",
               bool current = false, bool enabled = true)
{
    return {text(id), text(group), text(title), text(note), {}, std::nullopt, current, enabled};
}

std::vector<PopupItem> palette()
{
    return {item("page.overview", "Pages", "Overview"),
            item("page.routes", "Pages", "Routes", "", true),
            item("route.orders", "Routes", "orders", "any /api/orders"),
            item("route.place-order", "Routes", "place-order", "POST /api/orders"),
            item("route.off", "Routes", "orders-off", "", false, false),
            item("command.rollback", "Commands", "Roll back to revision 128"),
            item("command.publish", "Commands", "Review and publish")};
}

QStringList idsOf(const PopupModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString id = model.index(row, 0).data(int(PopupModel::Role::Id)).toString();
        if (!id.isEmpty()) {
            ids.append(id);
        }
    }
    return ids;
}

struct Fixture
{
    Fixture()
        : button(&window)
        , popup(text("Search or run a command"), &window)
    {
        window.resize(700, 500);
        window.show();
        popup.setItems(palette());
        popup.openIn(&window);
    }
    QString currentId() const
    {
        return popup.list()->currentIndex().data(int(PopupModel::Role::Id)).toString();
    }
    void press(Qt::Key key) { QTest::keyClick(popup.field(), key); }

    QWidget window;
    QPushButton button;
    PopupList popup;
};

} // namespace

void PopupListTest::initTestCase()
{
    m_style = applyLook();
}

void PopupListTest::typingNarrowsAndRanks_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("ids");
    const auto ids = [](std::initializer_list<const char *> list) {
        QStringList strings;
        for (const char *id : list) {
            strings.append(text(id));
        }
        return strings;
    };
    QTest::newRow("exact before others")
        << text("orders") << ids({"route.orders", "route.off", "route.place-order"});
    QTest::newRow("start of a word") << text("publish") << ids({"command.publish"});
    QTest::newRow("letters in order") << text("rlbk") << ids({"command.rollback"});
    QTest::newRow("words in any order") << text("128 roll") << ids({"command.rollback"});
    QTest::newRow("by note") << text("POST") << ids({"route.place-order"});
    QTest::newRow("case does not matter") << text("OVERVIEW") << ids({"page.overview"});
    QTest::newRow("nothing") << text("zzz") << QStringList();
}

void PopupListTest::typingNarrowsAndRanks()
{
    QFETCH(QString, query);
    QFETCH(QStringList, ids);
    PopupModel model;
    const QAbstractItemModelTester tester(&model);
    model.setItems(palette());
    model.setQuery(query);
    QCOMPARE(idsOf(model), ids);
}

void PopupListTest::headingsAreNoChoices()
{
    PopupModel model;
    const QAbstractItemModelTester tester(&model);
    model.setItems(palette());
    QCOMPARE(model.rowCount(), 10);
    QVERIFY(model.index(0, 0).data(int(PopupModel::Role::Heading)).toBool());
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEnabled));
    QVERIFY(model.flags(model.index(1, 0)).testFlag(Qt::ItemIsEnabled));
}

void PopupListTest::theCurrentItemIsMarkedFirst()
{
    const Fixture fixture;
    QCOMPARE(fixture.currentId(), text("page.routes"));
}

void PopupListTest::arrowsAndReturnChoose()
{
    Fixture fixture;
    QSignalSpy chosen(&fixture.popup, &PopupList::chosen);
    fixture.press(Qt::Key_Up);
    QCOMPARE(fixture.currentId(), text("page.overview"));
    fixture.press(Qt::Key_Up);
    QCOMPARE(fixture.currentId(), text("page.overview"));
    fixture.press(Qt::Key_Down);
    fixture.press(Qt::Key_Down);
    QCOMPARE(fixture.currentId(), text("route.orders"));
    fixture.press(Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), text("route.orders"));
    QVERIFY(!fixture.popup.isVisible());
}

void PopupListTest::whatIsDisabledIsPassedOver()
{
    Fixture fixture;
    fixture.press(Qt::Key_PageDown);
    QCOMPARE(fixture.currentId(), text("command.publish"));
    fixture.press(Qt::Key_Up);
    fixture.press(Qt::Key_Up);
    QCOMPARE(fixture.currentId(), text("route.place-order"));
    fixture.press(Qt::Key_Down);
    QCOMPARE(fixture.currentId(), text("command.rollback"));
}

void PopupListTest::escapeClosesWithoutAChoice()
{
    Fixture fixture;
    QSignalSpy chosen(&fixture.popup, &PopupList::chosen);
    QTest::keyClicks(fixture.popup.field(), text("or"));
    fixture.press(Qt::Key_Escape);
    QVERIFY(!fixture.popup.isVisible());
    QCOMPARE(chosen.size(), 0);
    fixture.popup.openBelow(&fixture.button);
    QVERIFY(fixture.popup.field()->text().isEmpty());
}

void PopupListTest::aClickChooses()
{
    Fixture fixture;
    QSignalSpy chosen(&fixture.popup, &PopupList::chosen);
    QListView *list = fixture.popup.list();
    const QRect heading = list->visualRect(list->model()->index(0, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, heading.center());
    QCOMPARE(chosen.size(), 0);
    const QRect row = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), text("page.overview"));
}

void PopupListTest::saysWhenNothingFits()
{
    Fixture fixture;
    const int height = fixture.popup.height();
    QTest::keyClicks(fixture.popup.field(), text("zzz"));
    QVERIFY(!fixture.popup.list()->isVisible());
    QVERIFY(fixture.popup.height() < height);
    fixture.press(Qt::Key_Return);
    QVERIFY(fixture.popup.isVisible());
}

void PopupListTest::amongManyTheShortestComesFirst()
{
    std::vector<PopupItem> items;
    for (int i = 0; i < 10'000; ++i) {
        items.push_back(item("x", "Routes", qPrintable(text("route-%1").arg(i)), "GET /api"));
    }
    PopupModel model;
    model.setItems(std::move(items));
    model.setQuery(text("route-77"));
    QVERIFY(model.rowCount() > 112);
    QCOMPARE(model.index(1, 0).data().toString(), text("route-77"));
}

QTEST_MAIN(PopupListTest)

#include "tst_popuplist.moc"
