#pragma once

#include "core/base/error.h"
#include "core/model/tree.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::ctl {

/// Where a command's answer goes: text for people, or JSON for scripts, on standard output; errors always as
/// text on standard error.
class Output final
{
public:
    Output(std::ostream &out, std::ostream &err, bool json)
        : m_out(out)
        , m_err(err)
        , m_json(json)
    {
    }

    bool isJson() const { return m_json; }
    void line(std::string_view text) { m_out << text << '\n'; }
    /// As it is, without a line's end.
    void raw(std::string_view text) { m_out << text; }
    void json(const Tree &tree);
    /// Columns as wide as their widest cell, two spaces apart; the last is not padded. `indent` stands before
    /// each line.
    void table(const std::vector<std::vector<std::string>> &rows, std::string_view indent = {});
    /// To standard error, for people who watch: no part of the answer.
    void note(std::string_view text) { m_err << text << '\n'; }
    /// What, where, how to mend, on standard error; with --json also {"error": {…}} on standard output.
    void error(const Error &error);

private:
    std::ostream &m_out;
    std::ostream &m_err;
    bool m_json = false;
};

/// "1 route", "3 routes".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// The JSON form of an error: {"kind", "message", "where", "remedy", "detail"}; what is unknown is null.
[[nodiscard]] Tree toTree(const Error &error);

} // namespace gatehouse::ctl
