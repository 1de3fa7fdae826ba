#include "core/model/yamlreader.h"

#include "core/model/aliastable.h"
#include "core/model/keyset.h"
#include "core/model/pointerpath.h"
#include "core/model/utf8.h"
#include "core/model/yamlscalar.h"
#include "core/model/yamltext.h"

#include <fmt/format.h>
#include <libfyaml.h>

#include <algorithm>
#include <memory>

namespace gatehouse {

namespace {

/// An event of libfyaml, given back to its parser in the end.
struct EventReturner
{
    fy_parser *parser = nullptr;
    void operator()(fy_event *event) const { fy_parser_event_free(parser, event); }
};
using Event = std::unique_ptr<fy_event, EventReturner>;
using Parser = std::unique_ptr<fy_parser, decltype(&fy_parser_destroy)>;
using Diagnostics = std::unique_ptr<fy_diag, decltype(&fy_diag_destroy)>;

void ignoreOutput(fy_diag *, void *, const char *, std::size_t) { }

Diagnostics makeDiagnostics()
{
    fy_diag_cfg settings{};
    fy_diag_cfg_default(&settings);
    settings.fp = nullptr;
    settings.output_fn = ignoreOutput;
    Diagnostics diagnostics(fy_diag_create(&settings), fy_diag_destroy);
    fy_diag_set_collect_errors(diagnostics.get(), true);
    return diagnostics;
}

Parser makeParser(fy_diag *diagnostics, std::string_view text)
{
    fy_parse_cfg settings{};
    settings.flags =
        static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2
                                        | FYPCF_JSON_NONE | FYPCF_SLOPPY_FLOW_INDENTATION);
    settings.diag = diagnostics;
    Parser parser(fy_parser_create(&settings), fy_parser_destroy);
    fy_parser_set_string(parser.get(), text.data(), text.size());
    return parser;
}

NodeStyle styleOf(fy_token *token)
{
    switch (fy_token_scalar_style(token)) {
    case FYSS_SINGLE_QUOTED:
        return NodeStyle::SingleQuoted;
    case FYSS_DOUBLE_QUOTED:
        return NodeStyle::DoubleQuoted;
    case FYSS_LITERAL:
        return NodeStyle::Literal;
    case FYSS_FOLDED:
        return NodeStyle::Folded;
    case FYSS_ANY:
    case FYSS_PLAIN:
    case FYSS_MAX:
        break;
    }
    return NodeStyle::Plain;
}

std::string textOf(fy_token *token)
{
    std::size_t length = 0;
    const char *text = token ? fy_token_get_text(token, &length) : nullptr;
    return text ? std::string(text, length) : std::string();
}

/// Builds tree and source nodes from libfyaml's events. Reading functions return false after an error of
/// syntax; what is refused otherwise is noted and reading goes on.
class YamlReader final
{
public:
    YamlReader(std::string_view text, SourceProblems &problems)
        : m_text(text)
        , m_problems(problems)
        , m_diagnostics(makeDiagnostics())
        , m_parser(makeParser(m_diagnostics.get(), text))
    {
    }

    bool read(SourceText &source);

private:
    Event next() { return Event(fy_parser_parse(m_parser.get()), EventReturner{m_parser.get()}); }
    bool syntaxError();
    void refuse(const char *code, std::size_t offset, std::string message, std::string fix = {})
    {
        m_problems.add(code, offset, m_path.str(), std::move(message), std::move(fix));
    }

    bool readNode(const Event &event, Tree &tree, SourceNode &node, int depth);
    bool readContent(const Event &event, Tree &tree, SourceNode &node, int depth);
    bool readMapping(const Event &event, Tree &tree, SourceNode &node, int depth);
    bool readSequence(const Event &event, Tree &tree, SourceNode &node, int depth);
    void readScalar(const Event &event, Tree &tree, SourceNode &node);
    void readAlias(const Event &event, Tree &tree, SourceNode &node, int depth);
    bool readKey(const Event &event, std::string &key, SourceNode &node);
    void placeScalar(const Event &event, SourceNode &node);
    bool closeDocument();
    void refuseAliases(std::size_t offset);

    std::string_view m_text;
    SourceProblems &m_problems;
    Diagnostics m_diagnostics;
    Parser m_parser;
    PointerPath m_path;
    AliasTable m_aliases;
    std::size_t m_cursor = 0; ///< behind the last thing that was read
    bool m_aliasesRefused = false;
};

bool YamlReader::read(SourceText &source)
{
    if (m_text.starts_with("\xEF\xBB\xBF"))
        m_cursor = 3;
    for (;;) {
        const Event event = next();
        if (!event)
            return syntaxError();
        if (event->type == FYET_STREAM_END) {
            refuse("GH0001", m_text.size(), "the document is empty", "begin with 'gatehouse: v1'");
            return false;
        }
        if (event->type == FYET_STREAM_START)
            continue;
        if (event->type == FYET_DOCUMENT_START) {
            if (!fy_event_is_implicit(event.get()) && fy_event_end_mark(event.get()))
                m_cursor = fy_event_end_mark(event.get())->input_pos;
            continue;
        }
        return readNode(event, source.tree, source.root, 1) && closeDocument();
    }
}

bool YamlReader::closeDocument()
{
    for (;;) {
        const Event event = next();
        if (!event)
            return syntaxError();
        if (event->type == FYET_STREAM_END)
            return true;
        if (event->type != FYET_DOCUMENT_END) {
            const fy_mark *mark = fy_event_start_mark(event.get());
            refuse("GH0008", mark ? mark->input_pos : m_cursor,
                   "a second document begins here, and only one is read",
                   "keep each document in a file of its own");
            return false;
        }
    }
}

bool YamlReader::syntaxError()
{
    void *iterator = nullptr;
    const fy_diag_error *error = fy_diag_errors_iterate(m_diagnostics.get(), &iterator);
    if (error && error->msg)
        m_problems.addAt({std::max(1, error->line), std::max(1, error->column)}, "GH0001", error->msg);
    else
        refuse("GH0001", m_cursor, "this is not YAML");
    return false;
}

bool YamlReader::readNode(const Event &event, Tree &tree, SourceNode &node, int depth)
{
    if (depth > MaximumDepth) {
        refuse("GH0006", m_cursor, fmt::format("the document is nested deeper than {} levels", MaximumDepth));
        return false;
    }
    if (event->type == FYET_ALIAS) {
        readAlias(event, tree, node, depth);
        return true;
    }
    if (fy_token *tag = fy_event_get_tag_token(event.get()))
        refuse("GH0008", fy_token_start_mark(tag)->input_pos,
               "tags (a word that begins with '!') are not read");
    fy_token *anchor = fy_event_get_anchor_token(event.get());
    if (anchor) {
        node.anchor = textOf(anchor);
        m_aliases.open(node.anchor);
    }
    if (!readContent(event, tree, node, depth))
        return false;
    if (anchor && !m_aliases.close(node.anchor, tree))
        refuseAliases(node.start);
    return true;
}

bool YamlReader::readContent(const Event &event, Tree &tree, SourceNode &node, int depth)
{
    switch (event->type) {
    case FYET_SCALAR:
        placeScalar(event, node);
        readScalar(event, tree, node);
        return true;
    case FYET_SEQUENCE_START:
        return readSequence(event, tree, node, depth);
    case FYET_MAPPING_START:
        return readMapping(event, tree, node, depth);
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_STREAM_END:
    case FYET_DOCUMENT_START:
    case FYET_DOCUMENT_END:
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
    case FYET_ALIAS:
        break;
    }
    refuse("GH0001", m_cursor, "expected a value");
    return false;
}

/// Says once that the document has used up what aliases may add.
void YamlReader::refuseAliases(std::size_t offset)
{
    if (!m_aliasesRefused)
        refuse("GH0006", offset, "anchors and aliases make this document too large", "write the values out");
    m_aliasesRefused = true;
}

void YamlReader::readAlias(const Event &event, Tree &tree, SourceNode &node, int depth)
{
    fy_token *token = fy_event_get_token(event.get());
    node.style = NodeStyle::Alias;
    node.anchor = textOf(token);
    node.start = fy_token_start_mark(token)->input_pos - 1;
    node.end = m_cursor = fy_token_end_mark(token)->input_pos;
    const AliasTable::Anchored *value = m_aliases.find(node.anchor);
    if (m_aliases.isSpent())
        refuseAliases(node.start);
    else if (!value)
        refuse("GH0001", node.start,
               fmt::format("there is no finished anchor '{}' before this alias", node.anchor));
    else if (depth + value->height - 1 > MaximumDepth)
        refuse("GH0006", node.start,
               fmt::format("the document is nested deeper than {} levels", MaximumDepth));
    else if (!m_aliases.spend(value->weight))
        refuseAliases(node.start);
    else
        tree = value->tree;
}

bool YamlReader::readMapping(const Event &event, Tree &tree, SourceNode &node, int depth)
{
    tree = Tree::object();
    node.start = fy_event_start_mark(event.get())->input_pos;
    const bool braces =
        m_text.substr(node.start, 1) == "{" && fy_event_end_mark(event.get())->input_pos > node.start;
    node.style = braces ? NodeStyle::Flow : NodeStyle::Block;
    if (braces)
        m_cursor = node.start + 1;
    KeySet keys;
    for (;;) {
        Event keyEvent = next();
        if (!keyEvent)
            return syntaxError();
        if (keyEvent->type == FYET_MAPPING_END) {
            if (braces)
                m_cursor = fy_event_end_mark(keyEvent.get())->input_pos;
            break;
        }
        SourceNode child;
        std::string key;
        if (!readKey(keyEvent, key, child))
            return false;
        const PointerStep step(m_path, key);
        if (key == "<<" && m_text.substr(child.keyStart, 2) == "<<")
            refuse("GH0008", child.keyStart, "merging with '<<' is not read",
                   "write the fields out, or use an alias for a whole value");
        else if (!keys.isNew(tree, key))
            refuse("GH0002", child.keyStart, fmt::format("the key '{}' is there twice", key));
        keyEvent.reset();
        const Event valueEvent = next();
        if (!valueEvent)
            return syntaxError();
        Tree value;
        if (!readNode(valueEvent, value, child, depth + 1))
            return false;
        tree.get_ref<Tree::object_t &>().emplace_back(std::move(key), std::move(value));
        node.children.push_back(std::move(child));
    }
    if (!braces && !node.children.empty())
        node.start = std::min(node.start, node.children.front().entry);
    node.end = braces || node.children.empty()
        ? m_cursor
        : std::max(node.children.back().end, node.children.back().keyEnd);
    return true;
}

bool YamlReader::readKey(const Event &event, std::string &key, SourceNode &node)
{
    const std::size_t before = skipBlank(m_text, m_cursor);
    if (event->type != FYET_SCALAR || fy_event_get_tag_token(event.get())
        || fy_event_get_anchor_token(event.get())) {
        refuse("GH0008", before, "a key must be a plain or quoted text, without anchor, alias or tag");
        return false;
    }
    SourceNode place;
    placeScalar(event, place);
    if (place.style == NodeStyle::Absent || place.style == NodeStyle::Literal
        || place.style == NodeStyle::Folded) {
        refuse("GH0008", before, "a key must be a plain or quoted text");
        return false;
    }
    node.keyStart = place.start;
    node.keyEnd = place.end;
    const std::size_t comma = m_text.substr(before, 1) == "," ? skipBlank(m_text, before + 1) : before;
    node.entry = m_text.substr(comma, 1) == "?" && comma < place.start ? comma : place.start;
    key = textOf(fy_event_get_token(event.get()));
    if (firstInvalidUtf8(key) != std::string::npos) {
        refuse("GH0001", place.start, "an escape makes a text that is not Unicode");
        return false;
    }
    return true;
}

bool YamlReader::readSequence(const Event &event, Tree &tree, SourceNode &node, int depth)
{
    tree = Tree::array();
    node.start = fy_event_start_mark(event.get())->input_pos;
    const bool brackets = m_text.substr(node.start, 1) == "[";
    node.style = brackets ? NodeStyle::Flow : NodeStyle::Block;
    m_cursor = brackets ? node.start + 1 : node.start;
    for (;;) {
        const Event itemEvent = next();
        if (!itemEvent)
            return syntaxError();
        if (itemEvent->type == FYET_SEQUENCE_END) {
            if (brackets)
                m_cursor = fy_event_end_mark(itemEvent.get())->input_pos;
            break;
        }
        const PointerStep step(m_path, node.children.size());
        SourceNode &child = node.children.emplace_back();
        child.entry = skipBlank(m_text, m_cursor);
        if (m_text.substr(child.entry, 1) == (brackets ? "," : "-")) {
            m_cursor = child.entry + 1;
            if (brackets)
                child.entry = skipBlank(m_text, m_cursor);
        }
        Tree value;
        if (!readNode(itemEvent, value, child, depth + 1))
            return false;
        tree.push_back(std::move(value));
    }
    node.end = m_cursor;
    return true;
}

void YamlReader::placeScalar(const Event &event, SourceNode &node)
{
    fy_token *token = fy_event_get_token(event.get());
    const fy_mark *start = token ? fy_token_start_mark(token) : nullptr;
    if (!start
        || (styleOf(token) == NodeStyle::Plain && start->input_pos == fy_token_end_mark(token)->input_pos)) {
        node.style = NodeStyle::Absent;
        const std::size_t colon = skipBlank(m_text, m_cursor);
        if (m_text.substr(colon, 1) == ":")
            m_cursor = colon + 1;
        if (fy_token *anchor = fy_event_get_anchor_token(event.get()))
            m_cursor = fy_token_end_mark(anchor)->input_pos;
        node.start = node.end = m_cursor;
        return;
    }
    node.style = styleOf(token);
    node.start = start->input_pos;
    node.end = fy_token_end_mark(token)->input_pos;
    if (node.style == NodeStyle::SingleQuoted || node.style == NodeStyle::DoubleQuoted) {
        --node.start;
        ++node.end;
    } else if (node.style == NodeStyle::Literal || node.style == NodeStyle::Folded) {
        node.start = findBlockHeader(m_text, m_cursor);
        // libfyaml's mark runs on to the next token; the scalar ends with its last line.
        while (node.end > node.start && (m_text[node.end - 1] == ' ' || m_text[node.end - 1] == '\t'))
            --node.end;
    }
    m_cursor = node.end;
}

void YamlReader::readScalar(const Event &event, Tree &tree, SourceNode &node)
{
    std::string text = textOf(fy_event_get_token(event.get()));
    if (firstInvalidUtf8(text) != std::string::npos) {
        refuse("GH0001", node.start, "an escape makes a text that is not Unicode");
        return;
    }
    if (node.style != NodeStyle::Plain && node.style != NodeStyle::Absent) {
        tree = std::move(text);
        return;
    }
    switch (readPlainScalar(text, tree)) {
    case ScalarVerdict::Fine:
        return;
    case ScalarVerdict::IntegerTooLarge:
    case ScalarVerdict::NumberTooLarge:
        refuse("GH0006", node.start, fmt::format("{} is too large to be kept exactly", text.substr(0, 40)));
        return;
    case ScalarVerdict::NotANumber:
        refuse("GH0008", node.start, fmt::format("{} is no number that JSON knows", text),
               "quote it if a text is meant");
        return;
    }
}

} // namespace

std::optional<SourceText> readYaml(std::string_view text, SourceProblems &problems)
{
    SourceText source;
    YamlReader reader(text, problems);
    if (!reader.read(source) || !problems.isEmpty())
        return std::nullopt;
    return source;
}

} // namespace gatehouse
