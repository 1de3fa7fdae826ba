#include "ui/widgets/textpanel.h"

#include "ui/widgets/linehighlighter.h"

namespace gatehouse {

namespace {

bool isAdded(const QString &line)
{
    return line.startsWith(u'+');
}

bool isRemoved(const QString &line)
{
    return line.startsWith(u'-') || line.startsWith(u'−');
}

} // namespace

TextPanel::TextPanel(const QString &name, Kind kind, QWidget *parent)
    : CodeView(name, parent)
    , m_kind(kind)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineNumbers(kind == Kind::Plain);
    if (kind == Kind::Diff) {
        new LineHighlighter(this,
                            {{QRegularExpression(QStringLiteral("^\\+.*$")), Role::Ok},
                             {QRegularExpression(QStringLiteral("^[-−].*$")), Role::Bad},
                             {QRegularExpression(QStringLiteral("^@.*$")), Role::Muted}});
    }
}

void TextPanel::setText(const QString &text)
{
    if (text != toPlainText()) {
        setPlainText(text);
    }
}

Role TextPanel::lineRole(const QString &line) const
{
    if (m_kind == Kind::Diff && isAdded(line)) {
        return Role::OkSoft;
    }
    return m_kind == Kind::Diff && isRemoved(line) ? Role::BadSoft : Role::Surface;
}

} // namespace gatehouse

#include "moc_textpanel.cpp"
