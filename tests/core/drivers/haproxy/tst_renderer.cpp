#include "core/drivers/haproxy/renderer.h"

#include "tests/support/realhaproxy.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace gatehouse;
using namespace gatehouse::haproxy;
using gatehouse::test::RealHaproxy;

class TestRenderer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rendersTheSample();
};

namespace {

Document documentOf(const std::string &yaml)
{
    ReadOutcome outcome = readDocument(yaml, TextFormat::Yaml);
    for (const Finding &finding : outcome.findings)
        qInfo().noquote() << QString::fromStdString(finding.pointer + ": " + finding.message);
    if (!outcome.document)
        qFatal("the test's document cannot be read");
    return *outcome.document;
}

} // namespace

void TestRenderer::rendersTheSample()
{
    QFile file(QString::fromLocal8Bit(qgetenv("SAMPLE")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Document document = documentOf(file.readAll().toStdString());
    RenderOptions options;
    options.gateway = "edge-2";
    const auto config = render(document, options, std::string(64, 'a'));
    QVERIFY(config.has_value());
    for (const FieldFidelity &f : config->fidelity) {
        std::string d;
        for (auto &x : f.deltas)
            d += " [" + x.canonical + " -> " + x.actual + "]";
        qInfo().noquote() << QString::fromStdString(f.kind + "/" + f.name + f.pointer + " v" + std::to_string(int(f.verdict)) + " " + f.native + " | " + f.how + d);
    }
    qInfo().noquote() << QString::fromStdString(config->body);
    QCOMPARE(RealHaproxy::check(config->body), QString());
}

QTEST_GUILESS_MAIN(TestRenderer)
#include "tst_renderer.moc"
