#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace gatehouse {

class ElidedLabel;
class RoleLabel;

/// The surface everything stands on: a rounded panel with a header of 40 px and a body. The body has no
/// padding, so that tables reach from edge to edge; addPadded() and addSection() give some.
class Card final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Card)

public:
    /// A card without a title has no header until one is asked for by setTitle(), addToHeader() or
    /// addAtEnd().
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// A muted figure after the title.
    void setCount(const QString &count);
    /// Muted words at the right end of the header.
    void setNote(const QString &note);
    /// After title and count.
    void addToHeader(QWidget *widget, int stretch = 0);
    /// At the right end, after the note.
    void addAtEnd(QWidget *widget);

    QVBoxLayout *body() const { return m_body; }
    /// Adds to the body with 14 px around it.
    void addPadded(QWidget *widget, int stretch = 0);
    /// Adds a rule, then a heading with a muted remark.
    void addSection(const QString &heading, const QString &remark = {});
    void addRule();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void needHeader();

    QVBoxLayout *m_outer;
    QVBoxLayout *m_body;
    QWidget *m_header = nullptr;
    QHBoxLayout *m_start = nullptr;
    QHBoxLayout *m_end = nullptr;
    RoleLabel *m_title = nullptr;
    RoleLabel *m_count = nullptr;
    ElidedLabel *m_note = nullptr;
};

} // namespace gatehouse
