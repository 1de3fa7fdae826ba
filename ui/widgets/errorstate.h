#pragma once

#include <QWidget>

class QPushButton;

namespace gatehouse {

class LinkButton;
class Paragraph;
class TextPanel;

/// What a page or a panel shows when it cannot show what it should: one sentence that says what happened and
/// what to do, a button to do it, and the technical text behind "Details".
class ErrorState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrorState)

public:
    explicit ErrorState(const QString &retry, QWidget *parent = nullptr);

    /// Nothing in `details` hides the link to them.
    void set(const QString &sentence, const QString &details);

Q_SIGNALS:
    /// The user pressed the button.
    void retried();

private:
    void toggleDetails();

    Paragraph *m_sentence;
    QPushButton *m_retry;
    LinkButton *m_more;
    TextPanel *m_details;
};

} // namespace gatehouse
