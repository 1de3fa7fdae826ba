#pragma once

#include "app/console/demodocument.h"
#include "core/base/result.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse {

class ChildProgram;

/// What is done to the endpoints of a demo service.
struct DemoFault
{
    int latencyMs = 0;
    double errorPercent = 0;
    bool refuse = false;
    bool slowBody = false;
};

/// The demo on this machine: services with traffic, the built-in gateway and, where it is installed, HAProxy,
/// as child processes in a folder of their own. All of it ends with this object, and the folder goes with it.
class DemoFleet final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoFleet)

public:
    /// Where the programs are: the folder of gatehouse-gateway and gatehouse-demo.
    explicit DemoFleet(QString programFolder, QObject *parent = nullptr);
    ~DemoFleet() override;

    /// Path of HAProxy's program; empty where it is not installed.
    static QString haproxyProgram();

    /// Starts everything, once; ready() or failed() follow.
    void start();

    // After ready():
    /// The document that the fleet runs, for a new workspace beside it.
    const Tree &tree() const { return m_document.tree; }
    QString folder() const { return m_folder.path(); }
    const DemoPlaces &places() const { return m_document.places; }
    /// What the workspace needs to know: the admin token and the tokens' key.
    const std::map<std::string, std::string> &secrets() const { return m_secrets; }
    std::vector<QString> services() const;
    qint64 gatewayPid() const;
    quint16 controlPort() const { return m_controlPort; }

    /// Errors come as faultFailed().
    void setFault(const QString &service, const DemoFault &fault);

Q_SIGNALS:
    /// One sentence on what is being started.
    void progressed(const QString &sentence);
    void ready();
    /// It could not start, or a part of it ended later.
    void failed(const gatehouse::Error &error);
    void faultChanged(const QString &service);
    void faultFailed(const QString &service, const QString &reason);

private:
    Result<void> prepare();
    Result<void> writeFiles();
    void startServices();
    void startGateway();
    void startHaproxy();
    void oneMoreReady();
    ChildProgram *makeChild(const QString &name);

    QString m_programs;
    QTemporaryDir m_folder;
    DemoDocument m_document;
    std::map<std::string, std::string> m_secrets;
    std::vector<ChildProgram *> m_children;
    ChildProgram *m_gateway = nullptr;
    quint16 m_controlPort = 0;
    int m_waitingFor = 0;
    QNetworkAccessManager m_network;
};

} // namespace gatehouse
