#include "ui/widgets/segmented.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/paintedbutton.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace gatehouse {

namespace {

class Segment final : public PaintedButton
{
public:
    Segment(const QString &text, bool first, bool last)
        : PaintedButton(text)
        , m_first(first)
        , m_last(last)
    {
        setCheckable(true);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(fontOf(TextKind::SmallMedium));
        return {metrics.horizontalAdvance(text()) + 22, scaled(26)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        if (isChecked() || (underMouse() && isEnabled())) {
            // Round only where the segment is an end of the row.
            QPainterPath path;
            path.addRoundedRect(QRectF(rect()).adjusted(m_first ? 0 : -8, 0, m_last ? 0 : 8, 0), 5, 5);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setClipRect(rect());
            painter.fillPath(path, theme[isChecked() ? Role::AccentSoft : Role::Hover]);
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
        if (!m_last) {
            painter.fillRect(QRect(width() - 1, 0, 1, height()), theme[Role::Line]);
        }
        const Role role = isChecked() ? Role::Accent : Role::Muted;
        painter.setFont(inkFont(TextKind::SmallMedium, theme));
        painter.setPen(theme[isEnabled() ? role : Role::Faint]);
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (showsFocus(this)) {
            focusRing(&painter, rect(), 5, theme);
        }
    }

private:
    bool m_first;
    bool m_last;
};

} // namespace

Segmented::Segmented(const QString &name, const QStringList &items, QWidget *parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(0);
    for (int i = 0; i < items.size(); ++i) {
        auto *segment = new Segment(items[i], i == 0, i == items.size() - 1);
        segment->setAccessibleName(items[i]);
        segment->setAccessibleDescription(name);
        m_group->addButton(segment, i);
        row->addWidget(segment);
    }
    setCurrent(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &Segmented::chosen);
}

int Segmented::current() const
{
    return m_group->checkedId();
}

void Segmented::setCurrent(int item)
{
    if (QAbstractButton *segment = m_group->button(item)) {
        segment->setChecked(true);
    }
}

QAbstractButton *Segmented::button(int item) const
{
    return m_group->button(item);
}

void Segmented::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 6, theme[Role::Surface], theme[Role::Line]);
}

} // namespace gatehouse

#include "moc_segmented.cpp"
