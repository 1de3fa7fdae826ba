#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

enum class JsonType { Null, Bool, Number, String, Array, Object };

/// One member of a JSON object, not read yet.
struct JsonMember
{
    std::string_view name; ///< unescaped
    std::string_view raw; ///< the value's text, checked
    JsonType type = JsonType::Null;
};

/// The members of one JSON object (RFC 8259) that came from outside: checked to the last byte in one pass,
/// values read only when asked for. For tokens, where a tree of all values costs more than the signature.
/// Strict: UTF-8, no duplicate names, nothing behind the object, at most 128 members and 32 levels. One
/// object is used again and again and then does not allocate. One thread at a time.
class JsonMembers
{
public:
    static constexpr std::size_t MaxMembers = 128;
    static constexpr int MaxDepth = 32;

    /// False: not an object, or not in order; then there are no members. Views into `text` are kept.
    [[nodiscard]] bool parse(std::string_view text);
    void clear();

    const std::vector<JsonMember> &members() const { return m_members; }
    /// None where there is no such member.
    [[nodiscard]] const JsonMember *find(std::string_view name) const;

private:
    std::vector<JsonMember> m_members;
    std::string m_names; ///< unescaped names; never grows while it is viewed
};

/// The text of a string, unescaped into `scratch` where it holds escapes; none where it is no string.
[[nodiscard]] std::optional<std::string_view> jsonString(const JsonMember &member, std::string &scratch);
/// A number as a double; none where it is no number or too large for one.
[[nodiscard]] std::optional<double> jsonNumber(const JsonMember &member);
/// A string as one text, an array of strings as several; none where it is neither, or an item is no string.
[[nodiscard]] std::optional<std::vector<std::string>> jsonStrings(const JsonMember &member);
/// Whether it is that string, or an array of which some item is that string. No allocation where nothing is
/// escaped.
[[nodiscard]] bool jsonHasString(const JsonMember &member, std::string_view text, std::string &scratch);

} // namespace gatehouse
