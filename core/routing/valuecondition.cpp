#include "core/routing/valuecondition.h"

#include "core/routing/hostname.h"

#include <fmt/format.h>
#include <re2/re2.h>

namespace gatehouse {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The decoded text; a view of `text` itself where there is nothing to decode.
std::string_view decodeQuery(std::string_view text, std::string &scratch)
{
    if (text.find_first_of("%+") == std::string_view::npos)
        return text;
    scratch.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            scratch += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            scratch += text[i] == '+' ? ' ' : text[i];
        }
    }
    return scratch;
}

} // namespace

FoundValue headerValue(const HeaderList &headers, std::string_view name, std::string &scratch)
{
    FoundValue found;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const HeaderField field = headers[i];
        if (!equalsNoCase(field.name, name))
            continue;
        if (!found) {
            found = field.value;
            continue;
        }
        if (found->data() != scratch.data())
            scratch.assign(*found);
        scratch.append(", ").append(field.value);
        found = scratch;
    }
    return found;
}

FoundValue queryValue(std::string_view query, std::string_view name, std::string &scratch)
{
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (!pair.empty() && decodeQuery(pair.substr(0, equals), scratch) == name)
            return decodeQuery(pair.substr(std::min(equals + 1, pair.size())), scratch);
    }
    return std::nullopt;
}

Result<ValueCondition> ValueCondition::compile(const ValueMatch &match)
{
    ValueCondition condition;
    condition.m_name = match.name;
    condition.m_kind = match.kind;
    condition.m_present = match.present;
    condition.m_text = match.text;
    if (match.kind == ValueMatchKind::Regex) {
        auto regex = compileRegex(match.text);
        if (!regex)
            return tl::unexpected(regex.error());
        condition.m_regex = std::move(*regex);
    }
    return condition;
}

bool ValueCondition::accepts(const FoundValue &value) const
{
    switch (m_kind) {
    case ValueMatchKind::Exact:
        return value && *value == m_text;
    case ValueMatchKind::Prefix:
        return value && value->starts_with(m_text);
    case ValueMatchKind::Regex:
        return value
            && re2::RE2::FullMatch(re2::StringPiece(value->empty() ? "" : value->data(), value->size()),
                                   *m_regex);
    case ValueMatchKind::Present:
        return value.has_value() == m_present;
    }
    return false;
}

Result<std::shared_ptr<const re2::RE2>> compileRegex(std::string_view text)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto regex = std::make_shared<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
    if (!regex->ok())
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a regular expression", text), {},
                       "use the syntax of RE2", regex->error());
    return regex;
}

} // namespace gatehouse
