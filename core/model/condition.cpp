#include "core/model/condition.h"

#include <re2/re2.h>

namespace gatehouse {

namespace {

bool isAbsence(const ValueMatch &match)
{
    return match.kind == ValueMatchKind::Present && !match.present;
}

} // namespace

bool fullyMatches(const std::string &text, const std::string &regex)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled(regex, options);
    return compiled.ok() && re2::RE2::FullMatch(text, compiled);
}

bool meets(const std::string &value, const ValueMatch &condition)
{
    switch (condition.kind) {
    case ValueMatchKind::Exact:
        return value == condition.text;
    case ValueMatchKind::Prefix:
        return value.starts_with(condition.text);
    case ValueMatchKind::Regex:
        return fullyMatches(value, condition.text);
    case ValueMatchKind::Present:
        return condition.present;
    }
    return false;
}

bool contradict(const ValueMatch &a, const ValueMatch &b)
{
    if (isAbsence(a) || isAbsence(b))
        return isAbsence(a) != isAbsence(b);
    if (a.kind == ValueMatchKind::Exact)
        return !meets(a.text, b);
    if (b.kind == ValueMatchKind::Exact)
        return !meets(b.text, a);
    return a.kind == ValueMatchKind::Prefix && b.kind == ValueMatchKind::Prefix && !a.text.starts_with(b.text)
        && !b.text.starts_with(a.text);
}

bool implies(const ValueMatch &given, const ValueMatch &wanted)
{
    if (isAbsence(given) || isAbsence(wanted))
        return isAbsence(given) && isAbsence(wanted);
    if (wanted.kind == ValueMatchKind::Present)
        return true;
    if (given.kind == wanted.kind && given.text == wanted.text)
        return true;
    if (given.kind == ValueMatchKind::Exact)
        return meets(given.text, wanted);
    return given.kind == ValueMatchKind::Prefix && wanted.kind == ValueMatchKind::Prefix
        && given.text.starts_with(wanted.text);
}

} // namespace gatehouse
