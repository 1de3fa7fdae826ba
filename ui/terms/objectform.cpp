#include "ui/terms/objectform.h"

#include "ui/widgets/formfield.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace gatehouse {

namespace {

bool isBelow(const std::string &pointer, const std::string &top)
{
    return pointer == top
        || (pointer.starts_with(top) && pointer.size() > top.size() && pointer[top.size()] == '/');
}

} // namespace

ObjectForm::ObjectForm(WorkspaceSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &WorkspaceSession::draftChanged, this, &ObjectForm::follow);
    connect(&m_session, &WorkspaceSession::environmentChanged, this, &ObjectForm::refresh);
    connect(&m_session, &WorkspaceSession::analysed, this, &ObjectForm::showFindings);
}

void ObjectForm::setObject(const ObjectId &object)
{
    m_session.endTyping();
    m_object = object;
    for (Entry &entry : m_entries)
        entry.error.clear();
    refresh();
}

void ObjectForm::add(Entry entry)
{
    m_entries.push_back(std::move(entry));
}

void ObjectForm::bindText(FormField *field, QLineEdit *editor, Binding binding)
{
    const size_t index = m_entries.size();
    Entry entry;
    entry.binding = std::move(binding);
    entry.field = field;
    entry.shown = [editor] {
        return editor->text();
    };
    entry.show = [editor](const QString &text) {
        const QSignalBlocker quiet(editor);
        const int cursor = editor->cursorPosition();
        editor->setText(text);
        editor->setCursorPosition(std::min(cursor, int(text.size())));
    };
    add(std::move(entry));
    connect(editor, &QLineEdit::textEdited, this, [this, index](const QString &text) { write(index, text); });
    connect(editor, &QLineEdit::editingFinished, this, [this] { m_session.endTyping(); });
}

void ObjectForm::bindChoice(FormField *field, QComboBox *editor, Binding binding)
{
    const size_t index = m_entries.size();
    Entry entry;
    entry.binding = std::move(binding);
    entry.field = field;
    entry.shown = [editor] {
        return editor->currentData().toString();
    };
    entry.show = [editor](const QString &text) {
        const QSignalBlocker quiet(editor);
        editor->setCurrentIndex(editor->findData(text));
    };
    add(std::move(entry));
    connect(editor, &QComboBox::activated, this,
            [this, index, editor] { write(index, editor->currentData().toString()); });
}

void ObjectForm::bindSwitch(QAbstractButton *editor, Binding binding)
{
    const size_t index = m_entries.size();
    Entry entry;
    entry.binding = std::move(binding);
    entry.shown = [editor] {
        return editor->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    };
    entry.show = [editor](const QString &text) {
        const QSignalBlocker quiet(editor);
        editor->setChecked(text == QLatin1String("true"));
    };
    add(std::move(entry));
    connect(editor, &QAbstractButton::clicked, this, [this, index, editor] {
        write(index, editor->isChecked() ? QStringLiteral("true") : QStringLiteral("false"));
    });
}

void ObjectForm::write(size_t index, const QString &text)
{
    if (!hasObject())
        return;
    Entry &entry = m_entries[index];
    const Result<Edits> edits = entry.binding.write(text);
    Result<void> done;
    m_writing = std::ptrdiff_t(index);
    if (!edits)
        done = tl::unexpected<Error>(edits.error());
    else if (!edits->empty())
        done = m_session.edit(
            tr("Set %1 of %2").arg(entry.binding.label, toQString(m_object.name)).toStdString(), *edits,
            m_object.kind + '/' + m_object.name + entry.binding.pointer.toStdString());
    m_writing = -1;
    m_entries[index].error = done ? QString() : errorText(done.error());
    showFindings();
}

bool ObjectForm::apply(const QString &title, const Result<Edits> &edits, const QString &typing)
{
    if (!edits) {
        Q_EMIT failed(edits.error());
        return false;
    }
    if (edits->empty())
        return true;
    if (const Result<void> done = m_session.edit(title.toStdString(), *edits, typing.toStdString()); !done) {
        Q_EMIT failed(done.error());
        return false;
    }
    return true;
}

void ObjectForm::follow(const DraftChange &change)
{
    const auto isMine = [this](const ObjectId &object) {
        return object == m_object;
    };
    const auto touches = [&isMine](const std::vector<ObjectId> &objects) {
        return std::any_of(objects.begin(), objects.end(), isMine);
    };
    if (change.everything || touches(change.created) || touches(change.changed) || touches(change.deleted))
        refresh();
}

void ObjectForm::refresh()
{
    for (Entry &entry : m_entries) {
        const QString text = hasObject() ? entry.binding.read() : QString();
        // What is being typed is not echoed into its own field: "5" on the way to "5s" is no other text.
        if (&entry - m_entries.data() == m_writing)
            continue;
        // A text that was refused stays in its field until it is mended or the object changes.
        if (entry.error.isEmpty() && entry.shown() != text)
            entry.show(text);
    }
    showFindings();
    Q_EMIT refreshed();
}

void ObjectForm::showFindings()
{
    const std::vector<PlacedFinding> findings =
        hasObject() ? m_session.findingsOf(m_object) : std::vector<PlacedFinding>();
    for (const Entry &entry : m_entries) {
        if (!entry.field)
            continue;
        if (!entry.error.isEmpty()) {
            entry.field->setFinding(entry.error, Tone::Bad);
            continue;
        }
        const std::string pointer = entry.binding.pointer.toStdString();
        const auto found =
            std::find_if(findings.begin(), findings.end(), [&pointer](const PlacedFinding &placed) {
                return placed.finding.severity != Severity::Info && isBelow(placed.pointer, pointer);
            });
        if (found == findings.end())
            entry.field->clearFinding();
        else
            entry.field->setFinding(toQString(found->finding.message),
                                    found->finding.severity == Severity::Error ? Tone::Bad : Tone::Warning);
    }
}

std::vector<PlacedFinding> ObjectForm::otherFindings() const
{
    std::vector<PlacedFinding> others;
    if (!hasObject())
        return others;
    for (const PlacedFinding &placed : m_session.findingsOf(m_object)) {
        const bool shown = std::any_of(m_entries.begin(), m_entries.end(), [&placed](const Entry &entry) {
            return entry.field && isBelow(placed.pointer, entry.binding.pointer.toStdString());
        });
        if (!shown)
            others.push_back(placed);
    }
    return others;
}

ObjectForm::Write ObjectForm::textAt(const QString &pointer) const
{
    return [this, pointer](const QString &text) {
        const QString trimmed = text.trimmed();
        FieldEdit field{pointer.toStdString(), {}, {}};
        if (!trimmed.isEmpty())
            field.value = trimmed.toStdString();
        return fieldEdits(tree(), m_object, {field});
    };
}

ObjectForm::Write ObjectForm::numberAt(const QString &pointer) const
{
    return [this, pointer](const QString &text) -> Result<Edits> {
        const QString trimmed = text.trimmed();
        FieldEdit field{pointer.toStdString(), {}, {}};
        if (!trimmed.isEmpty()) {
            bool isNumber = false;
            const qlonglong number = trimmed.toLongLong(&isNumber);
            if (!isNumber)
                return failure(ErrorKind::InvalidInput, tr("This is a whole number.").toStdString());
            field.value = std::int64_t(number);
        }
        return fieldEdits(tree(), m_object, {field});
    };
}

ObjectForm::Write ObjectForm::listAt(const QString &pointer) const
{
    return [this, pointer](const QString &text) {
        static const QRegularExpression between(QStringLiteral("[,\\s]+"));
        FieldEdit field{pointer.toStdString(), {}, {}};
        std::vector<std::string> words;
        for (const QString &word : text.split(between, Qt::SkipEmptyParts))
            words.push_back(word.toStdString());
        if (!words.empty())
            field.value = std::move(words);
        return fieldEdits(tree(), m_object, {field});
    };
}

ObjectForm::Write ObjectForm::switchAt(const QString &pointer, bool usual) const
{
    return [this, pointer, usual](const QString &text) {
        const bool on = text == QLatin1String("true");
        FieldEdit field{pointer.toStdString(), {}, {}};
        if (on != usual)
            field.value = on;
        return fieldEdits(tree(), m_object, {field});
    };
}

} // namespace gatehouse

#include "moc_objectform.cpp"
