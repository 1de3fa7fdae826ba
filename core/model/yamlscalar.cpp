#include "core/model/yamlscalar.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace gatehouse {

namespace {

constexpr std::uint64_t LargestInteger = (1ULL << 53U) - 1;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t countDigits(std::string_view text)
{
    std::size_t digits = 0;
    while (digits < text.size() && isDigit(text[digits]))
        ++digits;
    return digits;
}

ScalarVerdict readInteger(std::string_view digits, int base, bool negative, Tree &value)
{
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (code != std::errc{} || end != digits.data() + digits.size() || number > LargestInteger)
        return ScalarVerdict::IntegerTooLarge;
    if (negative && number != 0)
        value = -static_cast<std::int64_t>(number);
    else
        value = number;
    return ScalarVerdict::Fine;
}

/// Whether `text` (without sign) is a decimal float: `1.5`, `.5`, `1.`, `1e9`, `1.5e-9`.
bool isFloat(std::string_view text)
{
    const std::size_t whole = countDigits(text);
    text.remove_prefix(whole);
    std::size_t fraction = 0;
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        fraction = countDigits(text);
        text.remove_prefix(fraction);
    }
    if (whole + fraction == 0)
        return false;
    if (text.empty())
        return true;
    if (text.front() != 'e' && text.front() != 'E')
        return false;
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-'))
        text.remove_prefix(1);
    return !text.empty() && countDigits(text) == text.size();
}

template <std::size_t Size>
bool isOneOf(std::string_view text, const std::array<std::string_view, Size> &words)
{
    for (const std::string_view candidate : words) {
        if (text == candidate)
            return true;
    }
    return false;
}

constexpr std::array<std::string_view, 5> NullWords{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> TrueWords{"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> FalseWords{"false", "False", "FALSE"};
constexpr std::array<std::string_view, 6> NotNumbers{".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};

std::string_view withoutSign(std::string_view text)
{
    if (!text.empty() && (text.front() == '+' || text.front() == '-'))
        text.remove_prefix(1);
    return text;
}

} // namespace

ScalarVerdict readDecimal(std::string_view text, Tree &value)
{
    const bool negative = text.starts_with('-');
    const std::string_view digits = withoutSign(text);
    if (countDigits(digits) == digits.size())
        return readInteger(digits, 10, negative, value);
    double number = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (code != std::errc{} || end != digits.data() + digits.size())
        return ScalarVerdict::NumberTooLarge;
    value = negative ? -number : number;
    return ScalarVerdict::Fine;
}

ScalarVerdict readPlainScalar(std::string_view text, Tree &value)
{
    if (isOneOf(text, NullWords)) {
        value = nullptr;
        return ScalarVerdict::Fine;
    }
    if (isOneOf(text, TrueWords) || isOneOf(text, FalseWords)) {
        value = isOneOf(text, TrueWords);
        return ScalarVerdict::Fine;
    }
    const std::string_view unsignedText = withoutSign(text);
    if (isOneOf(unsignedText, NotNumbers)
        && (text == unsignedText || unsignedText[1] == 'i' || unsignedText[1] == 'I'))
        return ScalarVerdict::NotANumber;
    if (isFloat(unsignedText))
        return readDecimal(text, value);
    if (text.size() > 2 && text.starts_with("0x")
        && text.find_first_not_of("0123456789abcdefABCDEF", 2) == text.npos)
        return readInteger(text.substr(2), 16, false, value);
    if (text.size() > 2 && text.starts_with("0o") && text.find_first_not_of("01234567", 2) == text.npos)
        return readInteger(text.substr(2), 8, false, value);
    value = std::string(text);
    return ScalarVerdict::Fine;
}

} // namespace gatehouse
