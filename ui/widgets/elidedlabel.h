#pragma once

#include "ui/widgets/rolelabel.h"

namespace gatehouse {

/// One line that gives way: elided at the right where room is short, with the whole text as a tool tip only
/// then.
class ElidedLabel final : public RoleLabel
{
    Q_OBJECT

public:
    using RoleLabel::RoleLabel;

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    QString shownText(int width) const override;
};

} // namespace gatehouse
