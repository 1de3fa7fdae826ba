#include "app/ctl/commands.h"

#include <algorithm>
#include <array>

namespace gatehouse::ctl {

namespace {

const ArgumentSpec File{"FILE", "The document, YAML or JSON (by the ending .json); - is standard input."};
const OptionSpec Environment{"--env", "NAME", "Work on the document as it is in this environment."};

const CommandSpec Validate{
    "validate",
    "say what is wrong with a document",
    "Reads a document and examines what it means. Each finding has a stable code, a JSON pointer, line and "
    "column, and "
    "where there is one, a way to mend it. Exit status 2 where one of them is an error.",
    {File},
    {Environment},
    {{"gatehousectl validate shop.yaml --env production",
      "The findings of the document as it is in production:"}},
    runValidate,
};

const CommandSpec FindingsCommand{
    "findings",
    "list all findings there can be, or explain one",
    "Prints the table of findings: code, severity and title; for one code also why it is a finding, an "
    "example that has "
    "it, and how to mend it.",
    {{"CODE", "The code to explain.", true}},
    {},
    {{"gatehousectl findings GH0103", "What GH0103 means:"}},
    runFindings,
};

const CommandSpec Explain{
    "explain",
    "say which route wins a request, and why no other does",
    "Routes a request through the document as a gateway would, and gives for every other route the reason "
    "why it did not "
    "win.",
    {File},
    {{"--path", "PATH", "Path and query as the client sends them.", false, true},
     {"--method", "METHOD", "GET where it is not given."},
     {"--host", "HOST", "The Host header, with or without port."},
     {"--header", "'NAME: VALUE'", "A header of the request; may be given again.", true},
     {"--listener", "NAME", "The listener on which it comes in; the first where it is not given."},
     Environment},
    {{"gatehousectl explain shop.yaml --method POST --path '/api/orders?x=1' --header 'X-Preview: yes'",
      "Where an order goes whose sender asks for the preview:"}},
    runExplain,
};

const CommandSpec DiffCommand{
    "diff",
    "compare two documents by meaning",
    "Compares two documents by meaning: objects by name, endpoints by address, targets by service. The order "
    "of keys, "
    "comments and quoting make no difference. Exit status 2 where there are differences.",
    {{"A", "The document before."}, {"B", "The document after."}},
    {Environment},
    {{"gatehousectl diff shop.yaml shop-new.yaml --json", "The changes, for a script:"}},
    runDiff,
};

const CommandSpec Set{
    "set",
    "change one value in a document's text",
    "Changes, adds or removes the value at a JSON pointer and writes the file. Everything else stays byte "
    "for byte: "
    "comments, quoting, order, blank lines. Refused where the change would bring a new finding of severity "
    "error, or "
    "would go through an alias.",
    {{"FILE", "The document to change."},
     {"POINTER",
      "A JSON pointer, as in /routes/0/timeout; the last key may be new, and - appends to a list."},
     {"VALUE", "JSON if it is, else a text.", true}},
    {{"--remove", "", "Take the value away instead."}},
    {{"gatehousectl set shop.yaml /routes/3/timeout 5s", "Give the fourth route a limit:"},
     {"gatehousectl set shop.yaml /routes/0/match/methods/- HEAD", "Add a method:"}},
    runSet,
};

const CommandSpec Convert{
    "convert",
    "write a document as JSON or YAML",
    "Prints the document in the other format, or in the same one without comments. Reading the result gives "
    "the same "
    "document and the same hash.",
    {File},
    {{"--to", "FORMAT", "json or yaml.", false, true}, Environment},
    {{"gatehousectl convert shop.yaml --to json > shop.json", "The same document as JSON:"}},
    runConvert,
};

const CommandSpec Hash{
    "hash",
    "print the hash of a document",
    "Prints the SHA-256 of the document's canonical JSON without its gateways and environments: the same in "
    "every program "
    "and on every gateway.",
    {File},
    {Environment},
    {{"gatehousectl hash shop.yaml", "The hash alone on a line:"}},
    runHash,
};

} // namespace

std::span<const CommandSpec> commands()
{
    static const std::array Table{Validate, FindingsCommand, Explain, DiffCommand, Set, Convert, Hash};
    return Table;
}

const CommandSpec *findCommand(std::string_view name)
{
    const auto table = commands();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [name](const CommandSpec &command) { return command.name == name; });
    return found == table.end() ? nullptr : &*found;
}

std::span<const OptionSpec> commonOptions()
{
    static const std::array<OptionSpec, 2> Table{
        {{"--json", "", "Answer in JSON, for scripts."}, {"--help", "", "Explain the command."}}};
    return Table;
}

} // namespace gatehouse::ctl
