#include "core/model/sourcetext.h"

#include "core/model/jsonreader.h"
#include "core/model/lineindex.h"
#include "core/model/objectplace.h"
#include "core/model/pointerpath.h"
#include "core/model/utf8.h"
#include "core/model/yamlreader.h"

namespace gatehouse {

namespace {

std::optional<std::size_t> indexOf(const Tree &tree, const std::string &token)
{
    if (tree.is_array()) {
        const std::optional<std::size_t> index = arrayIndex(token);
        return index && *index < tree.size() ? index : std::nullopt;
    }
    if (tree.is_object()) {
        std::size_t index = 0;
        for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>()) {
            if (key == token)
                return index;
            ++index;
        }
    }
    return std::nullopt;
}

class MarkMaker final
{
public:
    MarkMaker(std::string_view text, Marks &marks)
        : m_lines(text)
        , m_marks(marks)
    {
    }

    void add(const Tree &tree, const SourceNode &node)
    {
        const LineIndex::Place place = m_lines.place(node.start);
        addAll(tree, node.style == NodeStyle::Alias ? nullptr : &node,
               {node.start, node.end, place.line, place.column});
    }

private:
    /// Without `node` all that is below has the same mark, that of an alias.
    void addAll(const Tree &tree, const SourceNode *node, const Mark &mark)
    {
        m_marks.emplace_hint(m_marks.end(), m_path.str(), mark);
        std::size_t index = 0;
        const auto addChild = [&](const Tree &child) {
            if (node)
                add(child, node->children[index]);
            else
                addAll(child, nullptr, mark);
            ++index;
        };
        if (tree.is_array()) {
            for (const Tree &item : tree) {
                const PointerStep step(m_path, index);
                addChild(item);
            }
        } else if (tree.is_object()) {
            for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>()) {
                const PointerStep step(m_path, key);
                addChild(value);
            }
        }
    }

    LineIndex m_lines;
    Marks &m_marks;
    PointerPath m_path;
};

} // namespace

SourceOutcome readSource(std::string_view text, TextFormat format)
{
    SourceOutcome outcome;
    if (text.size() > MaximumTextBytes) {
        Finding finding;
        finding.code = "GH0006";
        finding.message = "the document is larger than 64 MiB";
        outcome.findings.push_back(std::move(finding));
        return outcome;
    }
    SourceProblems problems(text);
    if (const std::size_t bad = firstInvalidUtf8(text); bad != std::string_view::npos) {
        problems.add("GH0001", bad, {}, "the text is not UTF-8", "save the file as UTF-8");
    } else if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        problems.add("GH0001", zero, {}, "the text has a zero byte in it");
    } else {
        outcome.source = format == TextFormat::Json ? readJson(text, problems) : readYaml(text, problems);
    }
    outcome.findings = problems.take();
    return outcome;
}

const SourceNode *nodeAt(const SourceText &source, std::string_view pointer)
{
    const std::optional<std::vector<std::string>> tokens = pointerTokens(pointer);
    if (!tokens)
        return nullptr;
    const SourceNode *node = &source.root;
    const Tree *tree = &source.tree;
    for (const std::string &token : *tokens) {
        if (node->style == NodeStyle::Alias)
            return node;
        const std::optional<std::size_t> index = indexOf(*tree, token);
        if (!index)
            return nullptr;
        node = &node->children[*index];
        tree = tree->is_array() ? &(*tree)[*index] : &memberAt(*tree, *index).second;
    }
    return node;
}

Marks marksOf(std::string_view text, const SourceText &source)
{
    Marks marks;
    MarkMaker(text, marks).add(source.tree, source.root);
    return marks;
}

} // namespace gatehouse
