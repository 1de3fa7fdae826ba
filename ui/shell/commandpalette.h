#pragma once

#include "core/model/values.h"
#include "ui/shell/pageentry.h"

#include <QtCore/QObject>

namespace gatehouse {

class ActionTable;
class PopupList;

/// Ctrl K: every page, object and command in one list that is filtered as one types.
class CommandPalette final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandPalette)

public:
    CommandPalette(ActionTable &actions, QWidget *window);

    /// `model` may be null: then there are commands only.
    void open(const PageEntries &pages, const Model *model);
    PopupList *list() const { return m_list; }

Q_SIGNALS:
    void pageChosen(const QString &id);
    void objectChosen(const QString &kind, const QString &name);

private:
    void choose(const QString &id);

    ActionTable &m_actions;
    QWidget *m_window;
    PopupList *m_list;
};

} // namespace gatehouse
