#include "core/model/convert.h"
#include "core/model/document.h"
#include "core/model/splice.h"

#include <cstdint>
#include <cstdlib>

using namespace gatehouse;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// Every node lies in the text, and in the node around it.
void checkMarks(const Document &document, std::string_view text)
{
    for (const auto &[pointer, mark] : document.marks) {
        require(mark.start <= mark.end && mark.end <= text.size() && mark.line >= 1 && mark.column >= 1);
        const auto parent = document.marks.find(pointer.substr(0, pointer.empty() ? 0 : pointer.rfind('/')));
        require(parent != document.marks.end() && parent->second.start <= mark.start
                && mark.end <= parent->second.end);
    }
}

/// A few edits somewhere near the beginning; the text must say them.
void checkSplice(const Tree &tree, std::string_view text, TextFormat format)
{
    Tree edited = tree;
    Tree *node = &edited;
    while (node->is_structured() && !node->empty() && node->begin()->is_structured())
        node = &*node->begin();
    if (node->is_object())
        (*node)["added"] = Tree::array({1, "two: three"});
    else if (node->is_array())
        node->insert(node->begin(), "added");
    else
        *node = "changed";
    const Result<std::string> spliced = spliceText(text, format, edited);
    if (!spliced) {
        require(spliced.error().kind == ErrorKind::Refused
                || spliced.error().kind == ErrorKind::InvalidInput);
        return;
    }
    const ReadOutcome outcome = readDocument(*spliced, format);
    require(outcome.document && outcome.document->tree == edited);
}

void check(std::string_view text, TextFormat format)
{
    const ReadOutcome outcome = readDocument(text, format);
    require(outcome.document || hasErrors(outcome.findings));
    if (!outcome.document)
        return;
    checkMarks(*outcome.document, text);
    require(documentHash(outcome.document->tree).size() == 64);
    for (const TextFormat target : {TextFormat::Yaml, TextFormat::Json}) {
        const ReadOutcome again = readDocument(toText(outcome.document->tree, target), target);
        require(again.document && again.document->tree == outcome.document->tree);
    }
    checkSplice(outcome.document->tree, text, format);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(data, data + size);
    check(text, TextFormat::Yaml);
    check(text, TextFormat::Json);
    return 0;
}
