#pragma once

#include <span>
#include <string_view>

namespace gatehouse {

/// Where an ability stands in menus and palette.
enum class AbilityGroup { Workspace, Edit, View, Routes, Services, Resilience, Publish, Gateways, Prove };

/// One thing that Gatehouse can do. The one table of them feeds palette, menus, shortcuts, help and the
/// manual of gatehousectl. Each has an action in the window and a command, or the reason why there is none.
struct Ability
{
    std::string_view id; ///< stable: "publish.rollBack"
    std::string_view title; ///< English source text, translated by ui/ in the context "Ability"
    AbilityGroup group = AbilityGroup::Workspace;
    std::string_view shortcut; ///< portable form, "Ctrl+Shift+P"; empty: none
    bool inWindow = true;
    std::string_view command; ///< of gatehousectl: "rollback"; empty: see `why`
    std::string_view why; ///< where there is no action or no command: the reason, one sentence
};

/// In the order of the groups and of their menus.
std::span<const Ability> abilities();
/// Null where there is none with this id.
const Ability *ability(std::string_view id);

} // namespace gatehouse
