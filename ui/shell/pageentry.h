#pragma once

#include "ui/theme/icon.h"

#include <QtCore/QString>

#include <functional>
#include <vector>

class QWidget;

namespace gatehouse {

/// The headings of the navigation.
enum class PageGroup { Observe, Design, Prove };

/// A page of the window, made when it is first visited. The shell knows nothing else of pages; app/ makes the list.
struct PageEntry
{
    QString id;    ///< stable: "overview"; remembered between runs
    QString title; ///< in the user's language
    Icon icon = Icon::Overview;
    PageGroup group = PageGroup::Observe;
    std::function<QWidget *(QWidget *parent)> create;
};

using PageEntries = std::vector<PageEntry>;

} // namespace gatehouse
