#pragma once

namespace gatehouse::ctl {

/// What scripts branch on.
enum class ExitCode {
    Fine = 0,
    Failed = 1, ///< something could not be done, or was asked for wrongly
    Different = 2, ///< diff and plan: there are differences; validate: there are findings of severity error
};

} // namespace gatehouse::ctl
