#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::ctl {

/// What was said on the command line to one command, checked against its table.
class Arguments final
{
public:
    void addPositional(std::string value) { m_positional.push_back(std::move(value)); }
    void addOption(std::string_view name, std::string value)
    {
        m_options[std::string(name)].push_back(std::move(value));
    }

    std::size_t positionalCount() const { return m_positional.size(); }
    /// The n-th argument; the parser has made sure that those the command needs are there.
    const std::string &positional(std::size_t index) const { return m_positional.at(index); }
    bool has(std::string_view option) const { return m_options.find(option) != m_options.end(); }
    /// The last value that was given.
    std::optional<std::string> value(std::string_view option) const
    {
        const auto found = m_options.find(option);
        return found == m_options.end() ? std::nullopt : std::optional(found->second.back());
    }
    /// All values, in their order.
    std::vector<std::string> values(std::string_view option) const
    {
        const auto found = m_options.find(option);
        return found == m_options.end() ? std::vector<std::string>() : found->second;
    }

private:
    std::vector<std::string> m_positional;
    std::map<std::string, std::vector<std::string>, std::less<>> m_options;
};

} // namespace gatehouse::ctl
