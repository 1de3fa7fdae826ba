#include "core/gateway/sealedtext.h"

#include "core/model/canonical.h"

#include <fmt/format.h>

#include <charconv>

namespace gatehouse {

namespace {

constexpr std::string_view Mark = "gatehouse-state/1 ";

auto damaged(std::string message)
{
    return failure(ErrorKind::Unreadable, std::move(message));
}

} // namespace

std::string seal(std::string_view text)
{
    return fmt::format("{}{} {}\n{}", Mark, text.size(), sha256Hex(text), text);
}

Result<std::string> unseal(std::string_view sealed)
{
    const std::size_t lineEnd = sealed.find('\n');
    if (!sealed.starts_with(Mark) || lineEnd == std::string_view::npos)
        return damaged("its first line is not that of a state file");
    const std::string_view line = sealed.substr(Mark.size(), lineEnd - Mark.size());
    const std::string_view text = sealed.substr(lineEnd + 1);
    std::size_t size = 0;
    const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), size);
    if (code != std::errc{})
        return damaged("its first line is not that of a state file");
    if (text.size() != size)
        return damaged(fmt::format("it has {} bytes where {} were written", text.size(), size));
    const auto used = static_cast<std::size_t>(end - line.data());
    if (line.substr(used) != " " + sha256Hex(text))
        return damaged("its contents do not fit their digest");
    return std::string{text};
}

} // namespace gatehouse
