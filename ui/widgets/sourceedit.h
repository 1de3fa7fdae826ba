#pragma once

#include "ui/widgets/codeview.h"

namespace gatehouse {

/// The source of an object, to edit: YAML or JSON with coloured keys; a new line keeps the indentation.
class SourceEdit final : public CodeView
{
    Q_OBJECT

public:
    /// `name` is what a screen reader calls the text.
    explicit SourceEdit(const QString &name, QWidget *parent = nullptr);

    /// Replaces the text as one step that can be undone, with the cursor kept in its line.
    void setText(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace gatehouse
