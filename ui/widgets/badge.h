#pragma once

#include "ui/theme/glyph.h"
#include "ui/theme/role.h"

#include <QWidget>

namespace gatehouse {

/// A pill that stands by itself: a state, a count or a mark.
class Badge final : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(const QString &text, Tone tone, Glyph glyph = Glyph::None, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void set(const QString &text, Tone tone, Glyph glyph = Glyph::None);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Idle;
    Glyph m_glyph = Glyph::None;
};

} // namespace gatehouse
