#include "core/model/canonical.h"

#include "core/model/utf8.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace gatehouse {

namespace {

void appendString(std::string &out, std::string_view text)
{
    constexpr std::string_view Special = "\b\t\n\f\r\"\\";
    constexpr std::string_view Letters = "btnfr\"\\";
    out += '"';
    for (const char c : text) {
        const std::size_t special = Special.find(c);
        if (special != Special.npos) {
            out += '\\';
            out += Letters[special];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Compares as UTF-16 code units. UTF-8 has the order of code points, which differs only where one side is
/// beyond the basic plane: its surrogates are below U+E000 to U+FFFF.
bool precedesInUtf16(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        const char32_t left = nextCodePoint(a, i);
        const char32_t right = nextCodePoint(b, j);
        if (left == right)
            continue;
        if ((left > 0xFFFF) != (right > 0xFFFF)) {
            const char32_t inPlane = std::min(left, right);
            return (inPlane < 0xD800) == (left < right);
        }
        return left < right;
    }
    return i == a.size() && j < b.size();
}

void append(std::string &out, const Tree &tree);

void appendObject(std::string &out, const Tree::object_t &object)
{
    std::vector<const Tree::object_t::value_type *> members;
    members.reserve(object.size());
    for (const auto &member : object)
        members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const auto *a, const auto *b) { return precedesInUtf16(a->first, b->first); });
    out += '{';
    for (const auto *member : members) {
        if (member != members.front())
            out += ',';
        appendString(out, member->first);
        out += ':';
        append(out, member->second);
    }
    out += '}';
}

void append(std::string &out, const Tree &tree)
{
    if (tree.is_object()) {
        appendObject(out, tree.get_ref<const Tree::object_t &>());
    } else if (tree.is_array()) {
        out += '[';
        for (std::size_t i = 0; i < tree.size(); ++i) {
            if (i > 0)
                out += ',';
            append(out, tree[i]);
        }
        out += ']';
    } else if (tree.is_string()) {
        appendString(out, tree.get_ref<const std::string &>());
    } else if (tree.is_boolean()) {
        out += tree.get<bool>() ? "true" : "false";
    } else if (tree.is_number()) {
        out += ecmaNumber(tree.get<double>());
    } else {
        out += "null";
    }
}

} // namespace

std::string ecmaNumber(double number)
{
    if (number == 0)
        return "0";
    // The shortest digits that read back as the same number, as d.ddde±xx.
    std::array<char, 32> buffer{};
    const auto [end, code] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                           std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t e = text.find('e');
    std::string digits(text.substr(0, 1));
    if (e > 1)
        digits += text.substr(2, e - 2);
    int exponent = 0;
    const std::size_t exponentStart = text[e + 1] == '+' ? e + 2 : e + 1;
    std::from_chars(text.data() + exponentStart, text.data() + text.size(), exponent);
    const int point = exponent + 1; // ECMA's n: digits before the decimal point
    const int count = static_cast<int>(digits.size());
    const std::string sign = number < 0 ? "-" : "";
    if (count <= point && point <= 21)
        return sign + digits + std::string(static_cast<std::size_t>(point - count), '0');
    if (0 < point && point <= 21)
        return sign + digits.substr(0, static_cast<std::size_t>(point)) + "."
            + digits.substr(static_cast<std::size_t>(point));
    if (-6 < point && point <= 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    const std::string mantissa = count == 1 ? digits : digits.substr(0, 1) + "." + digits.substr(1);
    return fmt::format("{}{}e{}{}", sign, mantissa, exponent < 0 ? '-' : '+', std::abs(exponent));
}

std::string canonicalJson(const Tree &tree)
{
    std::string out;
    append(out, tree);
    return out;
}

std::string sha256Hex(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i)
        hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

} // namespace gatehouse
