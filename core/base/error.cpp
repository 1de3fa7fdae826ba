#include "core/base/error.h"

namespace gatehouse {

const char *word(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::InvalidInput:
        return "invalidInput";
    case ErrorKind::NotFound:
        return "notFound";
    case ErrorKind::Unreadable:
        return "unreadable";
    case ErrorKind::Unwritable:
        return "unwritable";
    case ErrorKind::Conflict:
        return "conflict";
    case ErrorKind::Unreachable:
        return "unreachable";
    case ErrorKind::Refused:
        return "refused";
    case ErrorKind::Rejected:
        return "rejected";
    case ErrorKind::VerifiedDifferent:
        return "verifiedDifferent";
    case ErrorKind::Timeout:
        return "timeout";
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::Unsupported:
        return "unsupported";
    case ErrorKind::Internal:
        return "internal";
    }
    return "internal";
}

} // namespace gatehouse
