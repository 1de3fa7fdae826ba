#include "core/model/splicer.h"
#include "core/model/yamlemitter.h"

#include <algorithm>

namespace gatehouse {

void Splicer::patchBlock(const Tree &before, const Tree &now, const SourceNode &node, int depth)
{
    const EntryMatch match = before.is_object() ? matchMembers(before, now) : matchItems(before, now);
    // Without anything that stays there is nothing to hold on to; an entry that stands behind a `-` cannot be
    // moved.
    if (match.stayCount() == 0 || (match.hasMoves() && beginsInline(node))) {
        for (const SourceNode &child : node.children)
            noteAnchors(child);
        YamlLayout layout;
        layout.indent = m_lines.column(node.start);
        layout.lineEnd = m_lines.lineEnd();
        layout.literals = false;
        replace(node.start, contentEnd(node), yamlBlock(now, layout, 1));
        return;
    }
    removeFromBlock(node, match);
    for (std::size_t index = 0; index < match.oldOf.size(); ++index) {
        if (match.stays[index])
            patchEntry(before, now, node, Place{}, *match.oldOf[index], index, depth);
    }
    addToBlock(before, now, node, match, depth);
}

/// Takes out the lines of entries that are gone or move.
void Splicer::removeFromBlock(const SourceNode &node, const EntryMatch &match)
{
    std::vector<bool> stays(match.oldCount, false);
    std::vector<bool> moves(match.oldCount, false);
    for (std::size_t index = 0; index < match.oldOf.size(); ++index) {
        if (match.oldOf[index])
            (match.stays[index] ? stays : moves)[*match.oldOf[index]] = true;
    }
    std::size_t first = 0;
    if (beginsInline(node) && !stays[0]) {
        // The first that stays takes the place behind the `-`.
        while (!stays[first])
            noteAnchors(node.children[first++]);
        replace(node.children[0].entry, node.children[first].entry, "");
    }
    for (std::size_t old = first; old < match.oldCount; ++old) {
        if (stays[old])
            continue;
        if (!moves[old])
            noteAnchors(node.children[old]);
        const std::size_t start =
            moves[old] ? chunkStart(node, old) : m_lines.start(node.children[old].entry);
        replace(start, entryEnd(node, old), "");
    }
}

/// Puts in the lines of entries that are new or move, behind the one that stays before them.
void Splicer::addToBlock(const Tree &before, const Tree &now, const SourceNode &node, const EntryMatch &match,
                         int depth)
{
    const auto firstStay = static_cast<std::size_t>(std::find(match.stays.begin(), match.stays.end(), true)
                                                    - match.stays.begin());
    const std::size_t indent = m_lines.column(node.children[*match.oldOf[firstStay]].entry);
    std::optional<std::size_t> after;
    for (std::size_t index = 0; index < match.oldOf.size(); ++index) {
        if (match.stays[index]) {
            after = *match.oldOf[index];
            continue;
        }
        const std::string entry = match.oldOf[index]
            ? movedBlockEntry(before, now, *match.oldOf[index], index, node, depth)
            : std::string(indent, ' ') + blockEntry(now, index, node, indent);
        insertInBlock(node, after, *match.oldOf[firstStay], entry);
    }
}

/// A new entry in the manner of its neighbours; the first line without indentation, the last without line
/// end.
std::string Splicer::blockEntry(const Tree &now, std::size_t index, const SourceNode &node,
                                std::size_t indent) const
{
    YamlLayout layout;
    layout.indent = indent;
    layout.lineEnd = m_lines.lineEnd();
    layout.literals = !m_lines.endsInLine();
    if (now.is_array()) {
        const bool inLines =
            std::any_of(node.children.begin(), node.children.end(),
                        [](const SourceNode &child) { return child.style == NodeStyle::Block; });
        return yamlItem(now[index], layout, inLines ? 1 : 0);
    }
    const auto &[key, value] = memberAt(now, index);
    return yamlMember(key, value, layout);
}

/// The lines of an entry that moves, changed where they must be, with the comment lines right above it.
std::string Splicer::movedBlockEntry(const Tree &before, const Tree &now, std::size_t old, std::size_t index,
                                     const SourceNode &node, int depth)
{
    std::vector<Replacement> outer = exchange({});
    patchEntry(before, now, node, Place{}, old, index, depth);
    const std::vector<Replacement> inner = exchange(std::move(outer));
    std::string lines = replaced(m_text, chunkStart(node, old), entryEnd(node, old), inner);
    while (!lines.empty() && (lines.back() == '\n' || lines.back() == '\r'))
        lines.pop_back();
    return lines;
}

/// `after` is an old entry that stays; without it the new one comes first.
void Splicer::insertInBlock(const SourceNode &node, std::optional<std::size_t> after, std::size_t firstStay,
                            const std::string &entry)
{
    const std::string &lineEnd = m_lines.lineEnd();
    const std::string blank = hasBlankLines(node) ? lineEnd : std::string();
    if (!after && beginsInline(node)) {
        // It takes the place behind the `-`; the old first one begins a line.
        const std::size_t place = node.children[firstStay].entry;
        const std::size_t indent = m_lines.column(node.children[firstStay].entry);
        const std::size_t first = std::min(entry.find_first_not_of(' '), entry.size());
        replace(place, place, entry.substr(first) + lineEnd + blank + std::string(indent, ' '));
        return;
    }
    if (!after) {
        const std::size_t place =
            &node == &m_source.root ? m_lines.start(node.children[0].entry) : chunkStart(node, 0);
        replace(place, place, entry + lineEnd + blank);
        return;
    }
    const std::size_t place = entryEnd(node, *after);
    if (place == m_text.size() && m_lines.endsInLine())
        replace(place, place, blank + lineEnd + entry);
    else
        replace(place, place, blank + entry + lineEnd);
}

/// Whether the first entry stands behind the `-` or `?` of another.
bool Splicer::beginsInline(const SourceNode &node) const
{
    return !m_lines.isFirst(node.children.front().entry);
}

/// Whether blank lines part the entries.
bool Splicer::hasBlankLines(const SourceNode &node) const
{
    if (node.children.size() < 2)
        return false;
    const std::size_t end = entryEnd(node, 0);
    return end < m_text.size() && end < node.children[1].entry && m_lines.isBlank(end);
}

/// The beginning of the entry's lines, with the comment lines right above it that are indented as it is.
std::size_t Splicer::chunkStart(const SourceNode &node, std::size_t index) const
{
    const std::size_t column = m_lines.column(node.children[index].entry);
    const std::size_t lowest = index == 0 ? 0 : entryEnd(node, index - 1);
    std::size_t start = m_lines.start(node.children[index].entry);
    while (start > lowest && start > 0) {
        const std::size_t above = m_lines.start(start - 1) == start ? start - 1 : m_lines.start(start - 1);
        // Behind CRLF the byte before is the LF of the line above.
        const std::size_t line = m_text[start - 1] == '\n' && start >= 2 && m_text[start - 2] == '\r'
            ? m_lines.start(start - 2)
            : above;
        if (line < lowest || line >= start || !m_lines.isComment(line)
            || m_lines.indentation(line).size() != column)
            break;
        start = line;
    }
    return start;
}

/// Behind the last line of the entry and the comment lines below it that are indented deeper than it is.
std::size_t Splicer::entryEnd(const SourceNode &node, std::size_t index) const
{
    const SourceNode &child = node.children[index];
    const std::size_t column = m_lines.column(child.entry);
    std::size_t end = m_lines.next(std::max(contentEnd(child), child.keyEnd));
    for (std::size_t line = end; line < m_text.size(); line = m_lines.next(line)) {
        if (m_lines.isComment(line) && m_lines.indentation(line).size() > column)
            end = m_lines.next(line);
        else if (!m_lines.isBlank(line))
            break;
    }
    return end;
}

/// Behind the last byte of the value that is not a line end.
std::size_t Splicer::contentEnd(const SourceNode &node) const
{
    if (node.style == NodeStyle::Block && !node.children.empty())
        return std::max(contentEnd(node.children.back()), node.children.back().keyEnd);
    if (node.style != NodeStyle::Literal && node.style != NodeStyle::Folded)
        return node.end;
    const std::string_view header = m_text.substr(node.start, 3);
    const std::string_view lineEnds = "\r\n";
    std::size_t end = node.end;
    if (header.substr(0, header.find_first_of(" \r\n")).find('+') != header.npos) {
        // All its blank lines count; only the last line end is left to the line.
        if (end > node.start && m_text[end - 1] == '\n')
            --end;
        if (end > node.start && m_text[end - 1] == '\r')
            --end;
        return end;
    }
    while (end > node.start
           && (lineEnds.find(m_text[end - 1]) != lineEnds.npos || m_text[end - 1] == ' '
               || m_text[end - 1] == '\t'))
        --end;
    return end;
}

} // namespace gatehouse
