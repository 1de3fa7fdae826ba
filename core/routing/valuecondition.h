#pragma once

#include "core/base/result.h"
#include "core/model/values.h"
#include "core/routing/requestview.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace gatehouse {

/// What a request says under one name; a view of the request or of the scratch that was given.
using FoundValue = std::optional<std::string_view>;

/// The value of a header; names are compared without case, repeated fields are joined with `, ` in `scratch`.
[[nodiscard]] FoundValue headerValue(const HeaderList &headers, std::string_view name, std::string &scratch);

/// The value of a query parameter: the first of its name counts. Names and values are read as the web writes
/// them: percent-decoded (what is no escape stays as it is) and `+` as a space; a name without `=` has an
/// empty value.
[[nodiscard]] FoundValue queryValue(std::string_view query, std::string_view name, std::string &scratch);

/// A condition on a header or query parameter, its regex (RE2, anchored at both ends) compiled once.
/// Immutable and cheap to copy; any number of threads may ask.
class ValueCondition
{
public:
    /// Errors: InvalidInput for a regex that RE2 does not read.
    [[nodiscard]] static Result<ValueCondition> compile(const ValueMatch &match);

    const std::string &name() const { return m_name; }
    [[nodiscard]] bool accepts(const FoundValue &value) const;

private:
    ValueCondition() = default;

    std::string m_name;
    ValueMatchKind m_kind = ValueMatchKind::Present;
    bool m_present = true;
    std::string m_text;
    std::shared_ptr<const re2::RE2> m_regex;
};

/// Compiles a regex as all of ours are: RE2's syntax, UTF-8, silent. Errors: InvalidInput with RE2's own
/// words in `detail`.
[[nodiscard]] Result<std::shared_ptr<const re2::RE2>> compileRegex(std::string_view text);

} // namespace gatehouse
