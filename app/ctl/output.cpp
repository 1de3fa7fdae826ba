#include "app/ctl/output.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::ctl {

namespace {

/// How many columns a text takes: code points, which is right for the words that stand in tables.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

void Output::json(const Tree &tree)
{
    m_out << tree.dump(2, ' ', false, Tree::error_handler_t::replace) << '\n';
}

void Output::table(const std::vector<std::vector<std::string>> &rows, std::string_view indent)
{
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    for (const auto &row : rows) {
        std::string text(indent);
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text.append(widths[i] - width(row[i]) + 2, ' ');
        }
        text.erase(text.find_last_not_of(' ') + 1);
        line(text);
    }
}

void Output::error(const Error &error)
{
    m_err << "gatehousectl: " << (error.where.empty() ? std::string() : error.where + ": ") << error.message
          << '\n';
    if (!error.detail.empty())
        m_err << error.detail << (error.detail.ends_with('\n') ? "" : "\n");
    if (!error.remedy.empty())
        m_err << "  " << error.remedy << '\n';
    if (m_json)
        json({{"error", toTree(error)}});
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

Tree toTree(const Error &error)
{
    const auto orNull = [](const std::string &text) {
        return text.empty() ? Tree() : Tree(text);
    };
    return {{"kind", word(error.kind)},
            {"message", error.message},
            {"where", orNull(error.where)},
            {"remedy", orNull(error.remedy)},
            {"detail", orNull(error.detail)}};
}

} // namespace gatehouse::ctl
