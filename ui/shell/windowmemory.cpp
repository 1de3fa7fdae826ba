#include "ui/shell/windowmemory.h"

#include <QtCore/QSettings>

namespace gatehouse {

namespace {

constexpr qsizetype MostRecent = 12;
constexpr QLatin1String GeometryKey("window/geometry");
constexpr QLatin1String SchemeKey("window/scheme");
constexpr QLatin1String PageKey("window/page");
constexpr QLatin1String RecentKey("files/recent");

} // namespace

WindowMemory::WindowMemory(const QString &file)
    : m_settings(std::make_unique<QSettings>(file, QSettings::IniFormat))
{
}

WindowMemory::~WindowMemory() = default;

QByteArray WindowMemory::geometry() const
{
    return m_settings->value(GeometryKey).toByteArray();
}

void WindowMemory::setGeometry(const QByteArray &geometry)
{
    m_settings->setValue(GeometryKey, geometry);
}

SchemeChoice WindowMemory::scheme() const
{
    const QString word = m_settings->value(SchemeKey).toString();
    if (word == QLatin1String("light"))
        return SchemeChoice::Light;
    if (word == QLatin1String("dark"))
        return SchemeChoice::Dark;
    return SchemeChoice::System;
}

void WindowMemory::setScheme(SchemeChoice choice)
{
    switch (choice) {
    case SchemeChoice::System:
        m_settings->remove(SchemeKey);
        return;
    case SchemeChoice::Light:
        m_settings->setValue(SchemeKey, QStringLiteral("light"));
        return;
    case SchemeChoice::Dark:
        m_settings->setValue(SchemeKey, QStringLiteral("dark"));
        return;
    }
}

QString WindowMemory::page() const
{
    return m_settings->value(PageKey).toString();
}

void WindowMemory::setPage(const QString &id)
{
    m_settings->setValue(PageKey, id);
}

QStringList WindowMemory::recent() const
{
    return m_settings->value(RecentKey).toStringList();
}

void WindowMemory::addRecent(const QString &file)
{
    QStringList files = recent();
    files.removeAll(file);
    files.prepend(file);
    m_settings->setValue(RecentKey, QStringList(files.mid(0, MostRecent)));
}

void WindowMemory::removeRecent(const QString &file)
{
    QStringList files = recent();
    files.removeAll(file);
    m_settings->setValue(RecentKey, files);
}

void WindowMemory::clearRecent()
{
    m_settings->remove(RecentKey);
}

} // namespace gatehouse
