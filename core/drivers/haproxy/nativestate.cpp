#include "core/drivers/haproxy/nativestate.h"

#include <algorithm>
#include <charconv>

namespace gatehouse::haproxy {

namespace {

std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::vector<std::string> splitWords(std::string_view line)
{
    std::vector<std::string> words;
    while (true) {
        const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
        line.remove_prefix(start);
        if (line.empty())
            return words;
        const std::size_t end = std::min(line.find(' '), line.size());
        words.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

/// CSV as of RFC 4180: a cell in quotes may hold commas and doubled quotes.
std::vector<std::string> splitCells(std::string_view line)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

std::optional<std::int64_t> toNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

template <class Split> std::vector<TableRow> readTable(std::string_view text, Split split)
{
    std::vector<TableRow> rows;
    std::vector<std::string> columns;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.starts_with("# ")) {
            columns = split(line.substr(2));
            continue;
        }
        const std::vector<std::string> cells = split(line);
        if (columns.empty() || line.empty())
            continue;
        std::map<std::string, std::string, std::less<>> row;
        for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i)
            row.emplace(columns[i], cells[i]);
        rows.emplace_back(std::move(row));
    }
    return rows;
}

} // namespace

InfoFields readInfo(std::string_view text)
{
    InfoFields fields;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos)
            fields.emplace(line.substr(0, colon), line.substr(colon + 2));
    }
    return fields;
}

Result<ProcessList> readProcesses(std::string_view text)
{
    ProcessList list;
    bool isMaster = false;
    bool current = true;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.starts_with("# "))
            current = line == "# workers";
        const std::vector<std::string> words = splitWords(line);
        if (words.size() < 3 || !toNumber(words[0]))
            continue;
        if (words[1] == "master") {
            isMaster = true;
            list.reloads = static_cast<int>(toNumber(words[2]).value_or(0));
            if (words.size() > 4 && words[3] == "[failed:")
                list.failed = static_cast<int>(
                    toNumber(std::string_view(words[4]).substr(0, words[4].find(']'))).value_or(0));
        } else if (words[1] == "worker" && current) {
            list.workers.push_back(words[0]);
        }
    }
    if (!isMaster)
        return failure(ErrorKind::Unreachable, "What answers on the master's socket is no master of HAProxy.",
                       {}, "Start HAProxy with -W and -S.");
    return list;
}

std::string TableRow::text(std::string_view column) const
{
    const auto found = m_cells.find(column);
    return found == m_cells.end() ? std::string() : found->second;
}

std::optional<std::int64_t> TableRow::number(std::string_view column) const
{
    return toNumber(text(column));
}

std::vector<TableRow> readStat(std::string_view text)
{
    return readTable(text, splitCells);
}

std::vector<TableRow> readServersState(std::string_view text)
{
    return readTable(text, splitWords);
}

std::map<std::string, std::vector<std::uint64_t>> readCounters(std::string_view text)
{
    std::map<std::string, std::vector<std::uint64_t>> table;
    while (!text.empty()) {
        std::string key;
        std::vector<std::uint64_t> counters;
        for (const std::string &word : splitWords(takeLine(text))) {
            const std::size_t equals = word.find('=');
            if (word.starts_with("key="))
                key = word.substr(4);
            else if (word.starts_with("gpc") && equals != std::string::npos)
                counters.push_back(static_cast<std::uint64_t>(
                    toNumber(std::string_view(word).substr(equals + 1)).value_or(0)));
        }
        if (!key.empty())
            table.emplace(std::move(key), std::move(counters));
    }
    return table;
}

std::vector<std::string> splitAnswers(std::string_view text)
{
    std::vector<std::string> answers;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        answers.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return answers;
}

std::string serviceOf(std::string_view backend)
{
    constexpr std::string_view Prefix = "service.";
    return backend.starts_with(Prefix) ? std::string(backend.substr(Prefix.size())) : std::string();
}

} // namespace gatehouse::haproxy
