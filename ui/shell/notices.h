#pragma once

#include "ui/theme/role.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace gatehouse {

class Banner;

/// Sentences that the program tells, over the page, newest first. Those that report no error leave by
/// themselves after some seconds; errors stay until they are dismissed. At most three at a time.
class Notices final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Notices)

public:
    explicit Notices(QWidget *parent = nullptr);

    /// `details` are shown on demand; empty: there are none.
    void post(Tone tone, const QString &sentence, const QString &details = {});
    int count() const;

private:
    void drop(QWidget *notice);

    QVBoxLayout *m_column;
};

} // namespace gatehouse
