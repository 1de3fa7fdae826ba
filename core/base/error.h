#pragma once

#include <string>

namespace gatehouse {

/// What went wrong, in a form that a caller can branch on. The list is closed: words for people are in
/// Error::message, decisions are made on the kind.
enum class ErrorKind {
    InvalidInput, ///< what the user or a file said cannot be understood or is not allowed
    NotFound, ///< the named object or file does not exist
    Unreadable, ///< a file exists but cannot be read, or is damaged
    Unwritable, ///< a file or database cannot be written
    Conflict, ///< someone else changed it since it was read
    Unreachable, ///< no connection could be made, or it was lost
    Refused, ///< the other side, or our own rule, does not allow it (credentials, publishing off, adoption)
    Rejected, ///< the gateway looked at the configuration and said no; its own words are in `detail`
    VerifiedDifferent, ///< the push was accepted but what was read back is not what was sent
    Timeout,
    Cancelled,
    Unsupported, ///< this version, make or platform cannot do it
    Internal, ///< a broken assumption of ours
};

/// One failure: what, where and how to mend it.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    std::string message; ///< one sentence for people, never empty, no secret in it
    std::string where{}; ///< a file, address or JSON pointer; empty where there is none
    std::string remedy{}; ///< what the user can do; empty where we know nothing better
    std::string
        detail{}; ///< technical text, such as a gateway's own message; may be long; empty where there is none

    bool operator==(const Error &) const = default;
};

/// The stable word for a kind, as used in JSON output ("invalidInput", "conflict", …).
const char *word(ErrorKind kind);

} // namespace gatehouse
