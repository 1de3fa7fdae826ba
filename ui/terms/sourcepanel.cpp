#include "ui/terms/sourcepanel.h"

#include "core/control/fieldedit.h"
#include "ui/terms/texts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/sourceedit.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace gatehouse {

SourcePanel::SourcePanel(WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_edit(new SourceEdit(tr("Source")))
    , m_error(new Banner(Tone::Bad, {}))
    , m_apply(primaryButton(tr("Apply")))
    , m_discard(plainButton(tr("Discard")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_error);
    column->addWidget(m_edit, 1);
    auto *row = new QHBoxLayout;
    row->addWidget(m_apply);
    row->addWidget(m_discard);
    row->addStretch(1);
    column->addLayout(row);
    m_error->setVisible(false);
    connect(m_apply, &QPushButton::clicked, this, &SourcePanel::apply);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_edit->setText(m_text);
        m_error->setVisible(false);
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, &SourcePanel::showDirty);
    auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), m_edit);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &SourcePanel::apply);
    connect(&m_session, &WorkspaceSession::draftChanged, this, &SourcePanel::refresh);
    showDirty();
}

void SourcePanel::setObject(const ObjectId &object)
{
    m_object = object;
    m_error->setVisible(false);
    m_text = m_edit->toPlainText(); // nothing of another object is kept
    refresh();
}

void SourcePanel::refresh()
{
    const bool dirty = m_edit->toPlainText() != m_text;
    m_text = m_object.name.empty() ? QString() : toQString(m_session.objectText(m_object, TextFormat::Yaml));
    if (!dirty)
        m_edit->setText(m_text);
    m_edit->setEnabled(!m_object.name.empty());
    showDirty();
}

void SourcePanel::showDirty()
{
    const bool dirty = m_edit->toPlainText() != m_text;
    m_apply->setEnabled(dirty);
    m_discard->setEnabled(dirty);
}

void SourcePanel::apply()
{
    const Result<Edits> edits =
        textEdit(m_session.draft().tree, m_object, m_edit->toPlainText().toStdString(), TextFormat::Yaml);
    Result<void> done;
    if (!edits)
        done = tl::unexpected<Error>(edits.error());
    else if (!edits->empty())
        done =
            m_session.edit(tr("Edit the source of %1").arg(toQString(m_object.name)).toStdString(), *edits);
    m_error->setVisible(!done);
    if (!done) {
        m_error->set(Tone::Bad, errorText(done.error()));
        return;
    }
    for (const Edit &edit : *edits)
        if (const auto *rename = std::get_if<RenameObject>(&edit.step))
            m_object.name = rename->to;
    m_text = m_edit->toPlainText();
    refresh();
    Q_EMIT applied(toQString(m_object.name));
}

} // namespace gatehouse

#include "moc_sourcepanel.cpp"
