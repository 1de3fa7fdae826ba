#pragma once

#include "ui/theme/glyph.h"
#include "ui/theme/role.h"
#include "ui/widgets/paintedbutton.h"

namespace gatehouse {

class ElidedLabel;
class Paragraph;
class RoleLabel;

/// An entry of a short list: glyph, title, time and an explanation below. With setActionable() it is a
/// button.
class ListEntry final : public PaintedButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListEntry)

public:
    struct Values
    {
        Glyph glyph = Glyph::None;
        Tone tone = Tone::Idle;
        QString title;
        QString text;
        QString time; ///< At the right; may be anything short.
    };

    explicit ListEntry(const Values &values, QWidget *parent = nullptr);

    void setValues(const Values &values);
    /// Whether it can be pressed; emits clicked().
    void setActionable(bool actionable);
    /// The last entry of a list has no rule below it.
    void setLast(bool last);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Values m_values;
    ElidedLabel *m_title;
    RoleLabel *m_time;
    Paragraph *m_text;
    bool m_actionable = false;
    bool m_last = false;
};

} // namespace gatehouse
