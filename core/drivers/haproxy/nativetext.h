#pragma once

#include "core/base/name.h"
#include "core/base/result.h"
#include "core/control/driver.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The text of a configuration file as this driver writes it: two lines of mark, then HAProxy's own words,
/// with all secrets in one place. In `global` stands, for each secret,
///     # secret NAME
///     set-var proc.gh_secret_1 VALUE
/// so that a value can be put in, masked and compared without understanding the rest.
namespace gatehouse::haproxy {

/// What stands in for a secret wherever a configuration is shown.
inline constexpr std::string_view SecretMask = "••••";

/// The two lines of global that bring a masked secret in; `index` counts from 1.
[[nodiscard]] std::string secretLines(std::size_t index, const SecretName &name);
/// The variable that holds it: `proc.gh_secret_1`.
[[nodiscard]] std::string secretVariable(std::size_t index);

/// The second line of a file of ours: which document it is, and digests that tell whether anybody touched it.
struct Mark
{
    std::string hash; ///< documentHash
    std::string secrets; ///< digest of the secrets; empty where it needs none
    std::string content; ///< digest of what follows the mark, secrets masked

    bool operator==(const Mark &) const = default;
};

/// Puts the mark in front of a body whose secrets are masked.
[[nodiscard]] std::string withMark(std::string_view body, std::string_view documentName,
                                   std::string_view hash, std::string_view secretsDigest);
/// None where the text was not written by this driver.
[[nodiscard]] std::optional<Mark> readMark(std::string_view text);
/// Whether text and mark still belong together, secrets included (which must be in the text, not masked).
[[nodiscard]] bool isUntouched(std::string_view text);

/// The names of the secrets that a text of ours needs, in its order.
[[nodiscard]] std::vector<SecretName> secretsOf(std::string_view text);
/// Digest over the secrets' own digests, empty where there is none. Errors: as the lookup's, and InvalidInput
/// for a secret that HAProxy cannot take (it holds a NUL).
[[nodiscard]] Result<std::string> digestSecrets(const std::vector<SecretName> &names,
                                                const SecretLookup &lookup);
/// Puts the values in place of the masks. Errors as for digestSecrets().
[[nodiscard]] Result<std::string> revealSecrets(std::string_view masked, const SecretLookup &lookup);
/// Masks them, and in a foreign configuration what usually is one: passwords of users, of the statistics page
/// and fixed Authorization headers.
[[nodiscard]] std::string maskSecrets(std::string_view text);

/// SHA-256 in 64 lowercase hex digits.
[[nodiscard]] std::string digest(std::string_view bytes);

} // namespace gatehouse::haproxy
