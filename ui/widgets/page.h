#pragma once

#include "ui/theme/role.h"

#include <QWidget>

class QVBoxLayout;

namespace gatehouse {

class PageHeader;

/// What every page of the window is: a header, a column below it that scrolls where the window is low, and a
/// few ways to talk with the shell. A page knows neither the shell nor another page: it asks by signals.
class Page : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Page)

public:
    explicit Page(const QString &title, QWidget *parent = nullptr);

    PageHeader *header() const { return m_header; }
    /// The column under the header.
    QVBoxLayout *body() const { return m_body; }

    /// Whether an ability of this page ("route.duplicate") can be used now.
    virtual bool canRun(const QString &ability) const;
    /// Uses it. Called only where canRun() says so.
    virtual void run(const QString &ability);
    /// Brings an object into view: the root's key, its name, and a pointer relative to it ("" is the whole).
    virtual void showObject(const QString &kind, const QString &name, const QString &pointer);
    /// Ctrl+F: moves the focus to the page's filter. The default does nothing.
    virtual void find();

Q_SIGNALS:
    /// canRun() may answer otherwise now.
    void abilitiesChanged();
    /// An object that another page shows shall be brought into view there.
    void objectRequested(const QString &kind, const QString &name, const QString &pointer);
    /// An ability of the shell or of another page shall be used.
    void abilityRequested(const QString &ability);
    /// One sentence to be told to the user; it goes away by itself where it is no error.
    void messagePosted(gatehouse::Tone tone, const QString &sentence, const QString &details);

private:
    PageHeader *m_header;
    QVBoxLayout *m_body;
};

} // namespace gatehouse
