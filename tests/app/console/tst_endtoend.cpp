#include "app/console/console.h"
#include "app/console/demofleet.h"
#include "app/console/driverlist.h"
#include "app/console/workspaceroom.h"
#include "core/base/clock.h"
#include "core/control/revisionbook.h"
#include "core/policy/jwtsign.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/topbar.h"
#include "ui/shell/workspaceview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/lookstyle.h"
#include "ui/theme/schemeswitch.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/page.h"

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace gatehouse;

namespace {

constexpr int Patience = 60'000;

template <class Widget> Widget *visibleChild(QWidget *parent, const std::function<bool(Widget *)> &is)
{
    for (Widget *child : parent->findChildren<Widget *>())
        if (child->isVisible() && is(child))
            return child;
    return nullptr;
}

QPushButton *button(QWidget *parent, const QString &text)
{
    return visibleChild<QPushButton>(parent, [&text](QPushButton *b) { return b->text() == text; });
}

QLineEdit *field(QWidget *parent, const QString &label)
{
    return visibleChild<QLineEdit>(parent,
                                   [&label](QLineEdit *edit) { return edit->accessibleName() == label; });
}

void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Replaces what a field says, by keys alone.
void type(QLineEdit *edit, const QString &text)
{
    click(edit);
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

} // namespace

/// The main job in the real window, by mouse and keys: real gateways, real services, real traffic.
class TestEndToEnd final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theDemoOpensWithBothGatewaysInSync();
    void aWrongPathIsNamedUnderItsFieldAndMended();
    void theChangeIsPublishedToBothGateways();
    void anEditIsUndoneAndDoneAgainByKeys();
    void aBrokenServiceOpensItsBreakerAndCloses();
    void rollingBackBringsTheOldAnswerAndLeavesTheDraft();

private:
    int answer(quint16 port, const QByteArray &path);
    bool answers(const QByteArray &path, int status);
    std::optional<BreakerPhase> breaker(const char *service) const;
    QWidget *page() const
    {
        return m_console->window().workspace()->page(m_console->window().workspace()->currentPage());
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<SchemeSwitch> m_scheme;
    std::unique_ptr<Console> m_console;
    QNetworkAccessManager m_network;
};

void TestEndToEnd::initTestCase()
{
    setFonts();
    auto *style = new LookStyle;
    QApplication::setStyle(style);
    m_scheme = std::make_unique<SchemeSwitch>(style, SchemeChoice::Light);
    m_console = std::make_unique<Console>(
        Console::Places{m_folder.path(), m_folder.path(), QStringLiteral(GATEHOUSE_BIN_DIR)}, *m_scheme,
        std::make_shared<DriverList>(), m_clock);
    m_console->window().resize(1440, 900);
    m_console->window().show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_console->window()));
}

void TestEndToEnd::cleanupTestCase()
{
    m_console.reset();
}

int TestEndToEnd::answer(quint16 port, const QByteArray &path)
{
    const Result<JwtSigner> signer =
        JwtSigner::withSecret(JwtAlgorithm::HS256, m_console->demo()->secrets().at("staff-jwt"));
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const Tree claims{{"iss", "https://id.shop.example.com"},
                      {"aud", "retail"},
                      {"sub", "test"},
                      {"iat", now},
                      {"exp", now + 600}};
    QNetworkRequest request(
        QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QString::fromLatin1(path))));
    request.setRawHeader("Authorization",
                         "Bearer " + QByteArray::fromStdString(signer->sign(claims).value()));
    QNetworkReply *reply = m_network.get(request);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(10'000))
        return 0;
    reply->deleteLater();
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool TestEndToEnd::answers(const QByteArray &path, int status)
{
    const DemoPlaces &places = m_console->demo()->places();
    return answer(places.web, path) == status && answer(places.webSecond, path) == status;
}

std::optional<BreakerPhase> TestEndToEnd::breaker(const char *service) const
{
    const GatewayStatus *edge = m_console->room()->monitor().gateway(GatewayName("edge-1"));
    if (!edge || !edge->telemetry)
        return std::nullopt;
    for (const ServiceTelemetry &told : edge->telemetry->services)
        if (told.name.str() == service && told.breaker)
            return told.breaker->state;
    return std::nullopt;
}

void TestEndToEnd::theDemoOpensWithBothGatewaysInSync()
{
    QVERIFY2(!DemoFleet::haproxyProgram().isEmpty(), "haproxy is needed");
    QPushButton *start = button(&m_console->window(), QStringLiteral("Start the demo"));
    QVERIFY(start);
    QSignalSpy opened(m_console.get(), &Console::workspaceOpened);
    QSignalSpy failed(m_console.get(), &Console::openingFailed);
    click(start);
    QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty() || !failed.isEmpty(), Patience);
    if (!failed.isEmpty()) {
        const Error error = failed.first().first().value<Error>();
        QFAIL((error.message + "\n" + error.detail).c_str());
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_console->room()->monitor().fleet().inSync, 2, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_console->room()->monitor().fleet().rates.requestsPerSecond.value_or(0) > 10,
                             Patience);
    QTRY_VERIFY_WITH_TIMEOUT(answers("/api/customers", 200), Patience);
    QCOMPARE(answer(m_console->demo()->places().web, "/api/clients"), 404);
}

void TestEndToEnd::aWrongPathIsNamedUnderItsFieldAndMended()
{
    QTest::keyClick(&m_console->window(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_console->window().workspace()->currentPage(), QStringLiteral("routes"));
    auto *table = visibleChild<DataTable>(
        page(), [](DataTable *t) { return t->accessibleName() == QLatin1String("Routes"); });
    QVERIFY(table);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(0, 0)).center());
    QLineEdit *path = field(page(), QStringLiteral("Path"));
    QVERIFY(path);
    QCOMPARE(path->text(), QStringLiteral("/api/customers"));
    auto *form = qobject_cast<FormField *>(path->parentWidget());
    QVERIFY(form);
    type(path, QStringLiteral("api/clients"));
    QTRY_VERIFY_WITH_TIMEOUT(!form->finding().isEmpty(), 10'000);
    type(path, QStringLiteral("/api/clients"));
    QTRY_VERIFY_WITH_TIMEOUT(form->finding().isEmpty(), 10'000);
    QCOMPARE(m_console->room()->session().draft().model.routes.front().match.path.text,
             std::string("/api/clients"));
}

void TestEndToEnd::theChangeIsPublishedToBothGateways()
{
    auto *top = m_console->window().findChild<TopBar *>();
    click(button(top, QStringLiteral("Review && publish")));
    QCOMPARE(m_console->window().workspace()->currentPage(), QStringLiteral("publish"));
    Publisher &publisher = m_console->room()->publisher();
    QTRY_VERIFY_WITH_TIMEOUT(publisher.plan() && publisher.plan()->complete && !publisher.planIsOld(),
                             Patience);
    QCOMPARE(publisher.plan()->changes.changed.size(), std::size_t(1));
    QPushButton *publish = button(page(), QStringLiteral("Publish"));
    QVERIFY(publish);
    QTRY_VERIFY_WITH_TIMEOUT(publish->isEnabled(), 10'000);
    QSignalSpy finished(&publisher, &Publisher::publicationFinished);
    click(publish);
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), Patience);
    const Revision revision = *publisher.publication();
    for (const GatewayOutcome &outcome : revision.outcomes)
        QVERIFY2(outcome.result == GatewayResult::Applied,
                 (outcome.gateway.str() + ": " + word(outcome.result) + " "
                  + (outcome.error ? outcome.error->message + " " + outcome.error->detail : std::string()))
                     .c_str());
    QCOMPARE(revision.outcomes.size(), std::size_t(2));
    QTRY_VERIFY_WITH_TIMEOUT(answers("/api/clients", 200), 20'000);
    QVERIFY(answers("/api/orders", 200));
}

void TestEndToEnd::anEditIsUndoneAndDoneAgainByKeys()
{
    WorkspaceSession &session = m_console->room()->session();
    const auto path = [&session] {
        return session.draft().model.routes.front().match.path.text;
    };
    QVERIFY(session.canUndo());
    QTest::keyClick(&m_console->window(), Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(&m_console->window(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(path() != "/api/clients");
    QTest::keyClick(&m_console->window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(path(), std::string("/api/clients"));
}

void TestEndToEnd::aBrokenServiceOpensItsBreakerAndCloses()
{
    QTest::keyClick(&m_console->window(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(m_console->window().workspace()->currentPage(), QStringLiteral("resilience"));
    QTRY_COMPARE_WITH_TIMEOUT(breaker("order-service-next"), std::optional(BreakerPhase::Closed), Patience);
    DemoFault errors;
    errors.errorPercent = 100;
    m_console->demo()->setFault(QStringLiteral("order-service-next"), errors);
    QTRY_COMPARE_WITH_TIMEOUT(breaker("order-service-next"), std::optional(BreakerPhase::Open), Patience);
    auto *list = visibleChild<DataTable>(
        page(), [](DataTable *t) { return t->accessibleName() == QLatin1String("Circuit breakers"); });
    QVERIFY(list);
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->index(0, 0).data().toString(),
                              QStringLiteral("order-service-next"), 5'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_console->room()->monitor().fleet().openBreakers == 1, 5'000);
    m_console->demo()->setFault(QStringLiteral("order-service-next"), {});
    QTRY_COMPARE_WITH_TIMEOUT(breaker("order-service-next"), std::optional(BreakerPhase::Closed), Patience);
}

void TestEndToEnd::rollingBackBringsTheOldAnswerAndLeavesTheDraft()
{
    QTest::keyClick(&m_console->window(), Qt::Key_1, Qt::ControlModifier);
    click(button(page(), QStringLiteral("Roll back…")));
    QCOMPARE(m_console->window().workspace()->currentPage(), QStringLiteral("publish"));
    Publisher &publisher = m_console->room()->publisher();
    QTRY_VERIFY_WITH_TIMEOUT(publisher.plan() && publisher.plan()->goesBackTo && publisher.plan()->complete,
                             Patience);
    QPushButton *back = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((back = button(page(), QStringLiteral("Roll back to 1"))) && back->isEnabled(),
                             10'000);
    QSignalSpy finished(&publisher, &Publisher::publicationFinished);
    click(back);
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(answers("/api/clients", 404), 20'000);
    QVERIFY(answers("/api/customers", 200));
    QCOMPARE(m_console->room()->session().draft().model.routes.front().match.path.text,
             std::string("/api/clients"));
}

QTEST_MAIN(TestEndToEnd)
#include "tst_endtoend.moc"
