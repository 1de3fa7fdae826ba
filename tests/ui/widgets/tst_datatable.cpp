#include "ui/widgets/datatable.h"

#include "look.h"
#include "samplerows.h"

#include "ui/widgets/barcell.h"
#include "ui/widgets/breakercell.h"
#include "ui/widgets/entrycell.h"
#include "ui/widgets/matchcell.h"
#include "ui/widgets/numbercell.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/sparkcell.h"
#include "ui/widgets/tableheader.h"
#include "ui/widgets/textcell.h"
#include "ui/widgets/togglecell.h"

#include <QAbstractItemModelTester>
#include <QBoxLayout>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace gatehouse;
using namespace gatehouse::test;

class DataTableTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tabEntersAndLeaves();
    void arrowsMoveTheRowAndReturnActivates();
    void theRowUnderThePointerIsBanded();
    void theFocusedRowHasARing();
    void columnsLeaveByPriority();
    void headersAreWideEnoughForTheirWords();
    void headersStandAsTheirCells();
    void endsAtItsLastRow();
    void sparklinesAreNotSharedByAddress();
    void spaceAndClickToggle();
    void sortsByTheKeyboard();
    void everyCellIsPainted();
    void aHoveredTableKeepsItsSelectionColour();

private:
    LookStyle *m_style = nullptr;
};

namespace {

using Cells = SampleRows::Column;

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

std::vector<Column> allColumns()
{
    return {{.cell = new TextCell(TextKind::Medium), .width = 140, .stretch = true},
            {.cell = new PillCell, .width = 104},
            {.cell = new BreakerCell, .width = 124},
            {.cell = new NumberCell(Qt::AlignLeft), .width = 80, .priority = 3},
            {.cell = new NumberCell, .width = 70},
            {.cell = new NumberCell, .width = 74},
            {.cell = new MatchCell, .width = 220, .priority = 2},
            {.cell = new BarCell, .width = 84, .priority = 1},
            {.cell = new SparkCell, .width = 84, .priority = 1},
            {.cell = new ToggleCell, .width = 90, .priority = 1}};
}

/// A window with a field, a table of services and another field.
struct Fixture
{
    explicit Fixture(int rows, QSize size = {1100, 300})
        : model(rows)
    {
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        before = new QLineEdit;
        after = new QLineEdit;
        table = new DataTable(text("Services"));
        table->setModel(&model);
        table->setColumns(allColumns());
        column->addWidget(before);
        column->addWidget(table, 1);
        column->addWidget(after);
        window.resize(size);
        window.show();
        window.activateWindow();
    }
    bool isReady() { return QTest::qWaitForWindowActive(&window); }
    /// The pointer comes over a row. Sent by hand: a platform tells no move to where the pointer is already.
    void hover(int row) const
    {
        const QPointF at(300, table->rowViewportPosition(row) + 10);
        QMouseEvent move(QEvent::MouseMove, at, table->viewport()->mapToGlobal(at), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(table->viewport(), &move);
    }
    QColor pixel(int x, int row) const
    {
        const QImage image = table->viewport()->grab().toImage();
        return image.pixelColor(x, table->rowViewportPosition(row) + 3);
    }

    SampleRows model;
    QWidget window;
    QLineEdit *before;
    DataTable *table;
    QLineEdit *after;
};

} // namespace

void DataTableTest::initTestCase()
{
    m_style = applyLook();
}

void DataTableTest::tabEntersAndLeaves()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    fixture.before->setFocus();
    QTest::keyClick(fixture.before, Qt::Key_Tab);
    QVERIFY(fixture.table->hasFocus());
    QCOMPARE(fixture.table->currentIndex().row(), 0);
    QTest::keyClick(fixture.table, Qt::Key_Tab);
    QVERIFY(fixture.after->hasFocus());
    QTest::keyClick(fixture.after, Qt::Key_Backtab);
    QVERIFY(fixture.table->hasFocus());
}

void DataTableTest::arrowsMoveTheRowAndReturnActivates()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    QSignalSpy moved(fixture.table, &DataTable::currentRowChanged);
    QSignalSpy activated(fixture.table, &QAbstractItemView::activated);
    fixture.before->setFocus();
    QTest::keyClick(fixture.before, Qt::Key_Tab);
    QTest::keyClick(fixture.table, Qt::Key_Down);
    QTest::keyClick(fixture.table, Qt::Key_Down);
    QCOMPARE(moved.last().first().toInt(), 2);
    QVERIFY(fixture.table->selectionModel()->isRowSelected(2));
    QTest::keyClick(fixture.table, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toModelIndex().row(), 2);
}

void DataTableTest::theRowUnderThePointerIsBanded()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    const Theme &theme = m_style->theme();
    QCOMPARE(fixture.pixel(4, 2), theme[Role::Surface]);
    fixture.hover(2);
    QCOMPARE(fixture.table->hoveredRow(), 2);
    QCOMPARE(fixture.pixel(4, 2), theme[Role::Hover]);
    QCOMPARE(fixture.pixel(800, 2), theme[Role::Hover]);
    QCOMPARE(fixture.pixel(4, 3), theme[Role::Surface]);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(fixture.table->viewport(), &leave);
    QCOMPARE(fixture.table->hoveredRow(), -1);
    QCOMPARE(fixture.pixel(4, 2), theme[Role::Surface]);
}

void DataTableTest::theFocusedRowHasARing()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    fixture.before->setFocus();
    QTest::keyClick(fixture.before, Qt::Key_Tab);
    QTest::keyClick(fixture.table, Qt::Key_Down);
    const QImage image = fixture.table->viewport()->grab().toImage();
    const int top = fixture.table->rowViewportPosition(1);
    QCOMPARE(image.pixelColor(300, top + 1), m_style->theme()[Role::Accent]);
    QCOMPARE(image.pixelColor(300, top + 33 - 2), m_style->theme()[Role::Accent]);
    fixture.after->setFocus();
    const QImage without = fixture.table->viewport()->grab().toImage();
    QCOMPARE(without.pixelColor(300, top + 1), m_style->theme()[Role::AccentSoft]);
}

void DataTableTest::columnsLeaveByPriority()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    const auto hidden = [&fixture](Cells column) {
        return fixture.table->isColumnHidden(int(column));
    };
    QVERIFY(!hidden(Cells::Endpoints));
    fixture.window.resize(1000, 300);
    QVERIFY(hidden(Cells::Endpoints));
    QVERIFY(!hidden(Cells::Match));
    fixture.window.resize(780, 300);
    QVERIFY(hidden(Cells::Match));
    fixture.window.resize(560, 300);
    QVERIFY(hidden(Cells::Trend));
    QVERIFY(!hidden(Cells::Service));
    QVERIFY(!hidden(Cells::Errors));
    fixture.window.resize(1100, 300);
    QVERIFY(!hidden(Cells::Endpoints));
    int width = 0;
    for (int i = 0; i < fixture.model.columnCount(); ++i) {
        width += fixture.table->columnWidth(i);
    }
    QCOMPARE(width, fixture.table->viewport()->width());
}

void DataTableTest::headersAreWideEnoughForTheirWords()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    const QFontMetrics metrics(fontOf(TextKind::SmallMedium));
    for (int i = 0; i < fixture.model.columnCount(); ++i) {
        const QString title = fixture.model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString();
        QVERIFY2(fixture.table->columnWidth(i) >= metrics.horizontalAdvance(title) + 20, qPrintable(title));
    }
}

void DataTableTest::headersStandAsTheirCells()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    auto *header = fixture.table->horizontalHeader();
    const QImage image = header->viewport()->grab().toImage();
    const QColor back = m_style->theme()[Role::Raised];
    const auto inkedAt = [&](Cells column, int from, int to) {
        const int left = header->sectionViewportPosition(int(column));
        for (int x = left + from; x < left + to; ++x) {
            for (int y = 4; y < image.height() - 4; ++y) {
                if (image.pixelColor(x, y) != back) {
                    return true;
                }
            }
        }
        return false;
    };
    const int width = fixture.table->columnWidth(int(Cells::Rate));
    QVERIFY(inkedAt(Cells::Rate, width - 16, width - 10));
    QVERIFY(!inkedAt(Cells::Rate, 0, 12));
    QVERIFY(inkedAt(Cells::Service, 10, 16));
}

void DataTableTest::endsAtItsLastRow()
{
    Fixture fixture(3);
    QVERIFY(fixture.isReady());
    fixture.table->setFittedRows(6);
    QCOMPARE(fixture.table->height(), 31 + 3 * 34);
    SampleRows many(50);
    fixture.table->setModel(&many);
    QTRY_COMPARE(fixture.table->height(), 31 + 6 * 34);
    fixture.table->setModel(&fixture.model);
}

void DataTableTest::sparklinesAreNotSharedByAddress()
{
    // A series that is gone may leave its address to the next one: that must not show the old picture.
    DataTable table(text("Trends"));
    class Trend final : public QAbstractTableModel
    {
    public:
        int rowCount(const QModelIndex &) const override { return 1; }
        int columnCount(const QModelIndex &) const override { return 1; }
        QVariant data(const QModelIndex &, int role) const override
        {
            return role == int(CellRole::Series) ? cellValue(series) : QVariant();
        }
        SparkSeries series;
    };
    Trend model;
    table.setModel(&model);
    table.setColumns({{.cell = new SparkCell, .width = 84, .stretch = true}});
    table.resize(200, 70);
    const auto show = [&](bool rising) {
        std::vector<float> values;
        for (int i = 0; i < 60; ++i) {
            values.push_back(float(rising ? i : 60 - i));
        }
        model.series.reset();
        model.series = std::make_shared<const std::vector<float>>(std::move(values));
        return table.viewport()->grab().toImage();
    };
    const QImage rising = show(true);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(show(false) != rising);
        QVERIFY(show(true) == rising);
    }
}

void DataTableTest::spaceAndClickToggle()
{
    Fixture fixture(3);
    QVERIFY(fixture.isReady());
    const QModelIndex cell = fixture.model.index(1, int(Cells::Publish));
    QCOMPARE(cell.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    const QRect rect = fixture.table->visualRect(cell);
    QTest::mouseClick(fixture.table->viewport(), Qt::LeftButton, {},
                      QPoint(rect.left() + 20, rect.center().y()));
    QCOMPARE(cell.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QTest::mouseClick(fixture.table->viewport(), Qt::LeftButton, {},
                      QPoint(rect.right() - 4, rect.center().y()));
    QCOMPARE(cell.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    fixture.table->setFocus();
    fixture.table->setCurrentIndex(cell);
    QTest::keyClick(fixture.table, Qt::Key_Space);
    QCOMPARE(cell.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
}

void DataTableTest::sortsByTheKeyboard()
{
    Fixture fixture(3);
    QVERIFY(fixture.isReady());
    fixture.table->setSortingEnabled(true);
    fixture.table->setFocus();
    fixture.table->setCurrentIndex(fixture.model.index(0, int(Cells::Rate)));
    QTest::keyClick(fixture.table, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(fixture.table->horizontalHeader()->sortIndicatorSection(), int(Cells::Rate));
    QCOMPARE(fixture.table->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    QTest::keyClick(fixture.table, Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(fixture.table->horizontalHeader()->sortIndicatorOrder(), Qt::AscendingOrder);
}

void DataTableTest::everyCellIsPainted()
{
    Fixture fixture(4);
    const QAbstractItemModelTester tester(&fixture.model);
    QVERIFY(fixture.isReady());
    const QImage image = fixture.table->viewport()->grab().toImage();
    const QColor back = m_style->theme()[Role::Surface];
    for (int column = 0; column < fixture.model.columnCount(); ++column) {
        const QRect rect = fixture.table->visualRect(fixture.model.index(2, column)).adjusted(10, 2, -10, -3);
        bool inked = false;
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x) {
                inked = inked || image.pixelColor(x, y) != back;
            }
        }
        QVERIFY2(inked, qPrintable(QString::number(column)));
    }
}

void DataTableTest::aHoveredTableKeepsItsSelectionColour()
{
    Fixture fixture(5);
    QVERIFY(fixture.isReady());
    fixture.table->selectRow(2);
    fixture.hover(2);
    QCOMPARE(fixture.table->hoveredRow(), 2);
    QCOMPARE(fixture.pixel(4, 2), m_style->theme()[Role::AccentSoft]);
}

QTEST_MAIN(DataTableTest)

#include "moc_samplerows.cpp"
#include "tst_datatable.moc"
