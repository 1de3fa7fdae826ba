#pragma once

#include "core/control/fieldedit.h"
#include "core/control/workspacesession.h"
#include "ui/terms/texts.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>
#include <vector>

class QAbstractButton;
class QComboBox;
class QLineEdit;

namespace gatehouse {

class FormField;

/// Joins the fields of a form with one object of the draft: what is typed becomes an edit at once (one undo
/// step while one types in a field), what is wrong stands under its field, and what changes elsewhere (undo,
/// another page) is shown without disturbing the field that has the focus.
class ObjectForm final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectForm)

public:
    /// The field's text as the draft has it; empty for the default.
    using Read = std::function<QString()>;
    /// The edits that a text means. Errors stand under the field and change nothing.
    using Write = std::function<Result<Edits>(const QString &text)>;

    struct Binding
    {
        QString label; ///< for the history: "timeout"
        QString pointer; ///< relative to the object; findings there and below stand under the field
        Read read;
        Write write;
    };

    explicit ObjectForm(WorkspaceSession &session, QObject *parent);

    /// The object that is edited from now on; a name that is not there empties the form.
    void setObject(const ObjectId &object);
    const ObjectId &object() const { return m_object; }
    bool hasObject() const { return !m_object.name.empty(); }

    void bindText(FormField *field, QLineEdit *editor, Binding binding);
    /// The texts are the items' data.
    void bindChoice(FormField *field, QComboBox *editor, Binding binding);
    /// "true" and "false".
    void bindSwitch(QAbstractButton *editor, Binding binding);

    /// An edit from elsewhere on the page, with its words for the history. False after an error, which is
    /// told by failed().
    bool apply(const QString &title, const Result<Edits> &edits, const QString &typing = {});
    const Tree &tree() const { return m_session.draft().tree; }

    /// Findings of the object that no field shows.
    std::vector<PlacedFinding> otherFindings() const;

    // The usual ways to write. A text that is empty takes the field away.
    Write textAt(const QString &pointer) const;
    Write numberAt(const QString &pointer) const;
    Write listAt(const QString &pointer) const;
    Write switchAt(const QString &pointer, bool usual) const;

Q_SIGNALS:
    /// The fields show the draft anew.
    void refreshed();
    void failed(const gatehouse::Error &error);

private:
    struct Entry
    {
        Binding binding;
        FormField *field = nullptr;
        std::function<QString()> shown;
        std::function<void(const QString &)> show;
        QString error;
    };

    void add(Entry entry);
    void write(size_t index, const QString &text);
    void refresh();
    void showFindings();
    void follow(const DraftChange &change);

    WorkspaceSession &m_session;
    ObjectId m_object;
    std::vector<Entry> m_entries;
    std::ptrdiff_t m_writing = -1; ///< the entry whose own text is being written
};

} // namespace gatehouse
