#pragma once

#include "ui/theme/glyph.h"
#include "ui/theme/icon.h"
#include "ui/widgets/paintedbutton.h"

namespace gatehouse {

/// One page in the navigation: icon, word, and a count of what needs attention there.
class NavButton final : public PaintedButton
{
    Q_OBJECT

public:
    NavButton(Icon icon, const QString &text, QWidget *parent = nullptr);

    /// Only the icon, with the word as a tool tip.
    void setCollapsed(bool collapsed);
    /// 0 shows nothing. `meaning` is added to the accessible name, such as "1 breaker open".
    void setAttention(int count, Tone tone = Tone::Bad, const QString &meaning = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintAttention(QPainter *painter, double iconRight);

    Icon m_icon;
    bool m_collapsed = false;
    int m_count = 0;
    Tone m_tone = Tone::Bad;
};

} // namespace gatehouse
