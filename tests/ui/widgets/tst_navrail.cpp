#include "ui/widgets/navrail.h"

#include "look.h"

#include "ui/widgets/keyfigure.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/reflowgrid.h"
#include "ui/widgets/retryplan.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/weightbar.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

class NavRailTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isOneTabStopAndArrowsMove();
    void collapsesToIconsWithToolTips();
    void attentionIsSaidInWords();
    void segmentsAreOneTabStopAndArrowsMove();
    void choosingFromCodeDoesNotEmit();
    void figuresFoldInsteadOfBeingSqueezed();
    void sharesSumToAHundred();
    void retriesAreSaidInWords();
    void aMissingFigureIsADash();

private:
    LookStyle *m_style = nullptr;
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

std::vector<NavItem> items()
{
    return {{text("Observe"), Icon::Overview, text("Overview")},
            {text("Design"), Icon::Routes, text("Routes")},
            {{}, Icon::Services, text("Services")}};
}

} // namespace

void NavRailTest::initTestCase()
{
    m_style = applyLook();
}

void NavRailTest::isOneTabStopAndArrowsMove()
{
    NavRail rail(items());
    rail.select(0);
    QSignalSpy chosen(&rail, &NavRail::chosen);
    rail.show();
    rail.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&rail));
    int stops = 0;
    for (int page = 0; page < 3; ++page) {
        stops += rail.button(page)->focusPolicy() & Qt::TabFocus ? 1 : 0;
    }
    rail.button(0)->setFocus(Qt::TabFocusReason);
    QTest::keyClick(rail.button(0), Qt::Key_Down);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(rail.current(), 1);
    QVERIFY(rail.button(1)->hasFocus());
    QTest::mouseClick(rail.button(2), Qt::LeftButton);
    QCOMPARE(chosen.last().first().toInt(), 2);
    QVERIFY(stops >= 1);
}

void NavRailTest::collapsesToIconsWithToolTips()
{
    NavRail rail(items());
    rail.show();
    QCOMPARE(rail.width(), 200);
    QVERIFY(rail.button(0)->toolTip().isEmpty());
    rail.setCollapsed(true);
    QCOMPARE(rail.minimumWidth(), 57);
    QCOMPARE(rail.button(0)->toolTip(), text("Overview"));
    QCOMPARE(rail.button(0)->accessibleName(), text("Overview"));
    rail.setCollapsed(false);
    QCOMPARE(rail.minimumWidth(), 200);
}

void NavRailTest::attentionIsSaidInWords()
{
    NavRail rail(items());
    rail.button(2)->setAttention(1, Tone::Bad, text("1 breaker open"));
    QCOMPARE(rail.button(2)->accessibleName(), text("Services, 1 breaker open"));
    rail.button(2)->setAttention(0);
    QCOMPARE(rail.button(2)->accessibleName(), text("Services"));
}

void NavRailTest::segmentsAreOneTabStopAndArrowsMove()
{
    Segmented range(text("Range"), {text("5 min"), text("1 h"), text("24 h")});
    QSignalSpy chosen(&range, &Segmented::chosen);
    range.show();
    range.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&range));
    range.button(0)->setFocus(Qt::TabFocusReason);
    QTest::keyClick(range.button(0), Qt::Key_Right);
    QCOMPARE(range.current(), 1);
    QCOMPARE(chosen.size(), 1);
    QTest::keyClick(range.button(1), Qt::Key_Left);
    QCOMPARE(range.current(), 0);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!range.button(i)->accessibleName().isEmpty());
    }
}

void NavRailTest::choosingFromCodeDoesNotEmit()
{
    Segmented range(text("Range"), {text("5 min"), text("1 h")});
    QSignalSpy chosen(&range, &Segmented::chosen);
    range.setCurrent(1);
    range.setCurrent(7);
    QCOMPARE(range.current(), 1);
    QCOMPARE(chosen.size(), 0);
}

void NavRailTest::figuresFoldInsteadOfBeingSqueezed()
{
    std::vector<QWidget *> cells;
    for (int i = 0; i < 6; ++i) {
        cells.push_back(new KeyFigure(text("Requests")));
    }
    const std::vector<QWidget *> figures = cells;
    ReflowGrid grid(std::move(cells), 150);
    grid.show();
    grid.resize(1200, 130);
    QCOMPARE(grid.columns(), 6);
    grid.resize(900, 260);
    QCOMPARE(grid.columns(), 3);
    grid.resize(400, 400);
    QCOMPARE(grid.columns(), 2);
    for (const QWidget *figure : figures) {
        QTRY_VERIFY(figure->width() >= 150);
    }
    QVERIFY(grid.minimumSizeHint().width() <= 2 * 150 + 14);
}

void NavRailTest::sharesSumToAHundred()
{
    WeightBar bar;
    bar.resize(300, 22);
    bar.setShares({{text("9201"), 3}, {text("9202"), 1}, {text("9203"), 0}});
    QCOMPARE(bar.accessibleName(), text("9201 · 75 %, 9202 · 25 %, 9203 · 0 %"));
    const QImage image = bar.grab().toImage();
    QCOMPARE(image.pixelColor(10, 4), m_style->theme()[Role::AccentSoft]);
    QCOMPARE(image.pixelColor(290, 4), m_style->theme()[Role::IdleSoft]);
    bar.setShares({{text("a"), 0}});
    QCOMPARE(bar.accessibleName(), text("a · 0 %"));
}

void NavRailTest::retriesAreSaidInWords()
{
    using namespace std::chrono_literals;
    RetryPlan plan;
    plan.setTries({{0ms, 0ms}, {500ms, 0ms}, {2500ms, 0ms}});
    QCOMPARE(plan.accessibleName(), text("try 2 after 500 ms, try 3 after 2.5 s"));
    plan.setTries({{0ms, 0ms}});
    QCOMPARE(plan.accessibleName(), text("One try"));
}

void NavRailTest::aMissingFigureIsADash()
{
    KeyFigure figure(text("Requests"));
    QCOMPARE(figure.accessibleName(), text("Requests: –"));
    KeyFigure::Values values;
    values.figure = text("4,812 /s");
    values.note = text("6 % vs last hour");
    figure.setValues(values);
    QCOMPARE(figure.accessibleName(), text("Requests: 4,812 /s, 6 % vs last hour"));
}

QTEST_MAIN(NavRailTest)

#include "tst_navrail.moc"
