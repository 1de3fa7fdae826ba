#pragma once

#include "ui/theme/role.h"

#include <QWidget>

namespace gatehouse {

class Paragraph;

/// A field of a form: its label above, what is wrong with it below. The editor takes the label as its
/// accessible name and the finding as its description.
class FormField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormField)

public:
    /// `label` may mark its shortcut with an ampersand.
    FormField(const QString &label, QWidget *editor, QWidget *parent = nullptr);

    QWidget *editor() const { return m_editor; }

    /// One sentence about what is wrong and what to do; Tone::Bad or Tone::Warning.
    void setFinding(const QString &sentence, Tone tone = Tone::Bad);
    void clearFinding();
    QString finding() const;

    /// A muted sentence below the editor that stands while there is no finding.
    void setHint(const QString &sentence);

private:
    void showBelow(const QString &sentence, Role role);

    QWidget *m_editor;
    Paragraph *m_below;
    QString m_finding;
    QString m_hint;
};

} // namespace gatehouse
