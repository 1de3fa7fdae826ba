#pragma once

#include "core/control/objectid.h"
#include "core/control/workspacesession.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace gatehouse {

class Banner;
class SourceEdit;

/// The YAML of one object of the draft, to read and to edit: what is typed is applied by a button or
/// Ctrl+Return, all or nothing.
class SourcePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SourcePanel)

public:
    explicit SourcePanel(WorkspaceSession &session, QWidget *parent = nullptr);

    void setObject(const ObjectId &object);
    SourceEdit *editor() const { return m_edit; }

Q_SIGNALS:
    /// The text was applied; the object may have another name.
    void applied(const QString &name);

private:
    void apply();
    void refresh();
    void showDirty();

    WorkspaceSession &m_session;
    ObjectId m_object;
    SourceEdit *m_edit;
    Banner *m_error;
    QPushButton *m_apply;
    QPushButton *m_discard;
    QString m_text; ///< as the draft has it
};

} // namespace gatehouse
