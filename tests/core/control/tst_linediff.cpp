#include "core/control/linediff.h"

#include "core/base/random.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

/// Both texts as the difference says they are.
std::pair<std::string, std::string> sides(const std::vector<DiffLine> &lines)
{
    std::pair<std::string, std::string> texts;
    for (const DiffLine &line : lines) {
        if (line.kind != DiffLine::Kind::Added)
            texts.first += line.text + '\n';
        if (line.kind != DiffLine::Kind::Removed)
            texts.second += line.text + '\n';
    }
    return texts;
}

int changes(const std::vector<DiffLine> &lines)
{
    return int(std::count_if(lines.begin(), lines.end(),
                             [](const DiffLine &line) { return line.kind != DiffLine::Kind::Same; }));
}

} // namespace

class TestLineDiff final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheFewestLines();
    void keepsContextAndCountsWhatItSkips();
    void bothTextsCanBeReadBackFromAnyDifference();
    void textsWithNothingInCommonAreRemovedAndAdded();
};

void TestLineDiff::findsTheFewestLines()
{
    QCOMPARE(toText(diffLines("a\nb\nc\n", "a\nx\nc\nd\n", -1)), std::string("  a\n- b\n+ x\n  c\n+ d\n"));
    QCOMPARE(changes(diffLines("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", -1)),
             5); // the example of the paper
    QCOMPARE(toText(diffLines("", "a\n", -1)), std::string("+ a\n"));
    QCOMPARE(toText(diffLines("a\n", "", -1)), std::string("- a\n"));
    QCOMPARE(toText(diffLines("a\n", "a\n", -1)), std::string("  a\n"));
}

void TestLineDiff::keepsContextAndCountsWhatItSkips()
{
    QCOMPARE(toText(diffLines("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nx\n5\n6\n7\n", 1)),
             std::string("@@ 2 @@\n  3\n- 4\n+ x\n  5\n@@ 2 @@\n"));
}

void TestLineDiff::bothTextsCanBeReadBackFromAnyDifference()
{
    Random random(7);
    const auto text = [&random] {
        std::string lines;
        for (std::uint64_t i = random.below(12); i > 0; --i)
            lines += std::string(1, char('a' + random.below(4))) + '\n';
        return lines;
    };
    for (int i = 0; i < 5'000; ++i) {
        const std::string before = text();
        const std::string after = text();
        const auto both = sides(diffLines(before, after, -1));
        QCOMPARE(both.first, before);
        QCOMPARE(both.second, after);
    }
}

void TestLineDiff::textsWithNothingInCommonAreRemovedAndAdded()
{
    std::string before;
    std::string after;
    for (int i = 0; i < 5'000; ++i) {
        before += "old " + std::to_string(i) + '\n';
        after += "new " + std::to_string(i) + '\n';
    }
    const auto lines = diffLines(before, after, -1);
    QCOMPARE(int(lines.size()), 10'000);
    QCOMPARE(sides(lines).first, before);
    QCOMPARE(sides(lines).second, after);
}

QTEST_APPLESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
