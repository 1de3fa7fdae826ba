#include "core/model/splicer.h"
#include "core/model/yamlemitter.h"
#include "core/model/yamltext.h"

#include <algorithm>

namespace gatehouse {

namespace {

std::size_t endOf(const SourceNode &child)
{
    return std::max(child.end, child.keyEnd);
}

} // namespace

void Splicer::patchFlow(const Tree &before, const Tree &now, const SourceNode &node, const Place &place,
                        int depth)
{
    if (before.empty())
        return;
    const Place inner = flowPlace(node, place);
    const EntryMatch match = before.is_object() ? matchMembers(before, now) : matchItems(before, now);
    if (match.isUnmoved()) {
        for (std::size_t index = 0; index < match.oldOf.size(); ++index)
            patchEntry(before, now, node, inner, index, index, depth);
        return;
    }
    std::vector<bool> kept(match.oldCount, false);
    std::string text;
    for (std::size_t index = 0; index < match.oldOf.size(); ++index) {
        const std::optional<std::size_t> old = match.oldOf[index];
        text += flowEntry(before, now, node, inner, old, index, depth);
        const std::string gap = old && *old + 1 < match.oldCount ? flowGap(node, *old) : std::string();
        if (index + 1 < match.oldOf.size()) {
            text += gap.empty() ? flowSeparator(node, inner) : gap;
        } else if (gap.find('#') != gap.npos && !m_isJson) {
            // The comment behind an entry that is the last one now stays; its comma goes.
            text += gap.substr(0, gap.find(',')) + gap.substr(gap.find(',') + 1);
        }
        if (old)
            kept[*old] = true;
    }
    for (std::size_t old = 0; old < match.oldCount; ++old) {
        if (!kept[old])
            noteAnchors(node.children[old]);
    }
    replace(node.children.front().entry, endOf(node.children.back()), std::move(text));
}

/// How the entries of a flow collection are laid out.
Splicer::Place Splicer::flowPlace(const SourceNode &node, const Place &around) const
{
    Place place = around;
    place.isFlow = true;
    const SourceNode &first = node.children.front();
    place.inLines = m_lines.start(first.entry) > node.start;
    if (first.keyEnd > first.keyStart)
        place.isCompact = m_text.substr(first.keyEnd, first.start - first.keyEnd) == ":";
    if (place.inLines) {
        place.indentation = m_lines.indentation(first.entry);
        const std::size_t outer = m_lines.indentation(node.start).size();
        const std::size_t step = place.indentation.size() > outer ? place.indentation.size() - outer : 2;
        place.step = static_cast<int>(std::min<std::size_t>(step, 8));
        place.fill = place.indentation.find('\t') != std::string::npos ? '\t' : ' ';
    }
    return place;
}

std::string Splicer::flowEntry(const Tree &before, const Tree &now, const SourceNode &node,
                               const Place &inner, std::optional<std::size_t> old, std::size_t index,
                               int depth)
{
    if (old) {
        std::vector<Replacement> outer = exchange({});
        patchEntry(before, now, node, inner, *old, index, depth);
        const std::vector<Replacement> changes = exchange(std::move(outer));
        return replaced(m_text, node.children[*old].entry, endOf(node.children[*old]), changes);
    }
    if (now.is_array())
        return flowText(now[index], inner);
    const auto &[key, value] = memberAt(now, index);
    if (m_isJson)
        return jsonKey(key) + (inner.isCompact ? ":" : ": ") + flowText(value, inner);
    const Tree member = Tree::object({{key, value}});
    const std::string braces = yamlFlow(member);
    return braces.substr(1, braces.size() - 2);
}

/// What stands between an entry and the next, with the comma.
std::string Splicer::flowGap(const SourceNode &node, std::size_t index) const
{
    const std::size_t end = endOf(node.children[index]);
    return std::string(m_text.substr(end, node.children[index + 1].entry - end));
}

/// What to put between two entries of which one is new.
std::string Splicer::flowSeparator(const SourceNode &node, const Place &inner) const
{
    if (inner.inLines)
        return "," + m_lines.lineEnd() + inner.indentation;
    if (node.children.size() > 1) {
        const std::string gap = flowGap(node, 0);
        if (gap.find('#') == gap.npos)
            return gap;
    }
    return inner.isCompact && m_isJson ? "," : ", ";
}

} // namespace gatehouse
