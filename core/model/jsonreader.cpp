#include "core/model/jsonreader.h"

#include "core/model/keyset.h"
#include "core/model/pointerpath.h"
#include "core/model/utf8.h"
#include "core/model/yamlscalar.h"

#include <fmt/format.h>

namespace gatehouse {

namespace {

/// Recursive descent over the bytes. Every reading function returns false after the first error of syntax;
/// what can be passed over (a duplicate key, a number too large) is noted and reading goes on.
class JsonReader final
{
public:
    JsonReader(std::string_view text, SourceProblems &problems)
        : m_text(text)
        , m_problems(problems)
    {
    }

    bool read(SourceText &source)
    {
        if (m_text.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
        skipSpace();
        if (!readValue(source.tree, source.root, 1))
            return false;
        skipSpace();
        return m_at == m_text.size() || syntax("there is something after the end of the document");
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }

    bool syntax(std::string message)
    {
        m_problems.add("GH0001", m_at, m_path.str(), std::move(message));
        return false;
    }

    void skipSpace()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
            ++m_at;
    }

    bool readValue(Tree &tree, SourceNode &node, int depth);
    bool readObject(Tree &tree, SourceNode &node, int depth);
    bool readMember(Tree &tree, SourceNode &node, int depth, KeySet &keys);
    bool readArray(Tree &tree, SourceNode &node, int depth);
    bool readString(std::string &string);
    bool readEscape(std::string &string);
    bool readHex(char32_t &unit);
    bool readNumber(Tree &tree);
    bool readWord(Tree &tree, std::string_view word, Tree value);
    bool takeDigits();

    std::string_view m_text;
    SourceProblems &m_problems;
    std::size_t m_at = 0;
    PointerPath m_path;
};

bool JsonReader::readValue(Tree &tree, SourceNode &node, int depth)
{
    if (depth > MaximumDepth) {
        m_problems.add("GH0006", m_at, m_path.str(),
                       fmt::format("the document is nested deeper than {} levels", MaximumDepth));
        return false;
    }
    node.start = m_at;
    node.style = NodeStyle::Plain;
    bool fine = false;
    if (peek() == '{') {
        fine = readObject(tree, node, depth);
    } else if (peek() == '[') {
        fine = readArray(tree, node, depth);
    } else if (peek() == '"') {
        node.style = NodeStyle::DoubleQuoted;
        std::string string;
        fine = readString(string);
        tree = std::move(string);
    } else if (peek() == 't') {
        fine = readWord(tree, "true", true);
    } else if (peek() == 'f') {
        fine = readWord(tree, "false", false);
    } else if (peek() == 'n') {
        fine = readWord(tree, "null", nullptr);
    } else {
        fine = readNumber(tree);
    }
    node.end = m_at;
    return fine;
}

bool JsonReader::readObject(Tree &tree, SourceNode &node, int depth)
{
    tree = Tree::object();
    node.style = NodeStyle::Flow;
    ++m_at;
    skipSpace();
    if (peek() == '}') {
        ++m_at;
        return true;
    }
    KeySet keys;
    for (;;) {
        if (!readMember(tree, node, depth, keys))
            return false;
        if (peek() == '}') {
            ++m_at;
            return true;
        }
        if (peek() != ',')
            return syntax("expected ',' or '}' after a member of an object");
        ++m_at;
        skipSpace();
    }
}

bool JsonReader::readMember(Tree &tree, SourceNode &node, int depth, KeySet &keys)
{
    SourceNode child;
    child.entry = child.keyStart = m_at;
    std::string key;
    if (peek() != '"')
        return syntax("expected a key in double quotes");
    if (!readString(key))
        return false;
    child.keyEnd = m_at;
    const PointerStep step(m_path, key);
    if (!keys.isNew(tree, key))
        m_problems.add("GH0002", child.keyStart, m_path.str(),
                       fmt::format("the key '{}' is there twice", key));
    skipSpace();
    if (peek() != ':')
        return syntax("expected ':' after a key");
    ++m_at;
    skipSpace();
    Tree value;
    if (!readValue(value, child, depth + 1))
        return false;
    tree.get_ref<Tree::object_t &>().emplace_back(std::move(key), std::move(value));
    node.children.push_back(std::move(child));
    skipSpace();
    return true;
}

bool JsonReader::readArray(Tree &tree, SourceNode &node, int depth)
{
    tree = Tree::array();
    node.style = NodeStyle::Flow;
    ++m_at;
    skipSpace();
    if (peek() == ']') {
        ++m_at;
        return true;
    }
    for (;;) {
        const PointerStep step(m_path, node.children.size());
        SourceNode &child = node.children.emplace_back();
        child.entry = m_at;
        Tree value;
        if (!readValue(value, child, depth + 1))
            return false;
        tree.push_back(std::move(value));
        skipSpace();
        if (peek() == ']') {
            ++m_at;
            return true;
        }
        if (peek() != ',')
            return syntax("expected ',' or ']' after an item of an array");
        ++m_at;
        skipSpace();
    }
}

bool JsonReader::readString(std::string &string)
{
    ++m_at;
    for (;;) {
        const std::size_t plain = m_at;
        while (!atEnd() && peek() != '"' && peek() != '\\' && static_cast<unsigned char>(peek()) >= 0x20)
            ++m_at;
        string.append(m_text, plain, m_at - plain);
        if (atEnd())
            return syntax("a string has no end");
        if (peek() == '"') {
            ++m_at;
            return true;
        }
        if (peek() != '\\')
            return syntax("a control character in a string must be escaped");
        if (!readEscape(string))
            return false;
    }
}

bool JsonReader::readEscape(std::string &string)
{
    ++m_at;
    const char c = peek();
    constexpr std::string_view Letters = "\"\\/bfnrt";
    constexpr std::string_view Meanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t letter = Letters.find(c); !atEnd() && letter != Letters.npos) {
        string += Meanings[letter];
        ++m_at;
        return true;
    }
    char32_t unit = 0;
    if (c != 'u')
        return syntax("a backslash is followed by what is no escape");
    if (!readHex(unit))
        return false;
    if (unit >= 0xD800 && unit <= 0xDBFF && m_text.substr(m_at, 2) == "\\u") {
        char32_t low = 0;
        ++m_at;
        if (!readHex(low))
            return false;
        if (low < 0xDC00 || low > 0xDFFF)
            return syntax("half of a surrogate pair stands alone");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    if (unit >= 0xD800 && unit <= 0xDFFF)
        return syntax("half of a surrogate pair stands alone");
    appendUtf8(string, unit);
    return true;
}

bool JsonReader::readHex(char32_t &unit)
{
    ++m_at;
    unit = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const char c = peek();
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return syntax("expected four hexadecimal digits");
        unit = unit * 16 + static_cast<char32_t>(digit);
    }
    return true;
}

bool JsonReader::takeDigits()
{
    const std::size_t start = m_at;
    while (peek() >= '0' && peek() <= '9')
        ++m_at;
    return m_at > start;
}

bool JsonReader::readNumber(Tree &tree)
{
    const std::size_t start = m_at;
    if (peek() == '-')
        ++m_at;
    const std::size_t whole = m_at;
    if (!takeDigits())
        return syntax(atEnd() ? "the document ends too early" : "expected a value");
    if (m_text[whole] == '0' && m_at > whole + 1)
        return syntax("a number must not begin with 0");
    if (peek() == '.') {
        ++m_at;
        if (!takeDigits())
            return syntax("expected a digit after the decimal point");
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        if (!takeDigits())
            return syntax("expected a digit in the exponent");
    }
    const std::string_view number = m_text.substr(start, m_at - start);
    if (readDecimal(number, tree) != ScalarVerdict::Fine)
        m_problems.add("GH0006", start, m_path.str(),
                       fmt::format("{} is too large to be kept exactly", number.substr(0, 40)));
    return true;
}

bool JsonReader::readWord(Tree &tree, std::string_view word, Tree value)
{
    if (m_text.substr(m_at, word.size()) != word)
        return syntax("expected a value");
    m_at += word.size();
    tree = std::move(value);
    return true;
}

} // namespace

std::optional<SourceText> readJson(std::string_view text, SourceProblems &problems)
{
    SourceText source;
    JsonReader reader(text, problems);
    if (!reader.read(source) || !problems.isEmpty())
        return std::nullopt;
    return source;
}

} // namespace gatehouse
