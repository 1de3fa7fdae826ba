#include "tests/support/randomyaml.h"

#include "core/model/pointerpath.h"
#include "core/model/yamlemitter.h"
#include "core/model/yamlquoting.h"

#include <algorithm>

namespace gatehouse::support {

namespace {

class YamlScribbler final
{
public:
    explicit YamlScribbler(RandomTree &random)
        : m_random(random)
    {
    }

    std::string document(const Tree &tree)
    {
        std::string text = m_random.oneIn(3) ? "# at the top\n\n" : "";
        text += block(tree, 0);
        return m_random.oneIn(6) && text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
    }

private:
    std::string comment()
    {
        return m_random.oneIn(5) ? "  # note " + std::to_string(m_random.random().below(100)) : "";
    }
    std::string linesBetween(std::size_t indent)
    {
        std::string text = m_random.oneIn(8) ? "\n" : "";
        if (m_random.oneIn(8))
            text += std::string(indent, ' ') + "# about what follows\n";
        return text;
    }

    std::string scalar(const Tree &tree, YamlContext context)
    {
        if (!tree.is_string())
            return tree.dump();
        const auto &text = tree.get_ref<const std::string &>();
        const bool simple = !text.empty() && text.find_first_of("'\"\\\n\r\t\x01") == text.npos;
        if (simple && m_random.oneIn(3))
            return "'" + text + "'";
        return m_random.oneIn(3) ? yamlDoubleQuoted(text) : yamlScalar(tree, context);
    }

    std::string key(const std::string &key, YamlContext context)
    {
        return m_random.oneIn(6) ? yamlDoubleQuoted(key) : yamlKey(key, context);
    }

    std::string flow(const Tree &tree)
    {
        const std::string comma = m_random.oneIn(3) ? "," : m_random.oneIn(2) ? ", " : " , ";
        std::string out;
        if (tree.is_object()) {
            for (const auto &[name, value] : tree.get_ref<const Tree::object_t &>())
                out += (out.empty() ? "" : comma) + key(name, YamlContext::Flow) + ": " + flow(value);
            return "{" + out + "}";
        }
        if (tree.is_array()) {
            for (const Tree &item : tree)
                out += (out.empty() ? "" : comma) + flow(item);
            return "[" + out + "]";
        }
        return scalar(tree, YamlContext::Flow);
    }

    /// Behind `key:` or `-`; ends with a line end.
    std::string value(const Tree &tree, std::size_t indent)
    {
        if (tree.is_null() && m_random.oneIn(3))
            return comment() + "\n";
        if (tree.is_string() && isLiteralSafe(tree.get_ref<const std::string &>()) && m_random.oneIn(2))
            return yamlAfterKey(tree, {indent, "\n", 100, true}, indent) + "\n";
        if (!tree.is_structured() || tree.empty() || m_random.oneIn(3))
            return " " + (tree.is_structured() ? flow(tree) : scalar(tree, YamlContext::Block)) + comment()
                + "\n";
        const std::size_t more = tree.is_array() && m_random.oneIn(3) ? 0 : m_random.oneIn(4) ? 4 : 2;
        return comment() + "\n" + block(tree, indent + more);
    }

    std::string block(const Tree &tree, std::size_t indent)
    {
        if (!tree.is_structured() || tree.empty())
            return std::string(indent, ' ')
                + (tree.is_structured() ? flow(tree) : scalar(tree, YamlContext::Block)) + "\n";
        std::string out;
        const std::string margin(indent, ' ');
        if (tree.is_object()) {
            for (const auto &[name, child] : tree.get_ref<const Tree::object_t &>())
                out += linesBetween(indent) + margin + key(name, YamlContext::Block) + ":"
                    + value(child, indent);
            return out;
        }
        for (const Tree &item : tree)
            out += linesBetween(indent) + margin + "-" + itemValue(item, indent);
        return out;
    }

    std::string itemValue(const Tree &item, std::size_t indent)
    {
        if (!item.is_structured() || item.empty() || m_random.oneIn(3))
            return " " + (item.is_structured() ? flow(item) : scalar(item, YamlContext::Block)) + comment()
                + "\n";
        // The first entry stands behind the dash.
        std::string lines = YamlScribbler::block(item, indent + 2);
        const std::size_t first = lines.find_first_not_of(" \n");
        if (lines[first] == '#')
            return "\n" + lines;
        return " " + lines.substr(first);
    }

    RandomTree &m_random;
};

Tree *randomNode(Tree &tree, RandomTree &random)
{
    Tree *node = &tree;
    while (node->is_structured() && !node->empty() && !random.oneIn(3)) {
        auto child = node->begin();
        std::advance(child, random.random().below(node->size()));
        node = &*child;
    }
    return node;
}

void changeArray(Tree &array, RandomTree &random)
{
    const auto at = [&](std::size_t index) {
        return array.begin() + static_cast<std::ptrdiff_t>(index);
    };
    switch (random.random().below(4)) {
    case 0:
        array.insert(at(random.random().below(array.size() + 1)), random.value(2));
        break;
    case 1:
        array.erase(random.random().below(array.size()));
        break;
    case 2:
        std::swap(array[random.random().below(array.size())], array[random.random().below(array.size())]);
        break;
    case 3:
        array[random.random().below(array.size())] = random.value(2);
        break;
    }
}

} // namespace

std::string randomYaml(const Tree &tree, RandomTree &random)
{
    return YamlScribbler(random).document(tree);
}

void changeAtRandom(Tree &tree, RandomTree &random)
{
    Tree *node = randomNode(tree, random);
    if (node->is_array() && !node->empty()) {
        changeArray(*node, random);
    } else if (node->is_object() && !node->empty()) {
        switch (random.random().below(3)) {
        case 0:
            (*node)[random.key()] = random.value(2);
            break;
        case 1:
            node->erase(node->begin().key());
            break;
        case 2: {
            // The first member becomes the last.
            const std::string key = node->begin().key();
            Tree value = node->begin().value();
            node->erase(key);
            (*node)[key] = std::move(value);
            break;
        }
        }
    } else {
        *node = random.value(2);
    }
}

std::optional<std::string> randomScalar(const Tree &tree, RandomTree &random)
{
    PointerPath path;
    const Tree *node = &tree;
    while (node->is_structured() && !node->empty()) {
        const std::size_t index = random.random().below(node->size());
        if (node->is_array()) {
            path.push(index);
            node = &(*node)[index];
        } else {
            path.push(memberAt(*node, index).first);
            node = &memberAt(*node, index).second;
        }
    }
    return node->is_structured() ? std::nullopt : std::optional(path.str());
}

} // namespace gatehouse::support
