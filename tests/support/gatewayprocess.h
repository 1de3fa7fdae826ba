#pragma once

#include "core/model/tree.h"
#include "tests/support/childserver.h"
#include "tests/support/httpprobe.h"

#include <QtCore/QTemporaryDir>

#include <memory>
#include <string>
#include <string_view>

namespace gatehouse::test {

/// A running gatehouse-gateway with folders of its own, and its admin API. Started again it finds them as it
/// left them.
class GatewayProcess final
{
public:
    static constexpr std::string_view Token = "the token of the tests";

    /// `program` is the path of gatehouse-gateway.
    explicit GatewayProcess(QString program);

    /// Writes the file of --config; an empty text leaves the option out.
    void setConfig(std::string_view document);
    /// Further arguments for each start.
    void setArguments(const QStringList &arguments) { m_arguments = arguments; }
    /// Starts it with free ports and waits until it is open; false where it did not come so far.
    bool start();
    void stop();
    /// SIGKILL.
    void kill();

    ChildServer &process() { return *m_process; }
    const std::string &admin() const { return m_admin; }
    /// Where a listener is open; empty where it is not.
    std::string listener(const std::string &name = "web");
    QString secretsDir() const { return m_dir.filePath(QStringLiteral("secrets")); }
    QString stateDir() const { return m_dir.filePath(QStringLiteral("state")); }
    QString file(const QString &name) const { return m_dir.filePath(name); }

    /// A request to the admin API with the right token.
    HttpAnswer call(std::string_view method, std::string_view path, std::string_view body = {},
                    HttpFields fields = {}) const;
    /// PUT /v1/config in place of what is there now.
    HttpAnswer push(std::string_view document) const;
    /// The JSON of a GET; null where it is none.
    Tree get(std::string_view path) const;
    /// A service's block of telemetry; null where there is none.
    Tree service(std::string_view name) const;

private:
    QString m_program;
    QTemporaryDir m_dir;
    QStringList m_arguments;
    bool m_hasConfig = false;
    std::unique_ptr<ChildServer> m_process;
    std::string m_admin;
};

} // namespace gatehouse::test
