#include "core/model/document.h"

#include "core/model/canonical.h"
#include "core/model/decodetables.h"
#include "core/model/lineindex.h"
#include "core/model/sourcetext.h"

namespace gatehouse {

namespace {

Findings decodeInto(const Tree &tree, Model &model)
{
    Decoder decoder;
    readModel(decoder, tree, model);
    return decoder.take();
}

/// Gives findings of decoding their line and column. An unknown field is pointed at by its key.
void place(Findings &findings, std::string_view text, const SourceText &source)
{
    LineIndex lines(text);
    for (Finding &finding : findings) {
        const SourceNode *node = nodeAt(source, finding.pointer);
        if (!node)
            continue;
        const bool atKey = finding.code == "GH0004" && node->keyEnd > node->keyStart;
        const LineIndex::Place found = lines.place(atKey ? node->keyStart : node->start);
        finding.line = found.line;
        finding.column = found.column;
    }
}

} // namespace

ReadOutcome readDocument(std::string_view text, TextFormat format)
{
    SourceOutcome source = readSource(text, format);
    ReadOutcome outcome;
    if (!source.source) {
        outcome.findings = std::move(source.findings);
        return outcome;
    }
    Document &document = outcome.document.emplace();
    outcome.findings = decodeInto(source.source->tree, document.model);
    place(outcome.findings, text, *source.source);
    document.marks = marksOf(text, *source.source);
    document.tree = std::move(source.source->tree);
    return outcome;
}

TextFormat formatOfFile(std::string_view fileName)
{
    return fileName.ends_with(".json") ? TextFormat::Json : TextFormat::Yaml;
}

ReadOutcome decodeTree(Tree tree)
{
    ReadOutcome outcome;
    Document &document = outcome.document.emplace();
    outcome.findings = decodeInto(tree, document.model);
    document.tree = std::move(tree);
    return outcome;
}

std::string documentHash(const Tree &tree)
{
    if (!tree.is_object())
        return sha256Hex(canonicalJson(tree));
    Tree pushed = Tree::object();
    for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>()) {
        if (key != "gateways" && key != "environments")
            pushed.get_ref<Tree::object_t &>().emplace_back(key, value);
    }
    return sha256Hex(canonicalJson(pushed));
}

} // namespace gatehouse
