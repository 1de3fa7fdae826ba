#include "core/model/pathcover.h"

#include "core/model/matchsyntax.h"

namespace gatehouse {

namespace {

/// A prefix takes whole segments, so a closing slash makes no difference.
std::string trimmed(const std::string &prefix)
{
    return prefix.ends_with('/') ? prefix.substr(0, prefix.size() - 1) : prefix;
}

std::string exactKey(std::string_view path)
{
    return "exact " + std::string(path);
}

std::string templateKey(const std::vector<TemplatePart> &parts)
{
    std::string key = "template ";
    for (const TemplatePart &part : parts)
        key += part.isParameter ? "/{}" : "/" + std::string(part.text);
    return key;
}

std::string regexKey(const std::string &pattern)
{
    return "regex " + pattern;
}

bool hasParameters(const std::vector<TemplatePart> &parts)
{
    for (const TemplatePart &part : parts) {
        if (part.isParameter)
            return true;
    }
    return false;
}

/// Whether a regex of this tail, whose own lead is as long as `taken`, accepts all texts that begin with
/// `lead`. Texts of a prefix are the lead itself, or go on with a slash.
bool acceptsAll(RegexShape::Tail tail, std::size_t taken, std::string_view lead, PathKind kind)
{
    switch (tail) {
    case RegexShape::Tail::Other:
        return false;
    case RegexShape::Tail::Anything:
        return true;
    case RegexShape::Tail::Something:
        return taken < lead.size();
    case RegexShape::Tail::NothingOrSegments:
        return taken < lead.size() ? lead[taken] == '/' : kind == PathKind::Prefix;
    }
    return false;
}

} // namespace

std::string pathKey(const PathMatch &path)
{
    switch (path.kind) {
    case PathKind::Exact:
        return exactKey(path.text);
    case PathKind::Template:
        return templateKey(templateParts(path.text));
    case PathKind::Regex:
        return regexKey(path.text);
    case PathKind::Prefix:
        return "prefix " + trimmed(path.text);
    }
    return {};
}

void PathCover::add(const PathMatch &path)
{
    if (path.kind == PathKind::Template) {
        Node *node = &m_templates;
        const auto parts = templateParts(path.text);
        for (const TemplatePart &part : parts) {
            std::unique_ptr<Node> &next =
                part.isParameter ? node->parameter : node->literals[std::string(part.text)];
            if (!next)
                next = std::make_unique<Node>();
            node = next.get();
        }
        node->key = templateKey(parts);
    } else if (path.kind == PathKind::Regex) {
        const RegexShape shape = regexShape(path.text);
        if (shape.tail == RegexShape::Tail::Other)
            return;
        std::vector<OpenRegex> &known = m_openRegexes[shape.lead];
        for (const OpenRegex &regex : known) {
            if (regex.pattern == path.text)
                return;
        }
        known.push_back({path.text, shape.tail});
    }
}

std::vector<CoveringPath> PathCover::covering(const PathMatch &path) const
{
    std::vector<CoveringPath> found;
    switch (path.kind) {
    case PathKind::Exact:
        found.push_back({pathKey(path), CoveringPath::Rank::Equal});
        break;
    case PathKind::Template:
        found.push_back({pathKey(path), CoveringPath::Rank::Equal});
        if (!hasParameters(templateParts(path.text)))
            found.push_back({exactKey(path.text), CoveringPath::Rank::Better});
        break;
    case PathKind::Regex:
        coverRegex(path.text, found);
        break;
    case PathKind::Prefix: {
        found.push_back({pathKey(path), CoveringPath::Rank::Equal});
        const std::string prefix = trimmed(path.text);
        coverByOpenRegexes(prefix.empty() ? "/" : prefix, path.kind, found);
        break;
    }
    }
    return found;
}

void PathCover::coverRegex(const std::string &pattern, std::vector<CoveringPath> &found) const
{
    found.push_back({regexKey(pattern), CoveringPath::Rank::ByOrder});
    const RegexShape shape = regexShape(pattern);
    coverByOpenRegexes(shape.lead, PathKind::Regex, found);
    if (!shape.segments)
        return;
    collectTemplates(m_templates, *shape.segments, 0, found);
    std::string literal;
    for (const SegmentShape &segment : *shape.segments) {
        if (!segment.isLiteral)
            return;
        literal += "/" + segment.text;
    }
    found.push_back({exactKey(literal), CoveringPath::Rank::Better});
}

void PathCover::collectTemplates(const Node &node, const std::vector<SegmentShape> &segments,
                                 std::size_t depth, std::vector<CoveringPath> &found) const
{
    if (depth == segments.size()) {
        if (!node.key.empty())
            found.push_back({node.key, CoveringPath::Rank::Better});
        return;
    }
    const SegmentShape &segment = segments[depth];
    if (segment.isLiteral) {
        const auto next = node.literals.find(segment.text);
        if (next != node.literals.end())
            collectTemplates(*next->second, segments, depth + 1, found);
    }
    // A parameter takes no empty segment.
    if (node.parameter && !(segment.isLiteral && segment.text.empty()))
        collectTemplates(*node.parameter, segments, depth + 1, found);
}

void PathCover::coverByOpenRegexes(std::string_view lead, PathKind kind,
                                   std::vector<CoveringPath> &found) const
{
    const auto rank = kind == PathKind::Regex ? CoveringPath::Rank::ByOrder : CoveringPath::Rank::Better;
    for (std::size_t taken = 0; taken <= lead.size() && !m_openRegexes.empty(); ++taken) {
        const auto open = m_openRegexes.find(std::string(lead.substr(0, taken)));
        if (open == m_openRegexes.end())
            continue;
        for (const OpenRegex &regex : open->second) {
            if (acceptsAll(regex.tail, taken, lead, kind))
                found.push_back({regexKey(regex.pattern), rank});
        }
    }
}

} // namespace gatehouse
