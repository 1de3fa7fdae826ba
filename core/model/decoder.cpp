#include "core/model/decoder.h"

#include "core/base/units.h"
#include "core/model/address.h"
#include "core/model/objectname.h"
#include "core/model/sourcetext.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

/// What stands there, short enough for a message.
std::string shown(const Tree &tree)
{
    if (tree.is_object())
        return "an object";
    if (tree.is_array())
        return "a list";
    constexpr std::size_t Longest = 60;
    std::string text = tree.dump(-1, ' ', true);
    if (text.size() > Longest)
        text = text.substr(0, Longest) + "…";
    return text;
}

/// How many letters must be added, removed, replaced or swapped to get from one word to the other (restricted
/// Damerau–Levenshtein distance).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    }
    return rows[a.size()][b.size()];
}

/// The known word that was probably meant; empty where none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known)
{
    std::string_view best;
    std::size_t least = 3;
    if (word.size() > 64)
        return best;
    for (const std::string_view candidate : known) {
        const std::size_t letters = distance(word, candidate);
        if (letters < least && letters < candidate.size()) {
            least = letters;
            best = candidate;
        }
    }
    return best;
}

const std::string *stringOf(const Tree &tree)
{
    return tree.is_string() ? &tree.get_ref<const std::string &>() : nullptr;
}

} // namespace

void Decoder::add(const char *code, std::string message, std::string fix)
{
    if (m_findings.size() >= MaximumFindings)
        return;
    Finding finding;
    finding.code = code;
    finding.pointer = m_path.str();
    finding.message = std::move(message);
    if (!fix.empty())
        finding.fix = std::move(fix);
    m_findings.push_back(std::move(finding));
}

void Decoder::wrong(const Tree &found, std::string_view expected, std::string fix)
{
    add("GH0003", fmt::format("expected {}, found {}", expected, shown(found)), std::move(fix));
}

void Decoder::missing(std::string_view field, std::string_view what)
{
    add("GH0005", fmt::format("'{}' {}", field, what), {});
}

void Decoder::unknown(std::string_view field, std::span<const std::string_view> known)
{
    const PointerStep step(m_path, field);
    const std::string_view meant = nearest(field, known);
    add("GH0004", fmt::format("'{}' is no field of this object", field),
        meant.empty() ? "remove it, or begin its name with 'x-' to keep it"
                      : fmt::format("write '{}'", meant));
}

void Decoder::badName(const Tree &found)
{
    add("GH0007", fmt::format("{} is not a name", shown(found)), std::string(ObjectNameRule));
}

bool isExtension(std::string_view key)
{
    return key.starts_with("x-");
}

bool readsAsObject(Decoder &decoder, const Tree &tree)
{
    if (tree.is_object())
        return true;
    decoder.wrong(tree, "an object",
                  tree.is_null() ? "write {} to switch it on with its defaults, or remove the key" : "");
    return false;
}

bool readsAsArray(Decoder &decoder, const Tree &tree)
{
    if (tree.is_array())
        return true;
    decoder.wrong(tree, "a list");
    return false;
}

void checkChoice(Decoder &decoder, const Tree &tree, std::span<const std::string_view> names, Choice choice)
{
    if (!tree.is_object() || decoder.isPartial())
        return;
    const auto given = std::count_if(names.begin(), names.end(),
                                     [&tree](std::string_view name) { return tree.contains(name); });
    if (given == 0)
        decoder.missing(names.front(),
                        names.size() == 1 ? "must be given"
                                          : fmt::format("or one of its alternatives ({}) must be given",
                                                        fmt::join(names.subspan(1), ", ")));
    else if (given > 1 && choice == Choice::ExactlyOne)
        decoder.wrong(tree, fmt::format("only one of {}", fmt::join(names, ", ")));
}

void readText(Decoder &decoder, const Tree &tree, std::string &value)
{
    if (const std::string *text = stringOf(tree))
        value = *text;
    else
        decoder.wrong(tree, "a text", tree.is_primitive() && !tree.is_null() ? "put it in quotes" : "");
}

void readNonEmptyText(Decoder &decoder, const Tree &tree, std::string &value)
{
    const std::string *text = stringOf(tree);
    if (text && text->empty())
        decoder.wrong(tree, "a text that is not empty");
    else
        readText(decoder, tree, value);
}

void readLine(Decoder &decoder, const Tree &tree, std::string &value)
{
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    };
    const std::string *text = stringOf(tree);
    if (text && (text->empty() || std::any_of(text->begin(), text->end(), isControl)))
        decoder.wrong(tree, "a text of one line that is not empty");
    else
        readText(decoder, tree, value);
}

void readToken(Decoder &decoder, const Tree &tree, std::string &value)
{
    constexpr std::string_view Allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";
    const std::string *text = stringOf(tree);
    if (text && !text->empty() && text->find_first_not_of(Allowed) == text->npos)
        value = *text;
    else
        decoder.wrong(tree, "a word as HTTP allows it for names of methods and headers");
}

void readHeaderText(Decoder &decoder, const Tree &tree, std::string &value)
{
    const std::string *text = stringOf(tree);
    if (text && text->find_first_of(std::string_view("\r\n\0", 3)) != text->npos)
        decoder.wrong(tree, "a header value without line breaks");
    else
        readText(decoder, tree, value);
}

bool readNameText(Decoder &decoder, const Tree &tree, std::string &value)
{
    const std::string *text = stringOf(tree);
    if (!text) {
        decoder.wrong(tree, "a name");
        return false;
    }
    value = *text;
    if (!isObjectName(value))
        decoder.badName(tree);
    return true;
}

void readBool(Decoder &decoder, const Tree &tree, bool &value)
{
    if (tree.is_boolean())
        value = tree.get<bool>();
    else
        decoder.wrong(tree, "true or false");
}

bool readInteger(Decoder &decoder, const Tree &tree, std::int64_t lowest, std::int64_t highest,
                 std::int64_t &value)
{
    // 3.0 is a whole number too.
    const bool whole = tree.is_number_integer()
        || (tree.is_number_float() && std::trunc(tree.get<double>()) == tree.get<double>());
    if (whole && tree.get<double>() >= static_cast<double>(lowest)
        && tree.get<double>() <= static_cast<double>(highest)) {
        value = static_cast<std::int64_t>(tree.get<double>());
        return true;
    }
    decoder.wrong(tree, fmt::format("a whole number from {} to {}", lowest, highest));
    return false;
}

bool readNumber(Decoder &decoder, const Tree &tree, double lowest, double highest, double &value)
{
    if (tree.is_number() && tree.get<double>() >= lowest && tree.get<double>() <= highest) {
        value = tree.get<double>();
        return true;
    }
    decoder.wrong(tree, fmt::format("a number from {} to {}", lowest, highest));
    return false;
}

void readDuration(Decoder &decoder, const Tree &tree, Milliseconds &value)
{
    const std::string *text = stringOf(tree);
    const Result<Milliseconds> duration = parseDuration(text ? *text : std::string());
    if (duration)
        value = *duration;
    else
        decoder.wrong(tree, "a duration", duration.error().remedy);
}

void readSize(Decoder &decoder, const Tree &tree, std::uint64_t &value)
{
    const std::string *text = stringOf(tree);
    const bool isZero = tree.is_number() && tree.get<double>() == 0;
    const Result<std::uint64_t> size = parseSize(isZero ? "0" : text ? *text : std::string());
    if (size)
        value = *size;
    else
        decoder.wrong(tree, "a size", size.error().remedy);
}

void readAddress(Decoder &decoder, const Tree &tree, Address &value)
{
    const std::string *text = stringOf(tree);
    const Result<Address> address = parseAddress(text ? *text : std::string());
    if (address)
        value = *address;
    else
        decoder.wrong(tree, "an address with a port", address.error().remedy);
}

void readCidr(Decoder &decoder, const Tree &tree, Cidr &value)
{
    const std::string *text = stringOf(tree);
    Result<Cidr> block = parseCidr(text ? *text : std::string());
    if (block)
        value = std::move(*block);
    else
        decoder.wrong(tree, "a block of addresses", block.error().remedy);
}

void readScalar(Decoder &decoder, const Tree &tree, Scalar &value)
{
    if (tree.is_boolean())
        value = tree.get<bool>();
    else if (tree.is_number_integer())
        value = tree.get<std::int64_t>();
    else if (tree.is_number())
        value = tree.get<double>();
    else if (tree.is_string())
        value = tree.get<std::string>();
    else
        decoder.wrong(tree, "a text, a number, true or false");
}

void wrongWord(Decoder &decoder, const Tree &tree, std::span<const std::string_view> words)
{
    const std::string *text = stringOf(tree);
    const std::string_view meant = text ? nearest(*text, words) : std::string_view();
    decoder.wrong(tree,
                  words.size() == 1 ? fmt::format("'{}'", words.front())
                                    : fmt::format("one of {}", fmt::join(words, ", ")),
                  meant.empty() ? std::string() : fmt::format("write '{}'", meant));
}

} // namespace gatehouse
