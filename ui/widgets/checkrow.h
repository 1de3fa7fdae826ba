#pragma once

#include <QWidget>

class QCheckBox;

namespace gatehouse {

class Paragraph;

/// A check box with a muted sentence below it that says what it does.
class CheckRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CheckRow)

public:
    CheckRow(const QString &text, const QString &explanation, QWidget *parent = nullptr);

    QCheckBox *box() const { return m_box; }
    void setExplanation(const QString &explanation);

private:
    QCheckBox *m_box;
    Paragraph *m_explanation;
};

} // namespace gatehouse
