#include "core/model/pointertext.h"

#include <charconv>

namespace gatehouse {

namespace {

/// Takes one unescaped step off the front of `rest`, which begins with `/`.
std::string takeStep(std::string_view &rest)
{
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find('/'), rest.size());
    std::string step;
    for (std::size_t i = 0; i < end; ++i) {
        if (rest[i] == '~' && i + 1 < end) {
            step += rest[i + 1] == '1' ? '/' : '~';
            ++i;
        } else {
            step += rest[i];
        }
    }
    rest.remove_prefix(end);
    return step;
}

/// The child of `node` behind a step, or nullptr.
const Tree *child(const Tree &node, const std::string &step)
{
    if (node.is_object()) {
        const auto found = node.find(step);
        return found == node.end() ? nullptr : &*found;
    }
    if (!node.is_array())
        return nullptr;
    std::size_t index = 0;
    const auto [end, code] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (code != std::errc{} || end != step.data() + step.size() || index >= node.size())
        return nullptr;
    return &node[index];
}

} // namespace

void appendStep(std::string &pointer, std::string_view key)
{
    pointer += '/';
    for (const char c : key) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

std::string existingPart(const Tree &tree, std::string_view pointer)
{
    const Tree *node = &tree;
    std::string_view rest = pointer;
    std::size_t known = 0;
    while (!rest.empty()) {
        node = child(*node, takeStep(rest));
        if (node == nullptr)
            break;
        known = pointer.size() - rest.size();
    }
    return std::string(pointer.substr(0, known));
}

} // namespace gatehouse
