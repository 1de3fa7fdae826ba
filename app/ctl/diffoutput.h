#pragma once

#include "app/ctl/output.h"
#include "core/model/diff.h"

namespace gatehouse::ctl {

/// One line an object (`+` created, `~` changed, `-` deleted, `>` moved), its fields below it.
void printDiff(Output &output, const Diff &diff);

} // namespace gatehouse::ctl
