#include "core/model/splicer.h"

#include "core/model/convert.h"
#include "core/model/yamlemitter.h"
#include "core/model/yamlquoting.h"
#include "core/model/yamltext.h"

#include <algorithm>

namespace gatehouse {

namespace {

bool hasAnchors(const SourceNode &node)
{
    return !node.anchor.empty() || std::any_of(node.children.begin(), node.children.end(), hasAnchors);
}

std::string dumped(const Tree &tree, int indent = -1, char fill = ' ')
{
    return tree.dump(indent, fill, false, Tree::error_handler_t::replace);
}

/// JSON on one line with blanks behind commas and colons.
std::string jsonLine(const Tree &tree)
{
    std::string out;
    if (tree.is_object()) {
        for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>())
            out += (out.empty() ? "" : ", ") + dumped(Tree(key)) + ": " + jsonLine(value);
        return "{" + out + "}";
    }
    if (tree.is_array()) {
        for (const Tree &item : tree)
            out += (out.empty() ? "" : ", ") + jsonLine(item);
        return "[" + out + "]";
    }
    return dumped(tree);
}

bool isSingleQuotable(const std::string &text)
{
    return isPlainSafe("x" + text + "x", YamlContext::Block) || text.find_first_of("\"\\\n\r\t") == text.npos;
}

std::string singleQuoted(const std::string &text)
{
    std::string out = "'";
    for (const char c : text) {
        out += c;
        if (c == '\'')
            out += c;
    }
    return out + "'";
}

} // namespace

std::string replaced(std::string_view text, std::size_t from, std::size_t to,
                     std::vector<Replacement> replacements)
{
    // What is put in before a node comes before what the node itself becomes.
    const auto order = [](const Replacement &item) {
        return std::pair(item.start, item.end > item.start);
    };
    std::stable_sort(replacements.begin(), replacements.end(),
                     [&order](const Replacement &a, const Replacement &b) { return order(a) < order(b); });
    std::string out;
    std::size_t at = from;
    for (const Replacement &replacement : replacements) {
        if (replacement.start > at)
            out += text.substr(at, replacement.start - at);
        out += replacement.text;
        at = std::max(at, replacement.end);
    }
    return out.append(text.substr(at, to - std::min(at, to)));
}

Splicer::Splicer(std::string_view text, TextFormat format, const SourceText &source, int maximumDepth)
    : m_text(text)
    , m_lines(text)
    , m_isJson(format == TextFormat::Json)
    , m_source(source)
    , m_maximumDepth(maximumDepth)
    , m_hasAnchors(hasAnchors(source.root))
{
}

std::string Splicer::splice(const Tree &edited)
{
    Place root;
    root.isFlow = m_isJson;
    root.isItem = true;
    root.slot = m_source.root.start;
    patch(m_source.tree, edited, m_source.root, root, 0);
    return replaced(m_text, 0, m_text.size(), m_out);
}

void Splicer::noteAnchor(const SourceNode &node, const Tree &now)
{
    if (!node.anchor.empty() && node.style != NodeStyle::Alias)
        m_anchored[node.anchor] = &now;
}

/// The anchors in a node that is not going to be there any more.
void Splicer::noteAnchors(const SourceNode &node)
{
    if (!m_hasAnchors)
        return;
    if (!node.anchor.empty() && node.style != NodeStyle::Alias)
        m_anchored[node.anchor] = nullptr;
    for (const SourceNode &child : node.children)
        noteAnchors(child);
}

void Splicer::patch(const Tree &before, const Tree &now, const SourceNode &node, const Place &place,
                    int depth)
{
    if (!m_hasAnchors && before == now)
        return;
    if (node.style == NodeStyle::Alias)
        return patchAlias(before, now, node, place);
    if (before == now || (depth < m_maximumDepth && before.is_structured() && before.type() == now.type()))
        patchChildren(before, now, node, place, depth);
    else
        replaceNode(before, now, node, place);
    noteAnchor(node, now);
}

void Splicer::patchChildren(const Tree &before, const Tree &now, const SourceNode &node, const Place &place,
                            int depth)
{
    if (!before.is_structured())
        return;
    const bool isPair = node.style == NodeStyle::Block && place.isFlow;
    if (before != now && (before.empty() || now.empty() || isPair))
        replaceNode(before, now, node, place);
    else if (node.style == NodeStyle::Block && !isPair)
        patchBlock(before, now, node, depth);
    else
        patchFlow(before, now, node, place, depth);
}

/// An alias stays where its value does, or where the anchored value changed in the same way. It is written
/// out where the anchored value went away from it. Its parts cannot be changed from here.
void Splicer::patchAlias(const Tree &before, const Tree &now, const SourceNode &node, const Place &place)
{
    const auto anchored = m_anchored.find(node.anchor);
    const bool fits = anchored != m_anchored.end() && anchored->second && *anchored->second == now;
    if (fits)
        return;
    if (before != now && before.is_structured() && before.type() == now.type()) {
        if (!m_refusedAlias)
            m_refusedAlias = m_path.str();
        return;
    }
    replaceNode(before, now, node, place);
}

void Splicer::patchEntry(const Tree &before, const Tree &now, const SourceNode &node, const Place &around,
                         std::size_t old, std::size_t index, int depth)
{
    const SourceNode &child = node.children[old];
    const Place place = placeOf(child, before.is_array(), around);
    if (before.is_array()) {
        const PointerStep step(m_path, index);
        patch(before[old], now[index], child, place, depth + 1);
        return;
    }
    const auto &oldMember = memberAt(before, old);
    const auto &newMember = memberAt(now, index);
    const PointerStep step(m_path, newMember.first);
    if (oldMember.first != newMember.first)
        replace(child.keyStart, child.keyEnd,
                m_isJson ? jsonKey(newMember.first)
                         : yamlKey(newMember.first, around.isFlow ? YamlContext::Flow : YamlContext::Block));
    patch(oldMember.second, newMember.second, child, place, depth + 1);
}

Splicer::Place Splicer::placeOf(const SourceNode &child, bool isItem, const Place &around) const
{
    Place place = around;
    place.isItem = isItem;
    place.slot = child.start;
    if (around.isFlow)
        return place;
    place.indent = m_lines.column(child.entry);
    if (isItem) {
        place.slot = child.entry + 1;
    } else {
        const std::size_t colon = skipBlank(m_text, child.keyEnd);
        place.slot = m_text.substr(colon, 1) == ":" ? colon + 1 : child.keyEnd;
    }
    if (!child.anchor.empty() && child.style != NodeStyle::Alias)
        place.slot = skipBlank(m_text, place.slot) + 1 + child.anchor.size();
    return place;
}

void Splicer::replaceNode(const Tree &before, const Tree &now, const SourceNode &node, const Place &place)
{
    for (const SourceNode &child : node.children)
        noteAnchors(child);
    if (!place.isFlow) {
        if (node.style == NodeStyle::Block && !before.empty())
            replaceCollection(now, node, place);
        else
            replaceInBlock(now, node, place);
        return;
    }
    if (node.style != NodeStyle::Absent) {
        const bool sameQuotes = now.is_string() && !m_isJson;
        replace(node.start, node.end, sameQuotes ? scalarLike(now, node) : flowText(now, place));
        return;
    }
    const bool hasColon = node.start > node.keyEnd;
    replace(node.start, node.end, (place.isItem ? "" : hasColon ? " " : ": ") + flowText(now, place));
}

/// A text in the quotes that the old one had.
std::string Splicer::scalarLike(const Tree &now, const SourceNode &node) const
{
    const auto &text = now.get_ref<const std::string &>();
    if (node.style == NodeStyle::DoubleQuoted)
        return yamlDoubleQuoted(text);
    if (node.style == NodeStyle::SingleQuoted && isSingleQuotable(text))
        return singleQuoted(text);
    return yamlScalar(now, YamlContext::Flow);
}

/// The place of a scalar or of a flow collection, outside of flow collections.
void Splicer::replaceInBlock(const Tree &now, const SourceNode &node, const Place &place)
{
    YamlLayout layout;
    layout.indent = place.indent;
    layout.lineEnd = m_lines.lineEnd();
    layout.literals = node.style == NodeStyle::Literal || node.style == NodeStyle::Folded;
    if (now.is_string() && (node.style == NodeStyle::SingleQuoted || node.style == NodeStyle::DoubleQuoted))
        return replace(node.start, node.end, scalarLike(now, node));
    // What comes behind the entry's `:` or `-`, with the blank or line end that it begins with.
    std::string text = yamlAfterKey(now, layout, m_lines.column(place.slot));
    const bool inLines = text.find_first_of("\r\n") == 0;
    if (inLines && place.isItem) {
        layout.indent += 2;
        text = " " + yamlBlock(now, layout);
    }
    if (node.style == NodeStyle::Absent)
        return replace(node.start, node.end, text);
    const bool onlyBlanks =
        m_text.substr(place.slot, node.start - place.slot).find_first_not_of(" \t") == m_text.npos;
    if (onlyBlanks && node.start > place.slot)
        return replace(place.slot, contentEnd(node), text);
    // The value stands on a line of its own, or is the root.
    layout.indent = m_lines.column(node.start);
    replace(node.start, contentEnd(node), inLines ? yamlBlock(now, layout) : text.substr(1));
}

/// The place of a block collection: its lines go where the new value stays on the line of its key.
void Splicer::replaceCollection(const Tree &now, const SourceNode &node, const Place &place)
{
    YamlLayout layout;
    layout.indent = m_lines.column(node.start);
    layout.lineEnd = m_lines.lineEnd();
    layout.literals = false;
    const std::size_t last = node.children.size() - 1;
    const bool ownLine = m_lines.isFirst(node.start) && place.slot < m_lines.start(node.start);
    if (now.empty() || !now.is_structured()) {
        const std::string text = now.is_structured() ? yamlFlow(now) : yamlScalar(now, YamlContext::Block);
        if (!ownLine)
            return replace(node.start, contentEnd(node), text);
        replace(place.slot, place.slot, " " + text);
        replace(m_lines.start(node.start), entryEnd(node, last), "");
        return;
    }
    replace(node.start, contentEnd(node), yamlBlock(now, layout, 1));
}

std::string Splicer::jsonKey(const std::string &key) const
{
    return dumped(Tree(key));
}

std::string Splicer::flowText(const Tree &now, const Place &place) const
{
    if (!m_isJson)
        return yamlFlow(now);
    if (!place.inLines)
        return place.isCompact ? dumped(now) : jsonLine(now);
    const std::string lines = dumped(now, place.step, place.fill);
    std::string out;
    for (const char c : lines) {
        if (c == '\n')
            out += m_lines.lineEnd() + place.indentation;
        else
            out += c;
    }
    return out;
}

} // namespace gatehouse
