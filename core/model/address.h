#pragma once

#include "core/base/result.h"
#include "core/model/values.h"

#include <optional>
#include <span>
#include <string_view>

namespace gatehouse {

/// Reads an IPv4 address in dotted form (4 bytes) or an IPv6 address as in RFC 4291, section 2.2 (16 bytes,
/// no zone). Nothing where the text is neither.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> parseIp(std::string_view text);
/// Reads `host:port` or `[v6]:port`; the host is a name of letters, digits, `-`, `_`, `.` or an IP address,
/// the port 0 to 65535. Errors: InvalidInput.
[[nodiscard]] Result<Address> parseAddress(std::string_view text);
/// Reads `10.0.0.0/8`, `fd00::/8`; host bits are cleared. Errors: InvalidInput.
[[nodiscard]] Result<Cidr> parseCidr(std::string_view text);
/// Whether the address (4 or 16 bytes) lies in the block. An IPv4 address mapped into IPv6 (`::ffff:a.b.c.d`)
/// counts as IPv4.
[[nodiscard]] bool contains(const Cidr &block, std::span<const std::uint8_t> ip);

} // namespace gatehouse
