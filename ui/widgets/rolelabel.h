#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/glyph.h"
#include "ui/theme/role.h"

#include <QLabel>

namespace gatehouse {

/// One line of plain text whose colour is a role, with a state glyph before it if wanted. Never cut: where
/// room is short, use ElidedLabel.
class RoleLabel : public QLabel
{
    Q_OBJECT

public:
    RoleLabel(const QString &text, TextKind kind, Role role, QWidget *parent = nullptr);

    void setRole(Role role);
    void setTone(Tone tone) { setRole(ink(tone)); }
    void setGlyph(Glyph glyph);
    /// Digits of even width, for figures that change while one looks.
    void setTabular(bool tabular);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    /// What is painted where `width` pixels are free.
    virtual QString shownText(int width) const;

private:
    TextKind m_kind;
    Role m_role;
    Glyph m_glyph = Glyph::None;
    bool m_tabular = false;
};

} // namespace gatehouse
