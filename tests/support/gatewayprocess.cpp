#include "tests/support/gatewayprocess.h"

#include "core/base/durablefile.h"

#include <csignal>

namespace gatehouse::test {

GatewayProcess::GatewayProcess(QString program)
    : m_program(std::move(program))
{
    (void)writeDurably(file(QStringLiteral("token")).toStdString(), Token, FileAccess::Private);
}

void GatewayProcess::setConfig(std::string_view document)
{
    m_hasConfig = !document.empty();
    (void)writeDurably(file(QStringLiteral("config.yaml")).toStdString(), document, FileAccess::Shared);
}

bool GatewayProcess::start()
{
    QStringList arguments{QStringLiteral("--name"),        QStringLiteral("edge-1"),
                          QStringLiteral("--threads"),     QStringLiteral("2"),
                          QStringLiteral("--admin"),       QStringLiteral("127.0.0.1:0"),
                          QStringLiteral("--token-file"),  file(QStringLiteral("token")),
                          QStringLiteral("--secrets-dir"), secretsDir(),
                          QStringLiteral("--state-dir"),   stateDir()};
    if (m_hasConfig)
        arguments << QStringLiteral("--config") << file(QStringLiteral("config.yaml"));
    m_process = std::make_unique<ChildServer>();
    QRegularExpressionMatch match;
    if (!m_process->start(m_program, arguments + m_arguments)
        || !m_process->waitForOutput(QRegularExpression(QStringLiteral("^admin (\\S+)$")), &match))
        return false;
    m_admin = match.captured(1).toStdString();
    return true;
}

void GatewayProcess::stop()
{
    m_process->stop();
}

void GatewayProcess::kill()
{
    m_process->signal(SIGKILL);
    m_process->waitForEnd();
}

std::string GatewayProcess::listener(const std::string &name)
{
    const Tree status = get("/v1/status");
    for (const Tree &listener : status.value("listeners", Tree::array())) {
        if (listener["name"] == name)
            return listener["address"].get<std::string>();
    }
    return {};
}

HttpAnswer GatewayProcess::call(std::string_view method, std::string_view path, std::string_view body,
                                HttpFields fields) const
{
    fields.emplace_back("Authorization", "Bearer " + std::string{Token});
    return ask(m_admin, method, path, fields, body);
}

HttpAnswer GatewayProcess::push(std::string_view document) const
{
    const std::string tag = call("GET", "/v1/config").headers["etag"];
    return call("PUT", "/v1/config", document, {{"If-Match", tag}});
}

Tree GatewayProcess::get(std::string_view path) const
{
    return Tree::parse(call("GET", path).body, nullptr, false);
}

Tree GatewayProcess::service(std::string_view name) const
{
    const Tree telemetry = get("/v1/telemetry");
    if (!telemetry.is_object())
        return {};
    for (const Tree &service : telemetry["services"]) {
        if (service["name"] == name)
            return service;
    }
    return {};
}

} // namespace gatehouse::test
