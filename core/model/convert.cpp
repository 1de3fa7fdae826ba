#include "core/model/convert.h"

#include "core/model/yamlemitter.h"

namespace gatehouse {

namespace {

/// The root's lists and the objects in them are always laid out in lines.
constexpr int RootDepth = 3;

std::string yamlText(const Tree &tree)
{
    if (!tree.is_object() || tree.empty())
        return yamlBlock(tree, {}, RootDepth) + '\n';
    std::string text;
    bool first = true;
    for (const auto &[key, value] : tree.get_ref<const Tree::object_t &>()) {
        // A blank line parts the root's collections.
        if (!first && value.is_structured() && !value.empty())
            text += '\n';
        text += yamlMember(key, value, {}, RootDepth - 1) + '\n';
        first = false;
    }
    return text;
}

} // namespace

std::string toText(const Tree &tree, TextFormat format)
{
    return format == TextFormat::Json ? tree.dump(2, ' ', false, Tree::error_handler_t::replace) + '\n'
                                      : yamlText(tree);
}

} // namespace gatehouse
