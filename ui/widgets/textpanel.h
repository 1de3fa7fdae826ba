#pragma once

#include "ui/widgets/codeview.h"

namespace gatehouse {

/// Text to read: a native config, a diff, technical details. Can be selected, copied and searched through.
class TextPanel final : public CodeView
{
    Q_OBJECT

public:
    enum class Kind {
        Plain,
        Diff, ///< Lines that begin with + or − stand on the colour of what was added or removed.
    };

    /// `name` is what a screen reader calls the text.
    explicit TextPanel(const QString &name, Kind kind = Kind::Plain, QWidget *parent = nullptr);

    /// Keeps the scroll position where the text is the same as before.
    void setText(const QString &text);

protected:
    Role lineRole(const QString &line) const override;

private:
    Kind m_kind;
};

} // namespace gatehouse
