#include "ui/widgets/popuplist.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/popupdelegate.h"
#include "ui/widgets/popupmodel.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/searchfield.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QScreen>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int radius = 8;
constexpr int pageStep = 8;
constexpr int highest = 380;

} // namespace

PopupList::PopupList(const QString &placeholder, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new SearchField(placeholder))
    , m_list(new QListView)
    , m_nothing(new RoleLabel(tr("Nothing fits"), TextKind::Body, gatehouse::Role::Muted))
    , m_model(new PopupModel(this))
{
    setAccessibleName(placeholder);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(4);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing);
    m_nothing->setContentsMargins(8, 4, 8, 8);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PopupDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(placeholder);
    m_list->setUniformItemSizes(false);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->viewport()->setAutoFillBackground(false);
    // The field keeps the focus: one types and moves at the same time.
    m_list->setFocusPolicy(Qt::NoFocus);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &PopupList::filter);
    connect(m_list, &QListView::clicked, this, &PopupList::choose);
}

void PopupList::setItems(std::vector<PopupItem> items)
{
    m_model->setItems(std::move(items));
    filter(m_field->text());
}

void PopupList::setNothingFound(const QString &sentence)
{
    m_nothing->setText(sentence);
}

void PopupList::filter(const QString &query)
{
    m_model->setQuery(query);
    const int first = m_model->firstChoice();
    m_list->setCurrentIndex(first < 0 ? QModelIndex() : m_model->index(first, 0));
    m_list->setVisible(m_model->rowCount() > 0);
    m_nothing->setVisible(m_model->rowCount() == 0);
    fit(width());
}

void PopupList::fit(int width)
{
    int rows = 0;
    for (int row = 0; row < m_model->rowCount() && rows < highest; ++row) {
        rows += m_list->sizeHintForRow(row);
    }
    m_list->setFixedHeight(std::min(rows, highest) + 2);
    layout()->activate();
    resize(width, layout()->sizeHint().height());
}

void PopupList::open(const QPoint &topLeft, int width)
{
    m_field->clear();
    filter({});
    fit(width);
    QRect place(topLeft, size());
    if (const QScreen *screen = parentWidget()->screen()) {
        const QRect room = screen->availableGeometry();
        place.moveRight(std::min(place.right(), room.right()));
        place.moveBottom(std::min(place.bottom(), room.bottom()));
        place.moveLeft(std::max(place.left(), room.left()));
    }
    setGeometry(place);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void PopupList::openBelow(QWidget *anchor)
{
    constexpr int narrowest = 260;
    open(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)), std::max(anchor->width(), narrowest));
}

void PopupList::openIn(QWidget *window)
{
    constexpr int widest = 600;
    const int width = std::min(widest, window->width() - 40);
    open(window->mapToGlobal(QPoint((window->width() - width) / 2, 56)), width);
}

void PopupList::moveChoice(int step)
{
    const int count = m_model->rowCount();
    const int direction = step < 0 ? -1 : 1;
    int target = m_list->currentIndex().row();
    for (int row = target + direction; row >= 0 && row < count && step != 0; row += direction) {
        if (m_model->flags(m_model->index(row, 0)).testFlag(Qt::ItemIsEnabled)) {
            target = row;
            step -= direction;
        }
    }
    m_list->setCurrentIndex(m_model->index(target, 0));
}

bool PopupList::handleKey(int key)
{
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        moveChoice(key == Qt::Key_Down ? 1 : -1);
    } else if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
        moveChoice(key == Qt::Key_PageDown ? pageStep : -pageStep);
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose(m_list->currentIndex());
    } else if (key == Qt::Key_Escape) {
        close();
    } else {
        return false;
    }
    return true;
}

bool PopupList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress
        && handleKey(static_cast<QKeyEvent *>(event)->key())) {
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void PopupList::choose(const QModelIndex &index)
{
    if (!index.flags().testFlag(Qt::ItemIsEnabled)) {
        return;
    }
    const QString id = index.data(int(PopupModel::Role::Id)).toString();
    close();
    Q_EMIT chosen(id);
}

void PopupList::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    QPainterPath path;
    path.addRoundedRect(QRectF(rect()), radius, radius);
    setMask(QRegion(path.toFillPolygon().toPolygon()));
}

void PopupList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme[gatehouse::Role::Raised]);
    roundedPanel(&painter, rect(), radius, theme[gatehouse::Role::Raised], theme[gatehouse::Role::Line]);
}

} // namespace gatehouse

#include "moc_popuplist.cpp"
