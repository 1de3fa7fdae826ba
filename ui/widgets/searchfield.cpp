#include "ui/widgets/searchfield.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/theme/variant.h"
#include "ui/widgets/keycap.h"

#include <QKeyEvent>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int lensRoom = 20;
constexpr int lensSide = 14;
constexpr int capEdge = 6;

} // namespace

SearchField::SearchField(const QString &placeholder, const QString &keyCap, QWidget *parent)
    : QLineEdit(parent)
    , m_keyCap(keyCap)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setTextMargins(lensRoom, 0, keyCap.isEmpty() ? 0 : keyCapSize(keyCap).width(), 0);
    setMinimumWidth(scaled(120));
    if (!keyCap.isEmpty()) {
        setVariant(this, Variant::Search);
    }
}

QSize SearchField::sizeHint() const
{
    return {scaled(240), QLineEdit::sizeHint().height()};
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    paintIcon(&painter, Icon::Search, QRectF(10, (height() - lensSide) / 2.0, lensSide, lensSide),
              theme[isEnabled() ? Role::Muted : Role::Faint]);
    if (!m_keyCap.isEmpty() && text().isEmpty()) {
        const QSize size = keyCapSize(m_keyCap);
        paintKeyCap(&painter, theme, {width() - size.width() - double(capEdge), height() / 2.0}, m_keyCap);
    }
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace gatehouse

#include "moc_searchfield.cpp"
