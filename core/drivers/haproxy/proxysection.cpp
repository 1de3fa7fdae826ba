#include "core/drivers/haproxy/proxysection.h"

#include "core/drivers/haproxy/quoting.h"

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

constexpr std::size_t ValuesOfALine = 40;

} // namespace

ProxySection::ProxySection(std::string_view header)
    : m_text(fmt::format("\n{}\n", header))
{
}

void ProxySection::append(std::string_view line)
{
    m_text.append("    ").append(line).append("\n");
}

void ProxySection::comment(std::string_view text)
{
    append(fmt::format("# {}", text));
}

std::string ProxySection::condition(std::string_view prefix, std::string criterion,
                                    std::vector<std::string> values)
{
    return condition(prefix, {Test{std::move(criterion), std::move(values)}});
}

std::string ProxySection::condition(std::string_view prefix, const std::vector<Test> &tests)
{
    std::vector<std::string> definitions;
    for (const Test &test : tests) {
        if (test.values.empty())
            definitions.push_back(test.criterion);
        for (std::size_t first = 0; first < test.values.size(); first += ValuesOfALine) {
            std::string definition = test.criterion + " --";
            const std::size_t end = std::min(first + ValuesOfALine, test.values.size());
            for (std::size_t i = first; i < end; ++i)
                definition.append(" ").append(quoteWord(test.values[i]));
            definitions.push_back(std::move(definition));
        }
    }
    std::string key;
    for (const std::string &definition : definitions)
        key.append(definition).append("\n");
    const auto [found, isNew] = m_conditions.try_emplace(key);
    if (isNew) {
        found->second = fmt::format("{}.{}", prefix, m_conditions.size());
        for (const std::string &definition : definitions)
            append(fmt::format("acl {} {}", found->second, definition));
    }
    return found->second;
}

std::string when(const std::vector<std::string> &conditions)
{
    std::string text;
    for (const std::string &condition : conditions)
        text.append(text.empty() ? " if " : " ").append(condition);
    return text;
}

} // namespace gatehouse::haproxy
