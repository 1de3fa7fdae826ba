#include "ui/widgets/statestack.h"

#include "look.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorstate.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/listentry.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/textpanel.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace gatehouse;
using namespace gatehouse::test;

class StateStackTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneOfFourIsShown();
    void loadingShowsNothingForAMoment();
    void detailsAreBehindTheirLink();
    void aConfirmationNamesWhatItDestroysAndEscapeMeansNo();
    void aConfirmationFocusesTheSafeButton();
    void aBannerIsDismissedByItsButton();
    void anEntryIsAButtonOnlyWhenItLeadsSomewhere();

private:
    LookStyle *m_style = nullptr;
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

template <class Button> Button *buttonOf(QWidget *widget, const char *words)
{
    for (Button *button : widget->findChildren<Button *>()) {
        if (button->text() == text(words)) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

void StateStackTest::initTestCase()
{
    m_style = applyLook();
}

void StateStackTest::oneOfFourIsShown()
{
    auto *contents = new QLabel;
    auto *empty =
        new EmptyState(Icon::Routes, text("No routes yet"), text("Routes say which service answers."));
    auto *error = new ErrorState(text("Try again"));
    StateStack stack(contents, empty, error);
    QVERIFY(qobject_cast<SkeletonRows *>(stack.currentWidget()));
    stack.showContents();
    QCOMPARE(stack.currentWidget(), contents);
    stack.showEmpty();
    QCOMPARE(stack.currentWidget(), empty);
    stack.showError(text("edge-2 does not answer."));
    QCOMPARE(stack.currentWidget(), error);
    QCOMPARE(error->accessibleName(), text("edge-2 does not answer."));
    QSignalSpy retried(error, &ErrorState::retried);
    QTest::keyClick(buttonOf<QPushButton>(error, "Try again"), Qt::Key_Return);
    QCOMPARE(retried.size(), 1);
}

void StateStackTest::loadingShowsNothingForAMoment()
{
    SkeletonRows rows(3);
    QElapsedTimer since;
    since.start();
    rows.show();
    QVERIFY(!rows.isShowing());
    QTRY_VERIFY(rows.isShowing());
    QVERIFY2(since.elapsed() >= 190, qPrintable(QString::number(since.elapsed())));
    rows.hide();
    QVERIFY(!rows.isShowing());
}

void StateStackTest::detailsAreBehindTheirLink()
{
    ErrorState error(text("Try again"));
    error.set(text("edge-2 does not answer."), {});
    auto *link = error.findChild<LinkButton *>();
    auto *details = error.findChild<TextPanel *>();
    QVERIFY(link->isHidden());
    error.set(text("edge-2 does not answer."), text("connect: connection refused"));
    QVERIFY(!link->isHidden());
    QVERIFY(details->isHidden());
    link->click();
    QVERIFY(!details->isHidden());
    QCOMPARE(details->toPlainText(), text("connect: connection refused"));
    link->click();
    QVERIFY(details->isHidden());
}

void StateStackTest::aConfirmationNamesWhatItDestroysAndEscapeMeansNo()
{
    ConfirmBar bar;
    QSignalSpy confirmed(&bar, &ConfirmBar::confirmed);
    QSignalSpy declined(&bar, &ConfirmBar::declined);
    QVERIFY(bar.isHidden());
    bar.ask(text("Delete route stock-any?"), text("Delete stock-any"));
    QVERIFY(bar.isVisible());
    QTest::keyClick(buttonOf<QPushButton>(&bar, "Keep"), Qt::Key_Escape);
    QVERIFY(bar.isHidden());
    QCOMPARE(declined.size(), 1);
    bar.ask(text("Delete route stock-any?"), text("Delete stock-any"));
    QTest::mouseClick(buttonOf<QPushButton>(&bar, "Delete stock-any"), Qt::LeftButton);
    QVERIFY(bar.isHidden());
    QCOMPARE(confirmed.size(), 1);
    QCOMPARE(declined.size(), 1);
}

void StateStackTest::aConfirmationFocusesTheSafeButton()
{
    ConfirmBar bar;
    bar.ask(text("Delete route stock-any?"), text("Delete stock-any"));
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    QVERIFY(buttonOf<QPushButton>(&bar, "Keep")->hasFocus());
    QCOMPARE(buttonOf<QPushButton>(&bar, "Delete stock-any")->accessibleDescription(),
             text("Delete route stock-any?"));
}

void StateStackTest::aBannerIsDismissedByItsButton()
{
    Banner banner(Tone::Warning, text("edge-3 still serves revision 127."));
    QSignalSpy dismissed(&banner, &Banner::dismissed);
    QSignalSpy followed(banner.addLink(text("Compare")), &LinkButton::clicked);
    banner.setDismissable();
    banner.show();
    QTest::keyClick(banner.findChild<LinkButton *>(), Qt::Key_Return);
    QCOMPARE(followed.size(), 1);
    QTest::mouseClick(banner.findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(dismissed.size(), 1);
    QVERIFY(banner.isHidden());
}

void StateStackTest::anEntryIsAButtonOnlyWhenItLeadsSomewhere()
{
    ListEntry entry(
        {Glyph::Cross, Tone::Bad, text("Breaker opened"), text("payment-service"), text("18:02:41")});
    QSignalSpy clicked(&entry, &ListEntry::clicked);
    QCOMPARE(entry.focusPolicy(), Qt::NoFocus);
    entry.setActionable(true);
    QCOMPARE(entry.focusPolicy(), Qt::TabFocus);
    entry.resize(300, 60);
    entry.show();
    QTest::mouseClick(&entry, Qt::LeftButton, {}, QPoint(100, 20));
    QTest::keyClick(&entry, Qt::Key_Space);
    QCOMPARE(clicked.size(), 2);
    QCOMPARE(entry.accessibleName(), text("Breaker opened, payment-service, 18:02:41"));
}

QTEST_MAIN(StateStackTest)

#include "tst_statestack.moc"
