#include "ui/routes/targetlist.h"

#include "ui/terms/texts.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/unitedit.h"
#include "ui/widgets/weightbar.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int WeightWidth = 84;

} // namespace

TargetList::TargetList(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_bar(new WeightBar)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    auto *add = new LinkButton(tr("Split with another service"));
    m_add = add;
    m_column->addWidget(m_bar);
    m_column->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QAbstractButton::clicked, this, [this] {
        const auto isUsed = [this](const std::string &service) {
            return std::any_of(m_targets.begin(), m_targets.end(),
                               [&](const auto &t) { return t.first == service; });
        };
        const auto next = std::find_if_not(m_services.begin(), m_services.end(), isUsed);
        if (next == m_services.end())
            return;
        Targets targets = m_targets;
        targets.emplace_back(*next, 1);
        Q_EMIT changed(targets, false);
    });
}

void TargetList::setServices(const std::vector<std::string> &services)
{
    if (services == m_services)
        return;
    m_services = services;
    rebuild();
}

void TargetList::setTargets(const Targets &targets)
{
    const bool sameRows = targets.size() == m_targets.size()
        && std::equal(targets.begin(), targets.end(), m_targets.begin(),
                      [](const auto &a, const auto &b) { return a.first == b.first; });
    const bool same = targets == m_targets;
    m_targets = targets;
    if (same && m_rows)
        return;
    // While a weight is typed, its row stays as it is.
    const bool typing = sameRows && m_rows && m_rows->focusWidget() && m_rows->focusWidget()->hasFocus();
    if (typing)
        showSplit();
    else
        rebuild();
}

void TargetList::rebuild()
{
    delete m_rows;
    m_rows = new QWidget;
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    m_column->insertWidget(0, m_rows);
    for (size_t i = 0; i < m_targets.size(); ++i)
        addRow(i);
    showSplit();
}

void TargetList::addRow(size_t index)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *service = new QComboBox;
    service->setAccessibleName(tr("Service %1").arg(index + 1));
    for (const std::string &name : m_services)
        service->addItem(toQString(name), toQString(name));
    const QString chosen = toQString(m_targets[index].first);
    if (service->findData(chosen) < 0)
        service->addItem(tr("%1 (missing)").arg(chosen), chosen);
    service->setCurrentIndex(service->findData(chosen));
    row->addWidget(service, 1);
    connect(service, &QComboBox::activated, this, [this, index, service] {
        Targets targets = m_targets;
        targets[index].first = service->currentData().toString().toStdString();
        Q_EMIT changed(targets, false);
    });
    if (m_targets.size() > 1) {
        auto *weight = new UnitEdit(tr("parts"), QString::number(m_targets[index].second));
        weight->setAccessibleName(tr("Weight of %1").arg(chosen));
        weight->setFixedWidth(scaled(WeightWidth));
        row->addWidget(weight);
        connect(weight, &QLineEdit::textEdited, this, [this, index](const QString &text) {
            bool isNumber = false;
            const int number = text.trimmed().toInt(&isNumber);
            if (!isNumber || number < 0)
                return;
            Targets targets = m_targets;
            targets[index].second = number;
            Q_EMIT changed(targets, true);
        });
        auto *remove = iconButton(Icon::Remove, tr("Take %1 out of the split").arg(chosen));
        row->addWidget(remove);
        connect(
            remove, &QToolButton::clicked, this,
            [this, index] {
                Targets targets = m_targets;
                targets.erase(targets.begin() + std::ptrdiff_t(index));
                Q_EMIT changed(targets, false);
            },
            Qt::QueuedConnection);
    }
    static_cast<QVBoxLayout *>(m_rows->layout())->addLayout(row);
}

void TargetList::showSplit()
{
    std::vector<WeightBar::Share> shares;
    for (const auto &[service, weight] : m_targets)
        shares.push_back({toQString(service), double(weight)});
    m_bar->setShares(std::move(shares));
    m_bar->setVisible(m_targets.size() > 1);
    m_add->setVisible(m_targets.size() < m_services.size());
}

} // namespace gatehouse

#include "moc_targetlist.cpp"
