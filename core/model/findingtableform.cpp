#include "core/model/findingtable.h"

#include <array>

namespace gatehouse {

namespace {

using enum Severity;

constexpr std::array<FindingEntry, 8> Table{{
    {"GH0001", Error, "Not YAML or JSON",
     "The text cannot be read: it breaks the syntax of its format, is empty or is not UTF-8.",
     "Correct what stands at the line and column.", "routes: [", "routes: []"},
    {"GH0002", Error, "Key given twice",
     "Readers differ in which of two equal keys they take, so neither is taken.", "Remove one of them.",
     "description: a\ndescription: b", "description: a"},
    {"GH0003", Error, "Wrong type or value",
     "The field is there, but what it holds is of another type, out of range or not one of its words.",
     "Write what the message asks for.", "routes: [{name: a, timeout: 30, respond: {}}]",
     "routes: [{name: a, timeout: 30s, respond: {}}]"},
    {"GH0004", Error, "Unknown field",
     "A field that nobody knows does nothing. A misspelt protection would leave a door open, so this is "
     "an error; "
     "the field is kept all the same.",
     "Correct its spelling, remove it, or begin its name with x- to keep notes of your own.",
     "routes: [{name: a, acess: staff, respond: {}}]", "routes: [{name: a, x-note: staff, respond: {}}]"},
    {"GH0005", Error, "Missing field", "A field without a default is not there.", "Add it.",
     "services: [{name: a, endpoints: [{weight: 2}]}]",
     "services: [{name: a, endpoints: [{address: \"127.0.0.1:80\", weight: 2}]}]"},
    {"GH0006", Error, "Limit exceeded",
     "A number is too large to be kept exactly, or the document is too large, too deep or unfolds "
     "without measure "
     "through its aliases.",
     "Write a smaller value, or quote what is a text.", "x-serial: 9007199254740993",
     "x-serial: \"9007199254740993\""},
    {"GH0007", Error, "Not a name",
     "Names are what objects are called by in references, file names and numbers that are measured.",
     "Use 1 to 63 letters, digits, dots, underscores and hyphens, the first a letter or digit.",
     "routes: [{name: \"all orders\", respond: {}}]", "routes: [{name: all-orders, respond: {}}]"},
    {"GH0008", Error, "YAML that is not read",
     "Tags, merge keys, keys that are not texts, second documents and numbers that JSON does not know "
     "are left "
     "out of the format, because they make texts mean other than they seem to.",
     "Write it out in plain YAML.", "x-base: &base {a: 1}\nx-more: {<<: *base}",
     "x-base: {a: 1}\nx-more: {a: 1}"},
}};

} // namespace

std::span<const FindingEntry> formFindings()
{
    return Table;
}

} // namespace gatehouse
