#include "tests/support/randomtree.h"

#include <array>

namespace gatehouse::support {

namespace {

constexpr std::array<const char *, 62> Texts{
    "plain",
    "two words",
    "",
    " leading",
    "trailing ",
    "with: colon",
    "colon:",
    "a #comment",
    "a#b",
    "#start",
    "- dash",
    "-dash",
    "? q",
    "*star",
    "&amp",
    "!bang",
    "%dir",
    "@at",
    "`tick",
    "'single'",
    "\"double\"",
    "{brace}",
    "[bracket]",
    "a,b",
    "a]b",
    "yes",
    "No",
    "on",
    "null",
    "~",
    "true",
    "False",
    "12",
    "-1",
    "1.5",
    "1e3",
    "0x1f",
    "0o17",
    ".5",
    ".inf",
    ".nan",
    "12:30",
    "2026-11-23",
    "1_000",
    "127.0.0.1:80",
    "5s",
    "line\nbreak",
    "two\nlines\n",
    "  indented\nlines\n",
    "end\n",
    "\n",
    "a\n\nb\n",
    "tab\there",
    "cr\rhere",
    "ünïcode",
    "😀",
    "\x01"
    "control",
    "back\\slash",
    "---",
    "...",
    "<<",
    "=",
};

} // namespace

std::string RandomTree::text()
{
    return Texts.at(m_random.below(Texts.size()));
}

std::string RandomTree::key()
{
    if (oneIn(6))
        return text();
    std::string key(1, static_cast<char>('a' + m_random.below(26)));
    return key + std::to_string(m_random.below(20));
}

Tree RandomTree::scalar()
{
    switch (m_random.below(8)) {
    case 0:
        return nullptr;
    case 1:
        return oneIn(2);
    case 2:
        return m_random.below(100'000);
    case 3:
        return -static_cast<std::int64_t>(m_random.below(1'000)) - 1;
    case 4:
        return static_cast<double>(m_random.below(1'000'000)) / 64;
    case 5:
        return (static_cast<double>(m_random.below(1'000)) + 0.5) * 1e30;
    case 6:
        return "text-" + std::to_string(m_random.below(1'000));
    }
    return text();
}

Tree RandomTree::object(int depth)
{
    Tree tree = Tree::object();
    const std::uint64_t members = 1 + m_random.below(oneIn(8) ? 20 : 5);
    for (std::uint64_t i = 0; i < members; ++i)
        tree[key()] = value(depth - 1);
    return tree;
}

Tree RandomTree::value(int depth)
{
    if (depth <= 0 || oneIn(3))
        return oneIn(12) ? (oneIn(2) ? Tree::object() : Tree::array()) : scalar();
    if (oneIn(2))
        return object(depth);
    Tree tree = Tree::array();
    const std::uint64_t items = 1 + m_random.below(oneIn(8) ? 12 : 4);
    for (std::uint64_t i = 0; i < items; ++i)
        tree.push_back(value(depth - 1));
    return tree;
}

} // namespace gatehouse::support
