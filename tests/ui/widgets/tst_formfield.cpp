#include "ui/widgets/formfield.h"

#include "look.h"

#include "ui/theme/variant.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/unitedit.h"

#include <QLabel>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

class FormFieldTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theEditorTakesTheLabelAsItsName();
    void aFindingIsSaidShownAndTakenBack();
    void aHintStandsWhileThereIsNoFinding();
    void aLongFindingWrapsInsteadOfBeingCut();
    void theShortcutOfTheLabelLeadsToTheEditor();
    void aUnitStandsBesideTheValueAndNotOverIt();
    void escapeEmptiesASearch();

private:
    LookStyle *m_style = nullptr;
};

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

void FormFieldTest::initTestCase()
{
    m_style = applyLook();
}

void FormFieldTest::theEditorTakesTheLabelAsItsName()
{
    const FormField field(text("&Timeout"), new UnitEdit(text("s"), text("45")));
    QCOMPARE(field.editor()->accessibleName(), text("Timeout"));
    auto *named = new QLineEdit;
    named->setAccessibleName(text("Path of the request"));
    const FormField other(text("Path"), named);
    QCOMPARE(other.editor()->accessibleName(), text("Path of the request"));
}

void FormFieldTest::aFindingIsSaidShownAndTakenBack()
{
    FormField field(text("Timeout"), new QLineEdit);
    auto *below = field.findChild<Paragraph *>();
    QVERIFY(below->isHidden());
    const QString sentence = text("Longer than the 30 s limit of order-service.");
    field.setFinding(sentence, Tone::Warning);
    QVERIFY(!below->isHidden());
    QCOMPARE(below->text(), sentence);
    QCOMPARE(field.editor()->accessibleDescription(), sentence);
    QCOMPARE(findingToneOf(field.editor()), std::optional(Tone::Warning));
    field.clearFinding();
    QVERIFY(below->isHidden());
    QVERIFY(field.editor()->accessibleDescription().isEmpty());
    QVERIFY(!findingToneOf(field.editor()));
    field.setFinding(sentence);
    field.setFinding({});
    QVERIFY(field.finding().isEmpty());
}

void FormFieldTest::aHintStandsWhileThereIsNoFinding()
{
    FormField field(text("Service"), new QLineEdit);
    auto *below = field.findChild<Paragraph *>();
    field.setHint(text("2 of 3 endpoints take requests"));
    QCOMPARE(below->text(), text("2 of 3 endpoints take requests"));
    field.setFinding(text("There is no such service."));
    QCOMPARE(below->text(), text("There is no such service."));
    field.clearFinding();
    QCOMPARE(below->text(), text("2 of 3 endpoints take requests"));
}

void FormFieldTest::aLongFindingWrapsInsteadOfBeingCut()
{
    FormField field(text("Timeout"), new QLineEdit);
    field.setFinding(text("Longer than the 30 s limit of order-service. Requests would end at 30 s."));
    auto *below = field.findChild<Paragraph *>();
    QVERIFY(below->heightForWidth(160) >= 3 * below->heightForWidth(1000));
    field.resize(160, field.heightForWidth(160));
    field.show();
    QVERIFY(QTest::qWaitForWindowExposed(&field));
    QVERIFY(below->height() >= below->heightForWidth(below->width()));
}

void FormFieldTest::theShortcutOfTheLabelLeadsToTheEditor()
{
    const FormField field(text("&Timeout"), new QLineEdit);
    QCOMPARE(field.findChild<QLabel *>()->buddy(), field.editor());
}

void FormFieldTest::aUnitStandsBesideTheValueAndNotOverIt()
{
    UnitEdit edit(text("per min"), text("20"));
    QVERIFY(edit.textMargins().right() >= edit.fontMetrics().horizontalAdvance(text("per min")));
    QVERIFY(edit.minimumWidth() > edit.textMargins().right() + 30);
    QCOMPARE(edit.accessibleDescription(), text("per min"));
    edit.setUnit(text("s"));
    QVERIFY(edit.textMargins().right() < 20);
}

void FormFieldTest::escapeEmptiesASearch()
{
    SearchField field(text("Filter routes"));
    QTest::keyClicks(&field, text("orders"));
    QCOMPARE(field.text(), text("orders"));
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
}

QTEST_MAIN(FormFieldTest)

#include "tst_formfield.moc"
