#pragma once

#include "ui/theme/role.h"

#include <QFrame>

class QHBoxLayout;

namespace gatehouse {

class LinkButton;
class Paragraph;

/// A sentence across a page or a panel about something to know, with links to what can be done about it.
class Banner final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Banner)

public:
    /// Tone::Accent informs, Tone::Warning warns, Tone::Bad reports an error, Tone::Ok confirms.
    explicit Banner(Tone tone, const QString &sentence, QWidget *parent = nullptr);

    void set(Tone tone, const QString &sentence);
    QString sentence() const;
    /// Connect clicked() of what is returned.
    LinkButton *addLink(const QString &text);
    /// Adds a button that hides the banner and emits dismissed().
    void setDismissable();

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    QHBoxLayout *m_row;
    Paragraph *m_sentence;
};

} // namespace gatehouse
