#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What HAProxy prints on its command interfaces, read into values. Nothing here trusts its input: fields
/// that are missing or no numbers are empty.
namespace gatehouse::haproxy {

/// `show info`: key → value.
using InfoFields = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] InfoFields readInfo(std::string_view text);

/// `show proc` of the master.
struct ProcessList
{
    int reloads = 0;
    int failed = 0; ///< reloads that failed since the last good one
    std::vector<std::string>
        workers{}; ///< process ids of those that serve, the newest last; old ones are left out
};
/// Errors: Unreachable where the text is no answer of a master.
[[nodiscard]] Result<ProcessList> readProcesses(std::string_view text);

/// One line of a table whose first line names the columns, as `show stat` (CSV) and `show servers state`
/// print it.
class TableRow final
{
public:
    TableRow() = default;
    explicit TableRow(std::map<std::string, std::string, std::less<>> cells)
        : m_cells(std::move(cells))
    {
    }

    /// Empty where there is no such column or nothing in it.
    std::string text(std::string_view column) const;
    std::optional<std::int64_t> number(std::string_view column) const;

private:
    std::map<std::string, std::string, std::less<>> m_cells;
};

[[nodiscard]] std::vector<TableRow> readStat(std::string_view text);
[[nodiscard]] std::vector<TableRow> readServersState(std::string_view text);

/// `show table` of a table with `gpc` counters: key → counters.
[[nodiscard]] std::map<std::string, std::vector<std::uint64_t>> readCounters(std::string_view text);

/// The answers to several commands sent on one line: each ends with an empty line.
[[nodiscard]] std::vector<std::string> splitAnswers(std::string_view text);

/// `X` of `service.X`; empty for the name of another backend.
[[nodiscard]] std::string serviceOf(std::string_view backend);

} // namespace gatehouse::haproxy
