#include "ui/widgets/checkrow.h"

#include "ui/widgets/paragraph.h"

#include <QBoxLayout>
#include <QCheckBox>

namespace gatehouse {

CheckRow::CheckRow(const QString &text, const QString &explanation, QWidget *parent)
    : QWidget(parent)
    , m_box(new QCheckBox(text))
    , m_explanation(new Paragraph({}, TextKind::Small, Role::Muted))
{
    constexpr int besideTheBox = 22;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_box);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(besideTheBox, 0, 0, 0);
    row->addWidget(m_explanation);
    column->addLayout(row);
    setExplanation(explanation);
}

void CheckRow::setExplanation(const QString &explanation)
{
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_box->setAccessibleDescription(explanation);
}

} // namespace gatehouse

#include "moc_checkrow.cpp"
