#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Walks over a command line of `--option VALUE`, `--option=VALUE`, `--flag` and plain words, for programs
/// that do without Qt. It knows no options: the caller asks for a value where an option has one.
class ArgumentReader final
{
public:
    /// Without the program's own name.
    explicit ArgumentReader(std::vector<std::string> arguments);
    ArgumentReader(int argc, char **argv);

    /// Goes to the next argument; false behind the last one.
    bool next();
    /// The option with its dashes ("--name"), or the plain word.
    [[nodiscard]] const std::string &name() const { return m_name; }
    /// The present argument whole, with its `=` and what follows, for a plain word.
    [[nodiscard]] const std::string &word() const { return m_arguments[m_index - 1]; }
    [[nodiscard]] bool isOption() const { return m_name.size() > 1 && m_name.front() == '-'; }
    /// The value of the present option, from behind its `=` or from the next argument, which may begin with a
    /// dash. Errors: InvalidInput where there is none.
    [[nodiscard]] Result<std::string> value();
    /// Whether the present option came with `=` and its value was not asked for: a flag was given a value.
    [[nodiscard]] bool hasUnusedValue() const { return m_attached.has_value(); }

private:
    std::vector<std::string> m_arguments;
    std::size_t m_index = 0; ///< of the next one
    std::string m_name;
    std::optional<std::string> m_attached; ///< what stood behind the `=`
};

} // namespace gatehouse
