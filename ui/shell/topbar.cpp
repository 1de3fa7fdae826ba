#include "ui/shell/topbar.h"

#include "ui/shell/brand.h"
#include "ui/shell/searchbutton.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pickerbutton.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace gatehouse {

namespace {

constexpr int Height = 48;
constexpr int SearchWidth = 420;

} // namespace

TopBar::TopBar(QWidget *parent)
    : QFrame(parent)
    , m_workspace(new PickerButton({}, {}))
    , m_environment(new PickerButton(tr("Environment"), {}))
    , m_search(new SearchButton)
    , m_draft(new Badge({}, Tone::Accent))
    , m_publish(primaryButton(tr("Review && publish")))
{
    setFixedHeight(Height);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(18, 0, 16, 1);
    row->setSpacing(10);
    auto *brand = new Brand;
    row->addWidget(brand);
    row->addSpacing(60);
    row->addWidget(m_workspace);
    row->addWidget(m_environment);
    m_search->setMaximumWidth(SearchWidth);
    row->addWidget(m_search, 10);
    row->addStretch(1);
    row->addWidget(m_draft);
    row->addWidget(m_publish);
    m_workspace->setAccessibleName(tr("Workspace"));
    m_environment->setAccessibleName(tr("Environment"));
    connect(m_workspace, &QPushButton::clicked, this, &TopBar::workspaceMenuRequested);
    connect(m_environment, &QPushButton::clicked, this, &TopBar::environmentMenuRequested);
    connect(m_search, &QPushButton::clicked, this, &TopBar::searchRequested);
    connect(m_publish, &QPushButton::clicked, this, &TopBar::publishRequested);
    setWorkspace({});
}

void TopBar::setWorkspace(const QString &name)
{
    m_open = !name.isEmpty();
    m_workspace->setValue(m_open ? name : tr("No workspace"));
    for (QWidget *widget : {static_cast<QWidget *>(m_environment), static_cast<QWidget *>(m_publish)})
        widget->setVisible(m_open);
    showDraft();
}

void TopBar::setEnvironment(const QString &name)
{
    m_environment->setValue(name.isEmpty() ? tr("none") : name);
}

void TopBar::setDraft(int changes, bool firstRevision)
{
    m_changes = changes;
    m_first = firstRevision;
    showDraft();
}

void TopBar::setPublishing(quint64 revision, int done, int of)
{
    m_publishing = revision != 0;
    m_publish->setEnabled(!m_publishing);
    if (!m_publishing) {
        showDraft();
        return;
    }
    m_draft->set(tr("Publishing %1 · %2 of %3").arg(revision).arg(done).arg(of), Tone::Accent);
    m_draft->setVisible(true);
}

void TopBar::showDraft()
{
    if (m_publishing && m_open)
        return;
    m_draft->setVisible(m_open && (m_first || m_changes > 0));
    m_draft->set(m_first ? tr("Draft · first revision") : tr("Draft · %n change(s)", nullptr, m_changes),
                 Tone::Accent);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme[Role::Surface]);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme[Role::Line]);
}

} // namespace gatehouse

#include "moc_topbar.cpp"
