#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/glyph.h"
#include "ui/theme/role.h"

#include <QWidget>

namespace gatehouse {

/// Wrapped text with lines 1.45 times the text's size, and a glyph before its first line if wanted.
class Paragraph final : public QWidget
{
    Q_OBJECT

public:
    Paragraph(const QString &text, TextKind kind, Role role, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setRole(Role role);
    void setGlyph(Glyph glyph);
    void setAlignment(Qt::Alignment alignment);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int lineStep() const;
    /// Lays the text out, paints it where there is a painter, and returns its height.
    int layOut(int width, QPainter *painter) const;

    QString m_text;
    TextKind m_kind;
    Role m_role;
    Glyph m_glyph = Glyph::None;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

} // namespace gatehouse
