#include "app/console/demofleet.h"

#include "app/console/childprogram.h"
#include "core/model/document.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtCore/QStandardPaths>
#include <QtCore/QUrl>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QTcpServer>

#include <fmt/format.h>

#include <set>
#include <utility>

/// The resources lie in a static library: nothing else would pull them in. The macro wants the global
/// namespace.
static void loadResources()
{
    Q_INIT_RESOURCE(gatehouse);
}

namespace gatehouse {

namespace {

constexpr quint16 SampleControlPort = 9900;
constexpr int LoadPerSecond = 60;
constexpr int TransferTimeoutMs = 3'000;

/// The wanted port where it is free, else a free one; never the same twice.
PortChooser freePorts()
{
    return [taken = std::make_shared<std::set<quint16>>()](std::uint16_t wanted) {
        QTcpServer probe;
        if (!taken->contains(wanted) && probe.listen(QHostAddress::LocalHost, wanted)) {
            taken->insert(wanted);
            return wanted;
        }
        for (;;) {
            QTcpServer other;
            other.listen(QHostAddress::LocalHost);
            if (taken->insert(other.serverPort()).second)
                return other.serverPort();
        }
    };
}

std::string randomSecret()
{
    QByteArray bytes(32, '\0');
    QRandomGenerator::system()->generate(reinterpret_cast<quint32 *>(bytes.data()),
                                         reinterpret_cast<quint32 *>(bytes.data() + bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

Result<void> writeFile(const QString &path, const std::string &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(text.data(), qint64(text.size())) != qint64(text.size()))
        return failure(ErrorKind::Unwritable, "The demo's files cannot be written.", path.toStdString(),
                       "Make room in the folder for temporary files.", file.errorString().toStdString());
    return {};
}

/// What HAProxy runs until the first publication: it listens to its sockets and refuses everything.
std::string firstHaproxyConfig(const QString &folder)
{
    return fmt::format("global\n"
                       "    stats socket {0}/edge-2-stats.sock mode 600 level admin\n"
                       "defaults\n"
                       "    mode http\n"
                       "    timeout client 10s\n"
                       "    timeout server 10s\n"
                       "    timeout connect 2s\n"
                       "frontend before-the-first-publication\n"
                       "    bind unix@{0}/edge-2-idle.sock\n"
                       "    http-request return status 503\n",
                       folder.toStdString());
}

} // namespace

DemoFleet::DemoFleet(QString programFolder, QObject *parent)
    : QObject(parent)
    , m_programs(std::move(programFolder))
{
}

DemoFleet::~DemoFleet()
{
    // The load ends before the gateways, so that it does not count our own shutdown.
    for (ChildProgram *child : m_children)
        delete child;
}

QString DemoFleet::haproxyProgram()
{
    return QStandardPaths::findExecutable(QStringLiteral("haproxy")).isEmpty()
        ? QStandardPaths::findExecutable(QStringLiteral("haproxy"),
                                         {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")})
        : QStandardPaths::findExecutable(QStringLiteral("haproxy"));
}

std::vector<QString> DemoFleet::services() const
{
    std::vector<QString> names;
    for (const auto &[name, ports] : m_document.places.services)
        names.push_back(QString::fromStdString(name));
    return names;
}

qint64 DemoFleet::gatewayPid() const
{
    return m_gateway ? m_gateway->pid() : 0;
}

ChildProgram *DemoFleet::makeChild(const QString &name)
{
    auto *child = new ChildProgram(name, this);
    child->setWorkingDirectory(m_folder.path());
    connect(child, &ChildProgram::ready, this, &DemoFleet::oneMoreReady);
    connect(child, &ChildProgram::failed, this, &DemoFleet::failed);
    m_children.push_back(child);
    ++m_waitingFor;
    return child;
}

void DemoFleet::start()
{
    if (const auto prepared = prepare(); !prepared) {
        Q_EMIT failed(prepared.error());
        return;
    }
    startServices();
    startGateway();
    if (m_document.places.webSecond != 0)
        startHaproxy();
}

Result<void> DemoFleet::prepare()
{
    if (!m_folder.isValid())
        return failure(ErrorKind::Unwritable, "No folder for the demo can be made.", {}, {},
                       m_folder.errorString().toStdString());
    loadResources();
    QFile sample(QStringLiteral(":/gatehouse/samples/demo-fleet.yaml"));
    if (!sample.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Internal, "The sample of the demo fleet is missing from the program.");
    const ReadOutcome read = readDocument(sample.readAll().toStdString(), TextFormat::Yaml);
    if (!read.document)
        return failure(ErrorKind::Internal, "The sample of the demo fleet cannot be read.", {}, {},
                       read.findings.empty() ? std::string() : read.findings.front().message);
    const PortChooser choose = freePorts();
    Result<DemoDocument> document = demoDocument(read.document->tree, !haproxyProgram().isEmpty(), choose);
    if (!document)
        return tl::unexpected<Error>(document.error());
    m_document = *std::move(document);
    m_controlPort = choose(SampleControlPort);
    m_secrets = {{"edge-1-admin", randomSecret()}, {"staff-jwt", randomSecret()}};
    return writeFiles();
}

Result<void> DemoFleet::writeFiles()
{
    const QString folder = m_folder.path();
    QDir(folder).mkdir(QStringLiteral("secrets"));
    QFile::setPermissions(folder + QStringLiteral("/secrets"),
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const std::pair<QString, std::string> files[] = {
        {QStringLiteral("/edge-1.json"), m_document.tree.dump(2)},
        {QStringLiteral("/edge-1.token"), m_secrets.at("edge-1-admin")},
        {QStringLiteral("/secrets/staff-jwt"), m_secrets.at("staff-jwt")},
        {QStringLiteral("/edge-2.cfg"), firstHaproxyConfig(folder)},
    };
    for (const auto &[name, text] : files)
        if (const auto written = writeFile(folder + name, text); !written)
            return written;
    return {};
}

void DemoFleet::startServices()
{
    Q_EMIT progressed(tr("Starting the services and their traffic"));
    QStringList arguments{
        QStringLiteral("--control-port"), QString::number(m_controlPort),
        QStringLiteral("--rate"),         QString::number(LoadPerSecond),
        QStringLiteral("--duration"),     QStringLiteral("12h"),
        QStringLiteral("--secret-file"),  m_folder.filePath(QStringLiteral("secrets/staff-jwt")),
        QStringLiteral("--load"),         QStringLiteral("http://127.0.0.1:%1").arg(m_document.places.web)};
    if (m_document.places.webSecond != 0)
        arguments << QStringLiteral("--load")
                  << QStringLiteral("http://127.0.0.1:%1").arg(m_document.places.webSecond);
    for (const auto &[service, ports] : m_document.places.services) {
        QStringList list;
        for (const std::uint16_t port : ports)
            list += QString::number(port);
        arguments << QStringLiteral("--ports")
                  << QString::fromStdString(service) + QLatin1Char('=') + list.join(QLatin1Char(','));
    }
    makeChild(tr("The demo's services"))
        ->start(m_programs + QStringLiteral("/gatehouse-demo"), arguments, QStringLiteral("control "));
}

void DemoFleet::startGateway()
{
    Q_EMIT progressed(tr("Starting the built-in gateway"));
    m_gateway = makeChild(tr("The built-in gateway"));
    m_gateway->start(m_programs + QStringLiteral("/gatehouse-gateway"),
                     {QStringLiteral("--config"), m_folder.filePath(QStringLiteral("edge-1.json")),
                      QStringLiteral("--name"), QStringLiteral("edge-1"), QStringLiteral("--admin"),
                      QStringLiteral("127.0.0.1:%1").arg(m_document.places.admin),
                      QStringLiteral("--token-file"), m_folder.filePath(QStringLiteral("edge-1.token")),
                      QStringLiteral("--secrets-dir"), m_folder.filePath(QStringLiteral("secrets")),
                      QStringLiteral("--files-dir"), m_folder.path(), QStringLiteral("--state-dir"),
                      m_folder.filePath(QStringLiteral("edge-1-state"))},
                     QStringLiteral("admin "));
}

void DemoFleet::startHaproxy()
{
    Q_EMIT progressed(tr("Starting HAProxy"));
    // -W and -S: a master that reloads its worker, asked through its own socket.
    makeChild(QStringLiteral("HAProxy"))
        ->start(haproxyProgram(),
                {QStringLiteral("-W"), QStringLiteral("-S"),
                 m_folder.filePath(QStringLiteral("edge-2-master.sock")) + QStringLiteral(",mode,600"),
                 QStringLiteral("-f"), m_folder.filePath(QStringLiteral("edge-2.cfg"))},
                QStringLiteral("Loading success"));
}

void DemoFleet::oneMoreReady()
{
    if (--m_waitingFor == 0)
        Q_EMIT ready();
}

void DemoFleet::setFault(const QString &service, const DemoFault &fault)
{
    QNetworkRequest request(
        QUrl(QStringLiteral("http://127.0.0.1:%1/faults/%2").arg(m_controlPort).arg(service)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(TransferTimeoutMs);
    const Tree body{{"latencyMs", fault.latencyMs},
                    {"errorPercent", fault.errorPercent},
                    {"refuse", fault.refuse},
                    {"slowBody", fault.slowBody}};
    QNetworkReply *reply = m_network.put(request, QByteArray::fromStdString(body.dump()));
    connect(reply, &QNetworkReply::finished, this, [this, reply, service] {
        reply->deleteLater();
        if (reply->error() == QNetworkReply::NoError)
            Q_EMIT faultChanged(service);
        else
            Q_EMIT faultFailed(service, reply->errorString());
    });
}

} // namespace gatehouse

#include "moc_demofleet.cpp"
