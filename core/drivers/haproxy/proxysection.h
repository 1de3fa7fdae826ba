#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::haproxy {

/// One `frontend` or `backend` while it is written. Conditions are always named `acl` lines whose values come
/// after
/// `--`: within braces a value `}` would end the condition, and one that begins with `-` would be an option.
class ProxySection final
{
public:
    /// `header` is the first line, such as `frontend listener.web`.
    explicit ProxySection(std::string_view header);

    /// One line; its words are quoted by the caller where they hold text of the document.
    template <class... Args> void line(fmt::format_string<Args...> format, Args &&...args)
    {
        append(fmt::format(format, std::forward<Args>(args)...));
    }
    void comment(std::string_view text);

    /// One way for a condition to hold: what is looked at, how, and the values, of which one must fit.
    struct Test
    {
        std::string criterion; ///< with its match method: `path -m beg`
        std::vector<std::string> values{}; ///< not quoted yet
    };

    /// The name of a condition that holds where any of the tests does; written where it is first used, long
    /// lists over several lines (a line has at most 64 words). The same tests give the same name.
    std::string condition(std::string_view prefix, const std::vector<Test> &tests);
    /// The same with a single test.
    std::string condition(std::string_view prefix, std::string criterion,
                          std::vector<std::string> values = {});

    std::string text() const { return m_text; }

private:
    void append(std::string_view line);

    std::string m_text;
    std::map<std::string, std::string> m_conditions; ///< definition → name
};

/// `if a !b`; empty where there is no condition.
[[nodiscard]] std::string when(const std::vector<std::string> &conditions);

} // namespace gatehouse::haproxy
