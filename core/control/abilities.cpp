#include "core/control/abilities.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

using Group = AbilityGroup;

constexpr std::string_view LooksOnly = "It arranges the window.";
constexpr std::string_view LivesInWindow = "A script has the text in its own editor.";
constexpr std::string_view ScriptsPass = "A script names the file with every command.";
constexpr std::string_view UseSet = "A script changes any field with set.";
constexpr std::string_view NeedsPush = "A script sets the field and pushes.";

constexpr std::array Table{
    // Workspace
    Ability{"workspace.demo", "Open the demo fleet", Group::Workspace, "", true, "",
            "A script starts gatehouse-demo itself."},
    Ability{"workspace.new", "New workspace", Group::Workspace, "Ctrl+N", true, "", ScriptsPass},
    Ability{"workspace.open", "Open a workspace or document", Group::Workspace, "Ctrl+O", true, "",
            ScriptsPass},
    Ability{"workspace.openRecent", "Open a recent workspace", Group::Workspace, "", true, "", ScriptsPass},
    Ability{"workspace.openFromGateway", "Open from a running gateway", Group::Workspace, "", true, "pull",
            ""},
    Ability{"workspace.save", "Save the document to its file", Group::Workspace, "Ctrl+S", true, "",
            "set writes the file at once."},
    Ability{"workspace.convert", "Save a copy as YAML or JSON", Group::Workspace, "Ctrl+Shift+S", true,
            "convert", ""},
    Ability{"workspace.close", "Close the workspace", Group::Workspace, "Ctrl+W", true, "", LooksOnly},
    Ability{"workspace.quit", "Quit", Group::Workspace, "Ctrl+Q", true, "", LooksOnly},
    // Edit
    Ability{"edit.undo", "Undo", Group::Edit, "Ctrl+Z", true, "", LivesInWindow},
    Ability{"edit.redo", "Redo", Group::Edit, "Ctrl+Shift+Z", true, "", LivesInWindow},
    Ability{"edit.history", "Show the history of edits", Group::Edit, "Ctrl+H", true, "", LivesInWindow},
    Ability{"edit.find", "Filter the list", Group::Edit, "Ctrl+F", true, "", LooksOnly},
    Ability{"edit.set", "Change any field of the document", Group::Edit, "", true, "set", ""},
    // View
    Ability{"view.overview", "Overview", Group::View, "Ctrl+1", true, "status", ""},
    Ability{"view.routes", "Routes", Group::View, "Ctrl+2", true, "", LooksOnly},
    Ability{"view.services", "Services", Group::View, "Ctrl+3", true, "", LooksOnly},
    Ability{"view.resilience", "Resilience", Group::View, "Ctrl+4", true, "", LooksOnly},
    Ability{"view.publish", "Publish", Group::View, "Ctrl+5", true, "", LooksOnly},
    Ability{"view.gateways", "Gateways", Group::View, "Ctrl+6", true, "", LooksOnly},
    Ability{"view.palette", "Search or run a command", Group::View, "Ctrl+K", true, "", LooksOnly},
    Ability{"view.problems", "Show the problems", Group::View, "Ctrl+Shift+M", true, "validate", ""},
    Ability{"view.theme", "Switch between light and dark", Group::View, "", true, "", LooksOnly},
    Ability{"view.environment", "Choose the environment", Group::View, "", true, "",
            "A script says --env with every command."},
    // Routes
    Ability{"route.new", "New route", Group::Routes, "Ctrl+Shift+R", true, "", UseSet},
    Ability{"route.duplicate", "Duplicate the route", Group::Routes, "Ctrl+D", true, "", UseSet},
    Ability{"route.delete", "Delete the route", Group::Routes, "Del", true, "", UseSet},
    Ability{"route.enable", "Switch the route on or off", Group::Routes, "", true, "", UseSet},
    Ability{"route.moveUp", "Move the route up", Group::Routes, "Alt+Up", true, "", UseSet},
    Ability{"route.moveDown", "Move the route down", Group::Routes, "Alt+Down", true, "", UseSet},
    // Services
    Ability{"service.new", "New service", Group::Services, "", true, "", UseSet},
    Ability{"service.delete", "Delete the service", Group::Services, "", true, "", UseSet},
    Ability{"endpoint.add", "Add an endpoint", Group::Services, "", true, "", UseSet},
    Ability{"endpoint.remove", "Remove the endpoint", Group::Services, "", true, "", UseSet},
    Ability{"endpoint.drain", "Drain the endpoint", Group::Services, "", true, "", NeedsPush},
    // Resilience
    Ability{"breaker.edit", "Edit the circuit breaker", Group::Resilience, "", true, "", UseSet},
    Ability{"bulkhead.edit", "Edit the bulkhead", Group::Resilience, "", true, "", UseSet},
    Ability{"breaker.forceOpen", "Force the breaker open", Group::Resilience, "", true, "", NeedsPush},
    Ability{"breaker.forceClosed", "Force the breaker closed", Group::Resilience, "", true, "", NeedsPush},
    Ability{"breaker.automatic", "Give the breaker back to itself", Group::Resilience, "", true, "",
            NeedsPush},
    // Publish
    Ability{"publish.plan", "Review what a push would do", Group::Publish, "Ctrl+Shift+P", true, "plan", ""},
    Ability{"publish.push", "Publish to the gateways", Group::Publish, "", true, "push", ""},
    Ability{"publish.cancel", "Stop the publication", Group::Publish, "", true, "", "Ctrl+C ends push."},
    Ability{"publish.rollBack", "Roll back to an earlier revision", Group::Publish, "", true, "rollback", ""},
    Ability{"publish.history", "Show the published revisions", Group::Publish, "", true, "history", ""},
    // Gateways
    Ability{"gateway.new", "Add a gateway", Group::Gateways, "", true, "", UseSet},
    Ability{"gateway.remove", "Remove the gateway", Group::Gateways, "", true, "", UseSet},
    Ability{"gateway.test", "Test the connection", Group::Gateways, "", true, "status", ""},
    Ability{"gateway.token", "Enter the gateway's token", Group::Gateways, "", true, "",
            "A script gives it by file, environment or keychain."},
    Ability{"gateway.publish", "Switch publishing on or off", Group::Gateways, "", true, "", UseSet},
    Ability{"gateway.check", "Check now for changes from outside", Group::Gateways, "F5", true, "plan", ""},
    // Prove
    Ability{"prove.validate", "Validate the document", Group::Prove, "", true, "validate", ""},
    Ability{"prove.explain", "Explain a request", Group::Prove, "Ctrl+E", true, "explain", ""},
    Ability{"prove.diff", "Compare two versions", Group::Prove, "", true, "diff", ""},
    Ability{"prove.render", "Show the native configuration", Group::Prove, "", true, "render", ""},
    Ability{"prove.findings", "List all findings there can be", Group::Prove, "", true, "findings", ""},
    Ability{"prove.hash", "Show the hash of the document", Group::Prove, "", true, "hash", ""},
};

} // namespace

std::span<const Ability> abilities()
{
    return Table;
}

const Ability *ability(std::string_view id)
{
    const auto found =
        std::find_if(Table.begin(), Table.end(), [id](const Ability &entry) { return entry.id == id; });
    return found == Table.end() ? nullptr : &*found;
}

} // namespace gatehouse
