#pragma once

#include <QStackedWidget>

namespace gatehouse {

class EmptyState;
class ErrorState;
class SkeletonRows;

/// The four things a page or a panel can show: its contents, that they are on their way, that there are none,
/// or that they cannot be had.
class StateStack final : public QStackedWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StateStack)

public:
    /// Becomes the owner of all three; shows loading first.
    StateStack(QWidget *contents, EmptyState *empty, ErrorState *error, QWidget *parent = nullptr);

    void showContents();
    void showLoading();
    void showEmpty();
    /// See ErrorState::set().
    void showError(const QString &sentence, const QString &details = {});

private:
    QWidget *m_contents;
    SkeletonRows *m_loading;
    EmptyState *m_empty;
    ErrorState *m_error;
};

} // namespace gatehouse
