#pragma once

#include <QtWidgets/QWidget>

#include <string>
#include <utility>
#include <vector>

class QVBoxLayout;

namespace gatehouse {

class WeightBar;

/// The services that a route goes to, with their weights and the split drawn. What is chosen comes as
/// changed().
class TargetList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TargetList)

public:
    using Targets = std::vector<std::pair<std::string, int>>;

    explicit TargetList(QWidget *parent = nullptr);

    /// The services that can be chosen.
    void setServices(const std::vector<std::string> &services);
    void setTargets(const Targets &targets);

Q_SIGNALS:
    /// `typing` while a weight is being typed.
    void changed(const gatehouse::TargetList::Targets &targets, bool typing);

private:
    void rebuild();
    void addRow(size_t index);
    void showSplit();

    std::vector<std::string> m_services;
    Targets m_targets;
    QVBoxLayout *m_column;
    QWidget *m_rows = nullptr;
    WeightBar *m_bar;
    QWidget *m_add;
};

} // namespace gatehouse
