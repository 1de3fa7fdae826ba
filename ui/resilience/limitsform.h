#pragma once

#include "core/model/values.h"
#include "ui/terms/objectform.h"

#include <QtWidgets/QWidget>

namespace gatehouse {

class Card;
class FormField;

/// Edits the breaker and the bulkhead of one service of the draft.
class LimitsForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LimitsForm)

public:
    explicit LimitsForm(WorkspaceSession &session, QWidget *parent = nullptr);

    void setService(const QString &name);
    void focusBreaker();
    void focusBulkhead();

private:
    const Service *current() const;
    void addBreaker(Card *card);
    void addBulkhead(Card *card);
    FormField *addText(const QString &label, const QString &pointer, const QString &hint,
                       std::function<QString(const Service &)> read, bool isNumber, const std::string &block);
    QWidget *row(std::initializer_list<QWidget *> fields) const;
    void refresh();

    WorkspaceSession &m_session;
    ObjectForm *m_form;
    QWidget *m_breakerOn;
    QWidget *m_breaker;
    QWidget *m_bulkheadOn;
    QWidget *m_bulkhead;
};

} // namespace gatehouse
