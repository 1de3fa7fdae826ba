#pragma once

#include "ui/theme/schemeswitch.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <memory>

class QSettings;

namespace gatehouse {

/// What the window remembers between runs: where it was, light or dark, the last page, recent files. Nothing
/// secret.
class WindowMemory final
{
public:
    /// `file` is an INI file; it is made when something is first remembered.
    explicit WindowMemory(const QString &file);
    ~WindowMemory();
    Q_DISABLE_COPY_MOVE(WindowMemory)

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    SchemeChoice scheme() const;
    void setScheme(SchemeChoice choice);
    QString page() const;
    void setPage(const QString &id);
    /// Newest first, absolute paths.
    QStringList recent() const;
    void addRecent(const QString &file);
    void removeRecent(const QString &file);
    void clearRecent();

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace gatehouse
