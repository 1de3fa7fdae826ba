#pragma once

#include "ui/theme/icon.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>
#include <vector>

class QWidget;

namespace gatehouse {

class Page;

/// The headings of the navigation.
enum class PageGroup { Observe, Design, Prove };

/// A page of the window, made when it is first visited. The shell knows nothing else of pages; app/ makes the
/// list.
struct PageEntry
{
    QString id; ///< stable: "overview"; remembered between runs. Its ability is "view." + id
    QString title; ///< in the user's language
    Icon icon = Icon::Overview;
    PageGroup group = PageGroup::Observe;
    QStringList abilities; ///< that it serves; using one from anywhere opens the page first
    QStringList kinds; ///< of objects that it shows ("routes")
    std::function<Page *(QWidget *parent)> create;
};

using PageEntries = std::vector<PageEntry>;

} // namespace gatehouse
