#include "core/control/abilities.h"

#include <QtCore/QString>
#include <QtTest/QTest>

#include <set>

using namespace gatehouse;

class TestAbilities final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEachAbilityItsOwnNameAndTitle();
    void givesNoShortcutTwice();
    void saysWhyASideIsMissing();
    void findsAnAbilityByItsName();
    void keepsTheGroupsTogether();
};

void TestAbilities::givesEachAbilityItsOwnNameAndTitle()
{
    std::set<std::string_view> ids;
    std::set<std::string_view> titles;
    for (const Ability &ability : abilities()) {
        QVERIFY2(ids.insert(ability.id).second, ability.id.data());
        QVERIFY2(titles.insert(ability.title).second, ability.title.data());
        QVERIFY(!ability.title.empty());
    }
    QVERIFY(ids.size() > 40);
}

void TestAbilities::givesNoShortcutTwice()
{
    std::set<std::string_view> shortcuts;
    for (const Ability &ability : abilities())
        QVERIFY2(ability.shortcut.empty() || shortcuts.insert(ability.shortcut).second, ability.id.data());
}

void TestAbilities::saysWhyASideIsMissing()
{
    for (const Ability &ability : abilities()) {
        const bool complete = ability.inWindow && !ability.command.empty();
        QVERIFY2(complete == ability.why.empty(), ability.id.data());
    }
}

void TestAbilities::findsAnAbilityByItsName()
{
    const Ability *rollBack = ability("publish.rollBack");
    QVERIFY(rollBack);
    QCOMPARE(rollBack->command, std::string_view("rollback"));
    QVERIFY(!ability("publish.fly"));
}

void TestAbilities::keepsTheGroupsTogether()
{
    std::set<AbilityGroup> seen;
    AbilityGroup last = AbilityGroup::Workspace;
    for (const Ability &ability : abilities()) {
        if (ability.group != last)
            QVERIFY2(!seen.contains(ability.group), ability.id.data());
        seen.insert(ability.group);
        last = ability.group;
    }
}

QTEST_APPLESS_MAIN(TestAbilities)
#include "tst_abilities.moc"
