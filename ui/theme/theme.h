#pragma once

#include "ui/theme/role.h"

#include <QColor>
#include <QPalette>

class QWidget;

namespace gatehouse {

enum class Scheme { Light, Dark };

/// The colours of one scheme: a value that answers a role with a colour.
class Theme final
{
public:
    explicit Theme(Scheme scheme = Scheme::Light)
        : m_scheme(scheme)
    {
    }

    Scheme scheme() const { return m_scheme; }
    bool isDark() const { return m_scheme == Scheme::Dark; }

    QColor operator[](Role role) const;

    /// The translucent fill under a line of that role, in charts and sparklines.
    QColor wash(Role role) const;

    /// What Qt's own widgets take their colours from.
    QPalette palette() const;

private:
    Scheme m_scheme;
};

/// The theme a widget is painted in: that of its LookStyle. A widget under another style gets the light
/// theme.
const Theme &themeOf(const QWidget *widget);

/// WCAG 2 contrast of two opaque colours, from 1 to 21.
double contrast(const QColor &first, const QColor &second);

} // namespace gatehouse
