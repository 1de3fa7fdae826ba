#include "core/model/splice.h"

#include "core/model/convert.h"
#include "core/model/sourcetext.h"
#include "core/model/splicer.h"

#include <fmt/format.h>

#include <array>

namespace gatehouse {

namespace {

bool readsAs(std::string_view text, TextFormat format, const Tree &tree)
{
    const SourceOutcome outcome = readSource(text, format);
    return outcome.source && outcome.source->tree == tree;
}

} // namespace

Result<std::string> spliceText(std::string_view text, TextFormat format, const Tree &edited)
{
    const SourceOutcome outcome = readSource(text, format);
    if (!outcome.source)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the text cannot be read: {}", outcome.findings.front().message));
    if (outcome.source->tree == edited)
        return std::string(text);
    // Ever bigger nodes are replaced whole: parts of fields, fields, objects, lists.
    static constexpr std::array<int, 6> Depths{MaximumDepth, 5, 4, 3, 2, 1};
    for (const int depth : Depths) {
        Splicer splicer(text, format, *outcome.source, depth);
        std::string spliced = splicer.splice(edited);
        if (splicer.refusedAlias())
            return failure(ErrorKind::Refused,
                           fmt::format("'{}' is an alias: its value is written elsewhere in the text",
                                       *splicer.refusedAlias()),
                           *splicer.refusedAlias(),
                           "change the value where its anchor is, or write it out in place of the alias");
        if (readsAs(spliced, format, edited))
            return spliced;
    }
    std::string fresh = (text.starts_with("\xEF\xBB\xBF") ? "\xEF\xBB\xBF" : "") + toText(edited, format);
    if (!readsAs(fresh, format, edited))
        return failure(ErrorKind::InvalidInput,
                       "the document has texts that are not Unicode, or is larger than a document may be");
    return fresh;
}

} // namespace gatehouse
