#include "ui/widgets/formfield.h"

#include "ui/theme/variant.h"
#include "ui/widgets/paragraph.h"

#include <QBoxLayout>
#include <QLabel>

namespace gatehouse {

namespace {

/// The label as it is spoken: without the ampersand that marks its shortcut.
QString spoken(QString label)
{
    return label.remove(u'&');
}

class FieldLabel final : public QLabel
{
public:
    FieldLabel(const QString &text, QWidget *buddy)
        : QLabel(text)
    {
        setFont(fontOf(TextKind::Small));
        setTextFormat(Qt::PlainText);
        setBuddy(buddy);
        setForegroundRole(QPalette::PlaceholderText);
    }
};

} // namespace

FormField::FormField(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_below(new Paragraph({}, TextKind::Small, Role::Muted))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(new FieldLabel(label, editor));
    column->addWidget(editor);
    column->addWidget(m_below);
    // Beside a taller field the label stays at its editor.
    column->addStretch(1);
    m_below->hide();
    if (editor->accessibleName().isEmpty()) {
        editor->setAccessibleName(spoken(label));
    }
}

void FormField::showBelow(const QString &sentence, Role role)
{
    m_below->setText(sentence);
    m_below->setRole(role);
    m_below->setVisible(!sentence.isEmpty());
}

void FormField::setFinding(const QString &sentence, Tone tone)
{
    if (sentence.isEmpty()) {
        clearFinding();
        return;
    }
    m_finding = sentence;
    m_below->setGlyph(tone == Tone::Bad ? Glyph::Cross : Glyph::Triangle);
    showBelow(sentence, ink(tone));
    setFindingTone(m_editor, tone);
    m_editor->setAccessibleDescription(sentence);
}

void FormField::clearFinding()
{
    m_finding.clear();
    m_below->setGlyph(Glyph::None);
    showBelow(m_hint, Role::Muted);
    setFindingTone(m_editor, std::nullopt);
    m_editor->setAccessibleDescription(m_hint);
}

QString FormField::finding() const
{
    return m_finding;
}

void FormField::setHint(const QString &sentence)
{
    m_hint = sentence;
    if (m_finding.isEmpty()) {
        clearFinding();
    }
}

} // namespace gatehouse

#include "moc_formfield.cpp"
