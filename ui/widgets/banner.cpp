#include "ui/widgets/banner.h"

#include "ui/theme/panels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/paragraph.h"

#include <QBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace gatehouse {

namespace {

Glyph glyphOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return Glyph::Check;
    case Tone::Warning:
        return Glyph::Triangle;
    case Tone::Bad:
        return Glyph::Cross;
    case Tone::Idle:
        return Glyph::Dash;
    case Tone::Accent:
        return Glyph::Dot;
    }
    return Glyph::None;
}

} // namespace

Banner::Banner(Tone tone, const QString &sentence, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_row(new QHBoxLayout(this))
    , m_sentence(new Paragraph({}, TextKind::Body, Role::Text))
{
    m_row->setContentsMargins(34, 8, 10, 8);
    m_row->setSpacing(10);
    m_row->addWidget(m_sentence, 1, Qt::AlignVCenter);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    set(tone, sentence);
}

void Banner::set(Tone tone, const QString &sentence)
{
    m_tone = tone;
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    update();
}

QString Banner::sentence() const
{
    return m_sentence->text();
}

LinkButton *Banner::addLink(const QString &text)
{
    auto *link = new LinkButton(text);
    m_row->addWidget(link, 0, Qt::AlignVCenter);
    return link;
}

void Banner::setDismissable()
{
    auto *close = iconButton(Icon::Close, tr("Dismiss"));
    m_row->addWidget(close, 0, Qt::AlignVCenter);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 6, theme[soft(m_tone)], {});
    paintGlyph(&painter, glyphOf(m_tone), {19, height() / 2.0}, 11, theme[ink(m_tone)]);
}

} // namespace gatehouse

#include "moc_banner.cpp"
