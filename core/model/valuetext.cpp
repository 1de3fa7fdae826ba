#include "core/model/valuetext.h"

#include "core/model/sourcetext.h"

#include <fmt/format.h>

namespace gatehouse {

Result<Tree> readValue(std::string_view text, TextFormat format)
{
    SourceOutcome source = readSource(text, format);
    if (source.source)
        return std::move(source.source->tree);
    if (source.findings.empty())
        return failure(ErrorKind::InvalidInput, "The text is empty.");
    const Finding &first = source.findings.front();
    return failure(ErrorKind::InvalidInput, first.message,
                   first.line ? fmt::format("line {}, column {}", *first.line, first.column.value_or(1))
                              : std::string(),
                   first.fix.value_or(std::string()));
}

} // namespace gatehouse
