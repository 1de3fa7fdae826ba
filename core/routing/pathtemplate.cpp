#include "core/routing/pathtemplate.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

namespace {

bool hasBrace(std::string_view text)
{
    return text.find_first_of("{}") != std::string_view::npos;
}

} // namespace

std::vector<std::string_view> splitPath(std::string_view path)
{
    std::vector<std::string_view> segments;
    std::size_t start = 1;
    while (start <= path.size()) {
        const std::size_t slash = std::min(path.find('/', start), path.size());
        segments.push_back(path.substr(start, slash - start));
        start = slash + 1;
    }
    return segments;
}

Result<std::vector<TemplateSegment>> parseTemplate(std::string_view text)
{
    const auto bad = [text](std::string_view why) {
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a path template: {}", text, why), {},
                       "write it as in /a/{id}/b");
    };
    if (text.empty() || text.front() != '/')
        return bad("it does not begin with '/'");
    std::vector<TemplateSegment> segments;
    for (const std::string_view part : splitPath(text)) {
        if (!hasBrace(part)) {
            segments.push_back({false, part});
            continue;
        }
        const bool whole = part.size() >= 2 && part.front() == '{' && part.back() == '}';
        const std::string_view name = whole ? part.substr(1, part.size() - 2) : std::string_view{};
        if (!whole || hasBrace(name))
            return bad(fmt::format("'{}' is neither text nor one parameter", part));
        if (name.empty())
            return bad("a parameter has no name");
        const TemplateSegment parameter{true, name};
        if (std::find(segments.begin(), segments.end(), parameter) != segments.end())
            return bad(fmt::format("the parameter '{}' comes twice", name));
        segments.push_back(parameter);
    }
    return segments;
}

std::string_view trimPrefix(std::string_view prefix)
{
    if (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    return prefix;
}

bool hasPathPrefix(std::string_view path, std::string_view prefix)
{
    const std::string_view trimmed = trimPrefix(prefix);
    return path.starts_with(trimmed) && (path.size() == trimmed.size() || path[trimmed.size()] == '/');
}

} // namespace gatehouse
