#include "core/policy/tokenclaims.h"

#include <algorithm>

namespace gatehouse {

namespace {

bool isFieldText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7F;
    });
}

} // namespace

std::optional<std::string> TokenClaims::text(std::string_view name) const
{
    const JsonMember *const member = find(name);
    std::string scratch;
    const auto found = member != nullptr ? jsonString(*member, scratch) : std::nullopt;
    return found ? std::optional<std::string>(*found) : std::nullopt;
}

std::optional<std::vector<std::string>> TokenClaims::texts(std::string_view name) const
{
    const JsonMember *const member = find(name);
    return member != nullptr ? jsonStrings(*member) : std::nullopt;
}

std::optional<double> TokenClaims::number(std::string_view name) const
{
    const JsonMember *const member = find(name);
    return member != nullptr ? jsonNumber(*member) : std::nullopt;
}

std::optional<std::string> TokenClaims::headerText(std::string_view name) const
{
    const JsonMember *const member = find(name);
    if (member == nullptr)
        return std::nullopt;
    if (member->type == JsonType::Number || member->type == JsonType::Bool)
        return std::string(member->raw);
    const auto texts = jsonStrings(*member);
    if (!texts)
        return std::nullopt;
    std::string joined;
    for (const std::string &text : *texts) {
        if (!joined.empty())
            joined += ',';
        joined += text;
    }
    return isFieldText(joined) ? std::optional(joined) : std::nullopt;
}

Tree TokenClaims::toJson() const
{
    Tree tree = Tree::object();
    for (const JsonMember &member : m_members.members())
        tree[std::string(member.name)] = Tree::parse(member.raw, nullptr, false);
    return tree;
}

} // namespace gatehouse
