#include "ui/theme/lookstyle.h"

#include "../widgets/look.h"

#include "ui/theme/icon.h"
#include "ui/theme/pill.h"
#include "ui/theme/schemeswitch.h"
#include "ui/theme/variant.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolTip>

using namespace gatehouse;
using namespace gatehouse::test;

class LookStyleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyWidgetFindsItsTheme();
    void controlsAreThirtyPixelsHigh();
    void primaryButtonIsAccentAndDangerHasARedLine();
    void aFindingColoursTheLine_data();
    void aFindingColoursTheLine();
    void focusShowsAsARing();
    void buttonsShowFocusOnlyForTheKeyboard();
    void scrollBarHasNoArrowsAndAHandleThatCanBeGrabbed();
    void schemeSwitchFollowsItsChoice();
    void popupsAndToolTipsTakeTheDarkPalette();
    void everyIconIsDrawn();
    void iconsFollowTheTheme();
    void iconsAreSharpAtTwice();
    void textGrowsAndControlsWithIt();

private:
    LookStyle *m_style = nullptr;
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

QImage pictureOf(QWidget *widget, QSize size)
{
    widget->resize(size);
    return widget->grab().toImage();
}

/// How many pixels of a picture have exactly a colour.
int countOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, y) == colour ? 1 : 0;
        }
    }
    return count;
}

} // namespace

void LookStyleTest::initTestCase()
{
    m_style = applyLook();
}

void LookStyleTest::everyWidgetFindsItsTheme()
{
    QPushButton button;
    QCOMPARE(&themeOf(&button), &m_style->theme());
    QCOMPARE(themeOf(nullptr).scheme(), Scheme::Light);
}

void LookStyleTest::controlsAreThirtyPixelsHigh()
{
    QPushButton button(text("Publish"));
    QLineEdit edit;
    QComboBox combo;
    QSpinBox spin;
    for (const QWidget *control : {static_cast<QWidget *>(&button), static_cast<QWidget *>(&edit),
                                   static_cast<QWidget *>(&combo), static_cast<QWidget *>(&spin)}) {
        QCOMPARE(control->sizeHint().height(), 30);
    }
}

void LookStyleTest::primaryButtonIsAccentAndDangerHasARedLine()
{
    QPushButton button(text("x"));
    const Theme &theme = m_style->theme();
    QCOMPARE(pictureOf(&button, {100, 30}).pixelColor(20, 15), theme[Role::Surface]);
    setVariant(&button, Variant::Primary);
    QCOMPARE(pictureOf(&button, {100, 30}).pixelColor(20, 15), theme[Role::Accent]);
    setVariant(&button, Variant::Danger);
    QCOMPARE(pictureOf(&button, {100, 30}).pixelColor(50, 0), theme[Role::Bad]);
    button.setEnabled(false);
    QCOMPARE(pictureOf(&button, {100, 30}).pixelColor(20, 15), theme[Role::IdleSoft]);
}

void LookStyleTest::aFindingColoursTheLine_data()
{
    QTest::addColumn<int>("tone");
    QTest::newRow("bad") << int(Tone::Bad);
    QTest::newRow("warning") << int(Tone::Warning);
}

void LookStyleTest::aFindingColoursTheLine()
{
    QFETCH(int, tone);
    QLineEdit edit;
    QComboBox combo;
    QSpinBox spin;
    for (QWidget *field :
         {static_cast<QWidget *>(&edit), static_cast<QWidget *>(&combo), static_cast<QWidget *>(&spin)}) {
        QCOMPARE(pictureOf(field, {100, 30}).pixelColor(50, 0), m_style->theme()[Role::Line]);
        setFindingTone(field, Tone(tone));
        QCOMPARE(pictureOf(field, {100, 30}).pixelColor(50, 0), m_style->theme()[ink(Tone(tone))]);
        setFindingTone(field, std::nullopt);
        QCOMPARE(pictureOf(field, {100, 30}).pixelColor(50, 0), m_style->theme()[Role::Line]);
    }
}

void LookStyleTest::focusShowsAsARing()
{
    QLineEdit edit;
    edit.show();
    edit.activateWindow();
    edit.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&edit));
    const QImage image = pictureOf(&edit, {100, 30});
    QCOMPARE(image.pixelColor(50, 0), m_style->theme()[Role::Accent]);
    QCOMPARE(image.pixelColor(50, 1), m_style->theme()[Role::Accent]);
    QCOMPARE(image.pixelColor(80, 3), m_style->theme()[Role::Surface]);
}

void LookStyleTest::buttonsShowFocusOnlyForTheKeyboard()
{
    QWidget window;
    QPushButton first(text("First"), &window);
    QPushButton second(text("Second"), &window);
    second.move(0, 50);
    window.resize(200, 100);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::mouseClick(&first, Qt::LeftButton);
    first.setFocus(Qt::MouseFocusReason);
    QCOMPARE(countOf(first.grab().toImage(), m_style->theme()[Role::Accent]), 0);
    QTest::keyClick(&first, Qt::Key_Tab);
    QVERIFY(second.hasFocus());
    QVERIFY(countOf(second.grab().toImage(), m_style->theme()[Role::Accent]) > 100);
}

void LookStyleTest::scrollBarHasNoArrowsAndAHandleThatCanBeGrabbed()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(12, 200);
    bar.setRange(0, 1'000'000);
    bar.setPageStep(10);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.subControls = QStyle::SC_All;
    option.orientation = Qt::Vertical;
    option.minimum = bar.minimum();
    option.maximum = bar.maximum();
    option.pageStep = bar.pageStep();
    option.state.setFlag(QStyle::State_Horizontal, false);
    option.rect = bar.rect();
    const auto part = [&](QStyle::SubControl control) {
        return m_style->subControlRect(QStyle::CC_ScrollBar, &option, control, &bar);
    };
    QVERIFY(part(QStyle::SC_ScrollBarAddLine).isEmpty());
    QVERIFY(part(QStyle::SC_ScrollBarSubLine).isEmpty());
    QCOMPARE(part(QStyle::SC_ScrollBarSlider), QRect(0, 0, 12, 28));
    option.sliderPosition = bar.maximum();
    QCOMPARE(part(QStyle::SC_ScrollBarSlider), QRect(0, 172, 12, 28));
}

void LookStyleTest::schemeSwitchFollowsItsChoice()
{
    SchemeSwitch choice(m_style, SchemeChoice::Light);
    QSignalSpy changed(&choice, &SchemeSwitch::schemeChanged);
    choice.setChoice(SchemeChoice::Dark);
    QCOMPARE(m_style->theme().scheme(), Scheme::Dark);
    QCOMPARE(changed.size(), 1);
    choice.setChoice(SchemeChoice::Dark);
    QCOMPARE(changed.size(), 1);
    choice.setChoice(SchemeChoice::System);
    QCOMPARE(m_style->theme().scheme(), systemScheme());
    // The desktop says that its theme is another one.
    m_style->setScheme(systemScheme() == Scheme::Light ? Scheme::Dark : Scheme::Light);
    QEvent event(QEvent::ThemeChange);
    QCoreApplication::sendEvent(qApp, &event);
    QCOMPARE(m_style->theme().scheme(), systemScheme());
    choice.setChoice(SchemeChoice::Light);
}

void LookStyleTest::popupsAndToolTipsTakeTheDarkPalette()
{
    m_style->setScheme(Scheme::Dark);
    const Theme dark(Scheme::Dark);
    QMenu menu;
    menu.addAction(text("Delete route stock-any"));
    const QImage image = pictureOf(&menu, menu.sizeHint());
    QCOMPARE(image.pixelColor(image.width() / 2, 3), dark[Role::Raised]);
    QCOMPARE(QToolTip::palette().color(QPalette::ToolTipBase), dark[Role::Raised]);
    QCOMPARE(QToolTip::palette().color(QPalette::ToolTipText), dark[Role::Text]);
    m_style->setScheme(Scheme::Light);
}

void LookStyleTest::everyIconIsDrawn()
{
    for (int icon = 0; icon < iconCount; ++icon) {
        QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintIcon(&painter, Icon(icon), QRectF(0, 0, 32, 32), Qt::black);
        painter.end();
        int inked = 0;
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x) {
                inked += image.pixelColor(x, y).alpha() > 100 ? 1 : 0;
            }
        }
        QVERIFY2(inked > 20, qPrintable(QString::number(icon)));
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }
}

void LookStyleTest::iconsFollowTheTheme()
{
    const QIcon icon = roleIcon(Icon::Stop, Role::Text);
    const auto middle = [&icon] {
        return icon.pixmap(16, 16).toImage().pixelColor(8, 3);
    };
    const QColor light = middle();
    m_style->setScheme(Scheme::Dark);
    const QColor dark = middle();
    m_style->setScheme(Scheme::Light);
    QVERIFY(dark.lightness() > light.lightness() + 100);
    QVERIFY(icon.pixmap(16, 16, QIcon::Disabled).toImage().pixelColor(8, 3) != light);
}

void LookStyleTest::iconsAreSharpAtTwice()
{
    QPixmap pixmap(64, 64);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::white);
    QPainter painter(&pixmap);
    paintIcon(&painter, Icon::Stop, QRectF(8, 8, 16, 16), Qt::black);
    painter.end();
    // Drawn at 32 device pixels: the stroke of 1.35 px covers two or three of them, and nothing between.
    const QImage image = pixmap.toImage();
    QCOMPARE(image.pixelColor(32, 32), QColor(Qt::white));
    QVERIFY(image.pixelColor(22, 32).lightness() < 60 || image.pixelColor(23, 32).lightness() < 60);
}

void LookStyleTest::textGrowsAndControlsWithIt()
{
    setFonts(1.5);
    QPushButton button(text("Publish"));
    // Text is sized in whole pixels, and the rest follows it.
    QCOMPARE(button.sizeHint().height(), scaled(30));
    QCOMPARE(scaled(30), 46);
    QCOMPARE(button.font().pixelSize(), 20);
    QCOMPARE(pillHeight(), scaled(20));
    setFonts();
    QCOMPARE(scaled(30), 30);
}

QTEST_MAIN(LookStyleTest)

#include "tst_lookstyle.moc"
