#pragma once

#include "core/model/values.h"
#include "ui/terms/objectform.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLineEdit;

namespace gatehouse {

class FormField;
class Paragraph;
class Toggle;

/// Edits one service of the draft: balancing, health check and timeouts. Endpoints have a table of their own,
/// breaker and bulkhead the Resilience page.
class ServiceForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceForm)

public:
    explicit ServiceForm(WorkspaceSession &session, QWidget *parent = nullptr);

    void setService(const QString &name);
    QString service() const { return toQString(m_form->object().name); }
    void showField(const QString &pointer);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);
    void renamed(const QString &name);

private:
    const Service *current() const;
    FormField *addText(const QString &label, const QString &pointer, const QString &hint,
                       std::function<QString(const Service &)> read, ObjectForm::Write write);
    void addName();
    void addBalancing();
    void addCheck();
    void addTimeouts();
    QWidget *pair(QWidget *left, QWidget *right) const;
    void refresh();

    WorkspaceSession &m_session;
    ObjectForm *m_form;
    QLineEdit *m_name;
    FormField *m_nameField;
    QWidget *m_check;
    Paragraph *m_others;
    std::vector<std::pair<QString, QWidget *>> m_fields;
};

} // namespace gatehouse
