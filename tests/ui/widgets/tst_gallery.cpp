#include "samplerows.h"

#include "look.h"

#include "ui/theme/variant.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/barcell.h"
#include "ui/widgets/breakercell.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/checkrow.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorstate.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/keyfigure.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/listentry.h"
#include "ui/widgets/matchcell.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/navrail.h"
#include "ui/widgets/numbercell.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/pagescroll.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/pickerbutton.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/popuplist.h"
#include "ui/widgets/popupmodel.h"
#include "ui/widgets/reflowgrid.h"
#include "ui/widgets/retryplan.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/sparkcell.h"
#include "ui/widgets/stepcard.h"
#include "ui/widgets/textcell.h"
#include "ui/widgets/textpanel.h"
#include "ui/widgets/toggle.h"
#include "ui/widgets/togglecell.h"
#include "ui/widgets/unitedit.h"
#include "ui/widgets/weightbar.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPixmapCache>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

template <class Widget> Widget *disabled(Widget *widget)
{
    widget->setEnabled(false);
    return widget;
}

QLineEdit *field(const char *value, const char *name)
{
    auto *edit = new QLineEdit(text(value));
    edit->setAccessibleName(text(name));
    return edit;
}

template <class Box> Box *box(const char *words, bool on)
{
    auto *made = new Box(text(words));
    made->setAutoExclusive(false);
    made->setChecked(on);
    return made;
}

QComboBox *combo(const QStringList &items, const char *name)
{
    auto *made = new QComboBox;
    made->addItems(items);
    made->setAccessibleName(text(name));
    return made;
}

QWidget *column(std::initializer_list<QWidget *> widgets)
{
    auto *holder = new QWidget;
    auto *layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    for (QWidget *widget : widgets) {
        layout->addWidget(widget);
    }
    layout->addStretch(1);
    return holder;
}

void addRow(QGridLayout *grid, const char *name, std::initializer_list<QWidget *> widgets)
{
    const int row = grid->rowCount();
    grid->addWidget(new RoleLabel(text(name), TextKind::Small, Role::Muted), row, 0);
    int at = 1;
    for (QWidget *widget : widgets) {
        const bool hugs = qobject_cast<Badge *>(widget) || qobject_cast<QToolButton *>(widget)
            || qobject_cast<Toggle *>(widget) || qobject_cast<LinkButton *>(widget);
        grid->addWidget(widget, row, at++, hugs ? Qt::AlignLeft | Qt::AlignVCenter : Qt::Alignment());
        if (qobject_cast<QPushButton *>(widget)) {
            widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        }
    }
}

Card *controls()
{
    auto *card = new Card(text("Controls"));
    card->setNote(text("every state"));
    auto *holder = new QWidget;
    auto *grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(12);
    addRow(grid, "Button",
           {plainButton(text("Default")), primaryButton(text("Primary")), quietButton(text("Quiet")),
            dangerButton(text("Delete 3 routes")), disabled(plainButton(text("Disabled"))),
            disabled(primaryButton(text("Disabled")))});
    auto *focused = field("Focus", "Focused field");
    focused->setObjectName(text("focused"));
    auto *wrong = field("Finding", "Field with a finding");
    setFindingTone(wrong, Tone::Bad);
    auto *seconds = new UnitEdit(text("s"), text("30"));
    seconds->setAccessibleName(text("Timeout"));
    addRow(grid, "Field",
           {field("Text", "Field"), focused, wrong, disabled(field("Disabled", "Disabled field")), seconds,
            disabled(new UnitEdit(text("per min"), text("30")))});
    addRow(grid, "Choice",
           {combo({text("One"), text("Two")}, "Choice"), disabled(combo({text("One")}, "Disabled choice")),
            box<QCheckBox>("Checked", true), box<QCheckBox>("Unchecked", false),
            disabled(box<QCheckBox>("Disabled", true)), disabled(box<QCheckBox>("Disabled", false))});
    auto *on = new Toggle(text("On"));
    on->setChecked(true);
    auto *off = new Toggle(text("Off"));
    addRow(grid, "Switch",
           {on, off, disabled(new Toggle(text("Disabled"))), box<QRadioButton>("Chosen", true),
            box<QRadioButton>("Not chosen", false), disabled(box<QRadioButton>("Disabled", true))});
    auto *menu = plainButton(text("Menu"));
    auto *actions = new QMenu(menu);
    actions->addAction(roleIcon(Icon::Copy), text("Copy"), QKeySequence::Copy, [] {});
    actions->addSeparator();
    actions->addAction(roleIcon(Icon::Remove), text("Delete route stock-any"));
    menu->setMenu(actions);
    addRow(grid, "Menu",
           {menu, new PickerButton(text("Environment"), text("staging")),
            new LinkButton(text("Compare and decide")), iconButton(Icon::More, text("More actions")),
            new Segmented(text("Range"), {text("5 min"), text("1 h"), text("24 h")}),
            new SearchField(text("Filter routes"))});
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setAccessibleName(text("Weight"));
    slider->setValue(60);
    auto *spin = new QSpinBox;
    spin->setAccessibleName(text("Attempts"));
    auto *progress = new QProgressBar;
    progress->setValue(40);
    auto *tabs = new QTabBar;
    tabs->addTab(text("Model"));
    tabs->addTab(text("Native"));
    tabs->setAccessibleName(text("Form"));
    addRow(grid, "Measure", {slider, disabled(new QSlider(Qt::Horizontal)), spin, progress, tabs});
    addRow(grid, "State",
           {new Badge(text("Healthy"), Tone::Ok, Glyph::Dot),
            new Badge(text("Degraded"), Tone::Warning, Glyph::Half),
            new Badge(text("Failing"), Tone::Bad, Glyph::Cross),
            new Badge(text("Drained"), Tone::Idle, Glyph::Dash),
            new Badge(text("Unknown"), Tone::Idle, Glyph::Ring), new Badge(text("Edited"), Tone::Accent)});
    for (int i = 1; i <= 6; ++i) {
        grid->setColumnStretch(i, 1);
    }
    card->addPadded(holder);
    return card;
}

QWidget *figures()
{
    std::vector<QWidget *> cells;
    SampleRows rows(4);
    const auto series = [&rows](int row) {
        return cellSeries(rows.index(row, int(SampleRows::Column::Trend)));
    };
    const auto add = [&](const char *label, KeyFigure::Values values) {
        auto *figure = new KeyFigure(text(label));
        figure->setValues(std::move(values));
        cells.push_back(figure);
    };
    add("Requests",
        {text("4,812 /s"), text("6 % vs last hour"), Glyph::Triangle, Role::Ok, Role::Accent, series(0)});
    add("Errors",
        {text("0.42 %"), text("0.31 pts since 18:02"), Glyph::Triangle, Role::Bad, Role::Bad, series(1)});
    add("Latency p99",
        {text("184 ms"), text("p50 11 ms · p95 62 ms"), Glyph::None, Role::Muted, Role::Series4, series(2)});
    add("Open breakers",
        {text("1 of 14"), text("payment-service"), Glyph::Cross, Role::Bad, Role::Bad, series(3)});
    add("Bulkheads > 80 %",
        {text("2 of 9"), text("database · external_api"), Glyph::Triangle, Role::Warning, Role::Warning,
         series(1)});
    add("Gateways in sync",
        {{}, text("revision served by each"), Glyph::None, Role::Muted, Role::Series5, {}});
    return new ReflowGrid(std::move(cells), 150);
}

Card *table(SampleRows *rows)
{
    auto *card = new Card(text("Services"));
    card->setCount(QString::number(rows->rowCount()));
    card->setNote(text("Sorted by severity"));
    auto *view = new DataTable(text("Services"));
    view->setModel(rows);
    view->setColumns({{.cell = new TextCell(TextKind::Medium), .width = 140, .stretch = true},
                      {.cell = new PillCell, .width = 104},
                      {.cell = new BreakerCell, .width = 124},
                      {.cell = new NumberCell(Qt::AlignLeft), .width = 80, .priority = 3},
                      {.cell = new NumberCell, .width = 70},
                      {.cell = new NumberCell, .width = 74},
                      {.cell = new MatchCell, .width = 220, .priority = 2},
                      {.cell = new BarCell, .width = 84, .priority = 1},
                      {.cell = new SparkCell, .width = 84, .priority = 1},
                      {.cell = new ToggleCell, .width = 90, .priority = 1}});
    view->setFittedRows(6);
    view->selectRow(0);
    card->body()->addWidget(view);
    return card;
}

Card *form()
{
    auto *card = new Card(text("place-order"));
    card->addToHeader(new Badge(text("Edited"), Tone::Accent));
    auto *path = field("/api/orders", "Path");
    path->setFont(fontOf(TextKind::Mono));
    auto *timeout = new FormField(text("Timeout"), new UnitEdit(text("s"), text("45")));
    timeout->setFinding(text("Longer than the 30 s limit of order-service. Requests would end at 30 s."));
    auto *retry = new RetryPlan;
    using namespace std::chrono_literals;
    retry->setTries({{0ms, 0ms}, {1000ms, 0ms}, {3000ms, 0ms}});
    auto *weights = new WeightBar;
    weights->setShares({{text("9201"), 3}, {text("9202"), 1}});
    auto *service =
        new FormField(text("Service"), combo({text("order-service"), text("customer-service")}, "Service"));
    service->setHint(text("2 of 3 endpoints take requests"));
    card->addPadded(
        column({new FormField(text("Path"), path), service, timeout, retry, weights,
                new CheckRow(text("Retry on connection errors"), text("Nothing reached the service yet"))}),
        1);
    return card;
}

Card *list()
{
    auto *card = new Card(text("Alerts"));
    card->setNote(text("3 open"));
    auto *first = new ListEntry({Glyph::Cross, Tone::Bad, text("Breaker opened"),
                                 text("payment-service after 5 failures in 8 s"), text("18:02:41")});
    first->setActionable(true);
    card->body()->addWidget(first);
    auto *second = new ListEntry({Glyph::Triangle, Tone::Warning, text("Bulkhead saturated"),
                                  text("database 10 of 10, 14 calls queued"), text("18:02:12")});
    second->setLast(true);
    card->body()->addWidget(second);
    card->addSection(text("Explain"), text("draft and live are compared"));
    auto *steps = new QWidget;
    auto *row = new QHBoxLayout(steps);
    row->setContentsMargins(0, 0, 0, 0);
    const std::array names{"1 · Route", "2 · Access", "3 · Bulkhead"};
    const std::array tones{Tone::Ok, Tone::Bad, Tone::Warning};
    for (size_t i = 0; i < names.size(); ++i) {
        auto *step = new StepCard(text(names[i]));
        step->setOutcome(text("place-order"), text("exact path, 1 of 2 candidates"), tones[i]);
        row->addWidget(step, 1);
    }
    card->addPadded(steps);
    card->addPadded(new SkeletonRows(3), 1);
    return card;
}

Card *source()
{
    auto *card = new Card(text("Difference"));
    auto *diff = new TextPanel(text("Difference"), TextPanel::Kind::Diff);
    diff->setText(text("  to:\n-   - {service: order-service}\n+   - {service: order-service, weight: 95}\n+ "
                       "  - {service: order-service-next, weight: 5}\n  rewrite: {prefix: /orders}"));
    diff->setMinimumHeight(110);
    auto *edit = new SourceEdit(text("Source of place-order"));
    edit->setPlainText(
        text("name: place-order\nmatch:\n  path: {exact: \"/api/orders\"}\ntimeout: 45s # too long"));
    edit->setMarks({{4, Tone::Bad, text("Longer than the 30 s limit of order-service.")}});
    edit->setMinimumHeight(100);
    card->body()->addWidget(diff);
    card->addRule();
    card->body()->addWidget(edit);
    return card;
}

QWidget *messages()
{
    auto *banner =
        new Banner(Tone::Warning, text("edge-3 was restarted at 17:58 and still serves revision 127."));
    banner->addLink(text("Compare"));
    auto *confirm = new ConfirmBar;
    confirm->ask(text("Delete route stock-any? Nothing else refers to it."), text("Delete stock-any"));
    auto *error = new ErrorState(text("Try again"));
    error->set(text("edge-2 does not answer on 127.0.0.1:7001. Start it, or change its address."),
               text("connect: connection refused"));
    auto *empty =
        new EmptyState(Icon::Gateways, text("No gateway yet"),
                       text("Gateways that run this document would be here, with their revision and state."));
    empty->addAction(text("Add gateway"));
    auto *card = new Card;
    card->body()->addWidget(error);
    card->addRule();
    card->body()->addWidget(empty, 1);
    return column(
        {banner, new Banner(Tone::Bad, text("Half of revision 129 was applied on edge-2.")), confirm, card});
}

/// A window that holds every part of ui/widgets in its states.
std::unique_ptr<QWidget> gallery(SampleRows *rows)
{
    auto window = std::make_unique<QWidget>();
    auto *outer = new QHBoxLayout(window.get());
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *rail = new NavRail({{text("Observe"), Icon::Overview, text("Overview")},
                              {{}, Icon::Topology, text("Topology")},
                              {text("Design"), Icon::Routes, text("Routes")},
                              {{}, Icon::Services, text("Services")},
                              {{}, Icon::Resilience, text("Resilience")},
                              {{}, Icon::Policies, text("Policies")},
                              {{}, Icon::Shards, text("Shards")},
                              {text("Prove"), Icon::Simulate, text("Simulate")},
                              {{}, Icon::Publish, text("Publish")},
                              {{}, Icon::Audit, text("Audit")},
                              {{}, Icon::Gateways, text("Gateways")}});
    rail->select(3);
    rail->button(4)->setAttention(1, Tone::Bad, text("1 breaker open"));
    outer->addWidget(rail);
    auto *scroll = new PageScroll;
    auto *header = new PageHeader(text("States"));
    header->setSubtitle(text("Every control in every state"));
    header->addAction(new SearchField(text("Search or run a command"), text("Ctrl K")));
    header->addAction(plainButton(text("Import OpenAPI…")));
    header->addAction(primaryButton(text("New route")));
    scroll->body()->addWidget(header);
    scroll->body()->addWidget(figures());
    scroll->body()->addWidget(controls());
    scroll->body()->addWidget(table(rows));
    auto *parts = new QHBoxLayout;
    parts->setSpacing(14);
    parts->addWidget(form(), 2);
    parts->addWidget(column({list()}), 3);
    parts->addWidget(column({source(), messages()}), 3);
    scroll->body()->addLayout(parts, 1);
    outer->addWidget(scroll, 1);
    return window;
}

QImage grab(QWidget *window, QSize size)
{
    window->resize(size);
    window->show();
    // Skeletons appear after a while, and pictures are compared.
    const auto *skeleton = window->findChild<SkeletonRows *>();
    const bool ready =
        QTest::qWaitForWindowExposed(window) && QTest::qWaitFor([skeleton] { return skeleton->isShowing(); });
    if (!ready) {
        return {};
    }
    if (auto *focused = window->findChild<QLineEdit *>(text("focused"))) {
        focused->setFocus(Qt::TabFocusReason);
    }
    return window->grab().toImage();
}

/// Where two pictures differ; empty where they are equal.
QRect difference(const QImage &first, const QImage &second)
{
    if (first.size() != second.size()) {
        return QRect(QPoint(), first.size());
    }
    QRect box;
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x) {
            if (first.pixel(x, y) != second.pixel(x, y)) {
                box |= QRect(x, y, 1, 1);
            }
        }
    }
    return box;
}

void save(const QImage &image, const char *name)
{
    const QDir build(QStringLiteral(GATEHOUSE_BIN_DIR "/.."));
    build.mkpath(text("screens"));
    image.save(build.filePath(text("screens/%1.png").arg(text(name))));
}

} // namespace

class GalleryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isPaintedInBothSchemes();
    void aLiveSwitchEqualsAFreshStart();
    void everyTabStopHasANameAndTabGoesAround();
    void noTextIsCutInButtons();
    void nothingNeedsMoreThanASmallWindow();
    void popupsFollowTheScheme();
    void menusAndListsFollowTheScheme();

private:
    LookStyle *m_style = nullptr;
};

void GalleryTest::initTestCase()
{
    m_style = applyLook();
}

void GalleryTest::isPaintedInBothSchemes()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_style->setScheme(scheme);
        SampleRows rows(6);
        const auto window = gallery(&rows);
        const QImage image = grab(window.get(), {1440, 1480});
        save(image, scheme == Scheme::Light ? "gallery-light" : "gallery-dark");
        const Theme theme(scheme);
        QCOMPARE(QColor(image.pixel(206, 700)), theme[Role::Window]);
        QCOMPARE(QColor(image.pixel(100, 1400)), theme[Role::Surface]);
    }
}

void GalleryTest::aLiveSwitchEqualsAFreshStart()
{
    for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
        SampleRows rows(6);
        m_style->setScheme(scheme == Scheme::Dark ? Scheme::Light : Scheme::Dark);
        const auto live = gallery(&rows);
        grab(live.get(), {1440, 1480});
        m_style->setScheme(scheme);
        // Qt hands the new palette out by posted events.
        QTRY_COMPARE(live->palette().color(QPalette::Window), Theme(scheme)[Role::Window]);
        const QImage switched = grab(live.get(), {1440, 1480});
        live->hide();
        const auto fresh = gallery(&rows);
        const QImage started = grab(fresh.get(), {1440, 1480});
        const QRect box = difference(switched, started);
        QVERIFY2(
            box.isEmpty(),
            qPrintable(text("%1,%2 %3x%4").arg(box.x()).arg(box.y()).arg(box.width()).arg(box.height())));
    }
}

void GalleryTest::everyTabStopHasANameAndTabGoesAround()
{
    SampleRows rows(6);
    const auto window = gallery(&rows);
    grab(window.get(), {1440, 1480});
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QSet<QWidget *> seen;
    QWidget *first = window->focusWidget();
    constexpr int enough = 200;
    for (int i = 0; i < enough; ++i) {
        QWidget *stop = QApplication::focusWidget();
        QVERIFY(stop);
        if (seen.contains(stop)) {
            break;
        }
        seen.insert(stop);
        const auto *label = qobject_cast<const QAbstractButton *>(stop);
        const bool named = !stop->accessibleName().isEmpty() || (label && !label->text().isEmpty());
        QVERIFY2(named,
                 qPrintable(text("%1 %2").arg(text(stop->metaObject()->className()), stop->objectName())));
        QTest::keyClick(stop, Qt::Key_Tab);
    }
    QCOMPARE(QApplication::focusWidget(), first);
    QVERIFY(seen.size() > 30);
}

void GalleryTest::noTextIsCutInButtons()
{
    SampleRows rows(6);
    const auto window = gallery(&rows);
    grab(window.get(), {1440, 1480});
    int checked = 0;
    for (const QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->text().isEmpty() || qobject_cast<const ListEntry *>(button)) {
            continue;
        }
        ++checked;
        const QSize least = button->minimumSizeHint();
        QVERIFY2(button->width() >= least.width() && button->height() >= least.height(),
                 qPrintable(button->text()));
        QVERIFY2(QFontMetrics(button->font()).horizontalAdvance(button->text()) < button->width(),
                 qPrintable(button->text()));
    }
    QVERIFY(checked > 30);
}

void GalleryTest::nothingNeedsMoreThanASmallWindow()
{
    SampleRows rows(6);
    const auto window = gallery(&rows);
    window->findChild<NavRail *>()->setCollapsed(true);
    const QImage image = grab(window.get(), {1024, 700});
    save(image, "gallery-small");
    auto *scroll = window->findChild<PageScroll *>();
    QVERIFY2(scroll->widget()->minimumSizeHint().width() <= scroll->viewport()->width(),
             qPrintable(text("%1 > %2")
                            .arg(scroll->widget()->minimumSizeHint().width())
                            .arg(scroll->viewport()->width())));
}

void GalleryTest::popupsFollowTheScheme()
{
    QWidget window;
    PopupList popup(text("Search or run a command"), &window);
    popup.setItems({{text("page.routes"), text("Pages"), text("Routes"), text("page"), text("Ctrl 3"),
                     Icon::Routes, true, true},
                    {text("page.services"), text("Pages"), text("Services"), text("page"), text("Ctrl 4"),
                     Icon::Services, false, true},
                    {text("route.place-order"),
                     text("Routes"),
                     text("place-order"),
                     text("POST /api/orders"),
                     {},
                     Icon::Routes,
                     false,
                     true},
                    {text("publish"),
                     text("Commands"),
                     text("Review and publish"),
                     {},
                     text("Ctrl P"),
                     Icon::Publish,
                     false,
                     false}});
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_style->setScheme(scheme);
        window.resize(700, 500);
        window.show();
        popup.openIn(&window);
        QVERIFY(QTest::qWaitForWindowExposed(&popup));
        const QImage image = popup.grab().toImage();
        save(image, scheme == Scheme::Light ? "popup-light" : "popup-dark");
        QCOMPARE(QColor(image.pixel(image.width() / 2, 3)), Theme(scheme)[Role::Raised]);
        popup.close();
    }
}

void GalleryTest::menusAndListsFollowTheScheme()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_style->setScheme(scheme);
        QWidget window;
        window.resize(400, 300);
        QMenu menu(&window);
        menu.addAction(roleIcon(Icon::Copy), text("Copy"))->setShortcut(QKeySequence::Copy);
        auto *shown = menu.addAction(text("Show disabled endpoints"));
        shown->setCheckable(true);
        shown->setChecked(true);
        menu.addAction(text("Nothing to undo"))->setEnabled(false);
        menu.addSeparator();
        menu.addAction(roleIcon(Icon::Remove), text("Delete route stock-any"));
        menu.addMenu(text("Move to"))->addAction(text("Top"));
        menu.setActiveAction(shown);
        QComboBox choice(&window);
        choice.addItems({text("order-service"), text("customer-service"), text("notification-service")});
        choice.setCurrentIndex(1);
        choice.move(20, 20);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        choice.showPopup();
        QWidget *list = choice.view()->parentWidget();
        QVERIFY(QTest::qWaitForWindowExposed(list));
        const char *dark = scheme == Scheme::Light ? "-light" : "-dark";
        menu.resize(menu.sizeHint());
        const QImage menuImage = menu.grab().toImage();
        const QImage listImage = list->grab().toImage();
        save(menuImage, qPrintable(text("menu") + text(dark)));
        save(listImage, qPrintable(text("list") + text(dark)));
        QCOMPARE(menuImage.pixelColor(menuImage.width() / 2, 3), Theme(scheme)[Role::Raised]);
        QCOMPARE(listImage.pixelColor(listImage.width() - 20, 14), Theme(scheme)[Role::Raised]);
        choice.hidePopup();
    }
}

QTEST_MAIN(GalleryTest)

#include "moc_samplerows.cpp"
#include "tst_gallery.moc"
