#include "core/model/yamlemitter.h"

#include "core/model/yamlquoting.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// YAML wants keys without `?` to be shorter than 1,024 characters.
constexpr std::size_t LongestKey = 1'000;
/// A collection of more levels than these is laid out in lines even where it would fit on one.
constexpr int MostLevelsOnOneLine = 3;

int heightOf(const Tree &tree)
{
    int height = 0;
    if (tree.is_structured()) {
        for (const Tree &child : tree)
            height = std::max(height, heightOf(child) + 1);
    }
    return height;
}

/// Whether some text in it is written in lines.
bool hasLines(const Tree &tree)
{
    if (tree.is_string())
        return isLiteralSafe(tree.get_ref<const std::string &>());
    return tree.is_structured() && std::any_of(tree.begin(), tree.end(), hasLines);
}

std::string lineStart(const YamlLayout &layout, std::size_t indent)
{
    return layout.lineEnd + std::string(indent, ' ');
}

YamlLayout indented(const YamlLayout &layout, std::size_t more)
{
    YamlLayout inner = layout;
    inner.indent += more;
    return inner;
}

std::string literal(std::string_view text, const YamlLayout &layout)
{
    std::string out = text.ends_with('\n') ? "|" : "|-";
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    for (;;) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += layout.lineEnd;
        if (end > 0)
            out += std::string(layout.indent, ' ').append(text.substr(0, end));
        if (end == text.size())
            return out;
        text.remove_prefix(end + 1);
    }
}

/// The value on one line, where that is allowed and fits; empty otherwise.
std::string onOneLine(const Tree &tree, const YamlLayout &layout, std::size_t used, int rootDepth)
{
    if (tree.empty())
        return yamlFlow(tree);
    if (rootDepth > 0 || heightOf(tree) > MostLevelsOnOneLine || (layout.literals && hasLines(tree)))
        return {};
    std::string flow = yamlFlow(tree);
    return used + 1 + flow.size() <= layout.width ? flow : std::string();
}

} // namespace

std::string yamlScalar(const Tree &scalar, YamlContext context)
{
    if (!scalar.is_string())
        return scalar.dump();
    const auto &text = scalar.get_ref<const std::string &>();
    return isPlainSafe(text, context) ? text : yamlDoubleQuoted(text);
}

std::string yamlKey(std::string_view key, YamlContext context)
{
    // What looks like a number is fine as a key, but quotes say that it is a text.
    return isPlainSafe(key, context) ? std::string(key) : yamlDoubleQuoted(key);
}

std::string yamlFlow(const Tree &tree)
{
    std::string out;
    const auto separate = [&out] {
        if (out.size() > 1)
            out += ", ";
    };
    if (tree.is_object()) {
        out = "{";
        for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>()) {
            separate();
            if (key.size() > LongestKey)
                out += "? ";
            out += yamlKey(key, YamlContext::Flow) + ": " + yamlFlow(value);
        }
        return out + "}";
    }
    if (tree.is_array()) {
        out = "[";
        for (const Tree &item : tree) {
            separate();
            out += yamlFlow(item);
        }
        return out + "]";
    }
    return yamlScalar(tree, YamlContext::Flow);
}

std::string yamlAfterKey(const Tree &tree, const YamlLayout &layout, std::size_t used, int rootDepth)
{
    const YamlLayout inner = indented(layout, 2);
    if (!tree.is_structured()) {
        const bool lines =
            layout.literals && tree.is_string() && isLiteralSafe(tree.get_ref<const std::string &>());
        return " "
            + (lines ? literal(tree.get_ref<const std::string &>(), inner)
                     : yamlScalar(tree, YamlContext::Block));
    }
    if (const std::string flow = onOneLine(tree, layout, used, rootDepth); !flow.empty())
        return " " + flow;
    return lineStart(inner, inner.indent) + yamlBlock(tree, inner, rootDepth);
}

std::string yamlMember(std::string_view key, const Tree &value, const YamlLayout &layout, int rootDepth)
{
    std::string text = yamlKey(key, YamlContext::Block);
    if (text.size() > LongestKey)
        text = "? " + text + lineStart(layout, layout.indent);
    text += ':';
    const std::size_t used = layout.indent + text.size();
    return text + yamlAfterKey(value, layout, used, rootDepth);
}

std::string yamlItem(const Tree &value, const YamlLayout &layout, int rootDepth)
{
    const std::string flow =
        value.is_structured() ? onOneLine(value, layout, layout.indent + 1, rootDepth) : std::string();
    if (!value.is_structured() || !flow.empty())
        return "-" + yamlAfterKey(value, layout, layout.indent + 1, rootDepth);
    return "- " + yamlBlock(value, indented(layout, 2), rootDepth);
}

std::string yamlBlock(const Tree &tree, const YamlLayout &layout, int rootDepth)
{
    if (tree.empty() || !tree.is_structured())
        return yamlFlow(tree);
    std::string out;
    const auto begin = [&] {
        if (!out.empty())
            out += lineStart(layout, layout.indent);
    };
    if (tree.is_object()) {
        for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>()) {
            begin();
            out += yamlMember(key, value, layout, rootDepth - 1);
        }
    } else {
        for (const Tree &item : tree) {
            begin();
            out += yamlItem(item, layout, rootDepth - 1);
        }
    }
    return out;
}

} // namespace gatehouse
