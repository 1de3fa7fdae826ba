#pragma once

#include "core/base/result.h"
#include "core/gateway/webmessage.h"

#include <array>
#include <filesystem>
#include <string_view>

namespace gatehouse {

/// The bearer token of the admin API. Only its digest is kept; comparing takes the same time whatever is
/// presented.
class AdminToken final
{
public:
    explicit AdminToken(std::string_view token);
    /// From a file that only its owner may read, without white space at its end. Errors: those of
    /// readPrivateFile; InvalidInput where it is empty.
    [[nodiscard]] static Result<AdminToken> fromFile(const std::filesystem::path &file);

    /// Whether the request says `Authorization: Bearer TOKEN`.
    [[nodiscard]] bool admits(const WebRequest &request) const;

private:
    std::array<unsigned char, 32> m_digest{};
};

} // namespace gatehouse
