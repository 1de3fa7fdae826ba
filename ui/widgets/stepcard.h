#pragma once

#include "ui/theme/role.h"

#include <QFrame>

namespace gatehouse {

class ElidedLabel;
class Paragraph;

/// One step on the way of a request or a rollout: what it is, what came of it and why, with a tone at its
/// edge.
class StepCard final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepCard)

public:
    explicit StepCard(const QString &step, QWidget *parent = nullptr);

    void setOutcome(const QString &outcome, const QString &reason, Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    Tone m_tone = Tone::Idle;
    ElidedLabel *m_outcome;
    Paragraph *m_reason;
};

} // namespace gatehouse
