#pragma once

#include "core/model/values.h"
#include "ui/routes/targetlist.h"
#include "ui/terms/objectform.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLineEdit;

namespace gatehouse {

class FormField;
class Paragraph;
class Toggle;

/// Edits one route of the draft, field by field, with what is wrong under each.
class RouteForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RouteForm)

public:
    explicit RouteForm(WorkspaceSession &session, QWidget *parent = nullptr);

    /// Empty: nothing is edited.
    void setRoute(const QString &name);
    QString route() const { return toQString(m_form->object().name); }
    /// Puts the cursor into the field of a finding.
    void showField(const QString &pointer);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);
    /// The route has another name now.
    void renamed(const QString &name);

private:
    const Route *current() const;
    FormField *addText(const QString &label, const QString &pointer, const QString &hint,
                       std::function<QString(const Route &)> read, ObjectForm::Write write,
                       bool mono = false);
    void addMatch();
    void addAction();
    void addLimits();
    void addAccess();
    /// Kind and text of the path as the draft has them.
    std::pair<QString, QString> pathChoice() const;
    Result<Edits> writePath(const QString &kind, const QString &text) const;
    Result<Edits> writeRewrite(const QString &text) const;
    void refresh();

    WorkspaceSession &m_session;
    ObjectForm *m_form;
    QLineEdit *m_name;
    FormField *m_nameField;
    QComboBox *m_pathKind;
    TargetList *m_targets;
    FormField *m_targetField;
    Paragraph *m_others;
    std::vector<std::pair<QString, QWidget *>> m_fields; ///< pointer → editor
};

} // namespace gatehouse
