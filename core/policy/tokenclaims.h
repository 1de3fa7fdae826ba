#pragma once

#include "core/model/tree.h"
#include "core/policy/jsonmembers.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// The claims of a token, read when asked for. Claims are the top-level members of its payload.
class TokenClaims
{
public:
    /// Takes the decoded payload over; false where it is no JSON object in order.
    [[nodiscard]] bool read(std::string_view payload) { return m_members.parse(payload); }
    void clear() { m_members.clear(); }

    const JsonMember *find(std::string_view name) const { return m_members.find(name); }
    /// A claim that is a string.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
    /// A claim that is a string, or an array of them (roles, audiences, amr).
    [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    /// A claim as the value of a header field: a string as it is, a number or bool as written, strings of an
    /// array joined with `,`. None where it is not there, something else, or holds what no field value may
    /// (RFC 9110, 5.5).
    [[nodiscard]] std::optional<std::string> headerText(std::string_view name) const;
    /// All of them.
    [[nodiscard]] Tree toJson() const;

private:
    JsonMembers m_members;
};

} // namespace gatehouse
