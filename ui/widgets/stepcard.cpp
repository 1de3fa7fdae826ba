#include "ui/widgets/stepcard.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/paragraph.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace gatehouse {

StepCard::StepCard(const QString &step, QWidget *parent)
    : QFrame(parent)
    , m_name(step)
    , m_outcome(new ElidedLabel({}, TextKind::Medium, Role::Text))
    , m_reason(new Paragraph({}, TextKind::Small, Role::Muted))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(13, 8, 8, 8);
    column->setSpacing(2);
    column->addWidget(new ElidedLabel(step, TextKind::Small, Role::Muted));
    column->addWidget(m_outcome);
    column->addWidget(m_reason);
    column->addStretch(1);
    setMinimumWidth(60);
}

void StepCard::setOutcome(const QString &outcome, const QString &reason, Tone tone)
{
    m_outcome->setText(outcome);
    m_reason->setText(reason);
    m_tone = tone;
    setAccessibleName(QStringList{m_name, outcome, reason}.join(QStringLiteral(", ")));
    update();
}

void StepCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 6, theme[Role::Surface], theme[Role::Line]);
    QPainterPath path;
    path.addRoundedRect(QRectF(rect()), 6, 6);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRectF(0, 0, 3, height()));
    painter.fillPath(path, theme[ink(m_tone)]);
}

} // namespace gatehouse

#include "moc_stepcard.cpp"
