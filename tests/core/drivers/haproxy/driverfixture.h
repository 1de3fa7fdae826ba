#pragma once

#include "core/drivers/haproxy/haproxydriver.h"

#include "tests/support/childserver.h"
#include "tests/support/freeport.h"
#include "tests/support/httpprobe.h"
#include "tests/support/realhaproxy.h"
#include "tests/support/scriptedbackend.h"

#include <fmt/format.h>

#include <QtTest/QTest>

#include <map>
#include <memory>
#include <string>

/// A driver with a running HAProxy and a service behind it.
namespace gatehouse::test {

inline Document documentOf(const std::string &yaml)
{
    ReadOutcome outcome = readDocument(yaml, TextFormat::Yaml);
    for (const Finding &finding : outcome.findings)
        qInfo().noquote() << QString::fromStdString(finding.pointer + ": " + finding.message);
    if (!outcome.document)
        qFatal("the test's document cannot be read");
    return *outcome.document;
}

class DriverFixture
{
public:
    DriverFixture()
    {
        m_entry.name = GatewayName("edge");
        m_entry.make = GatewayMake::Haproxy;
        m_entry.publish = true;
        m_entry.options = {
            {"config", "haproxy.cfg"}, {"masterSocket", "master.sock"}, {"statsSocket", "stats.sock"}};
        renew();
    }

    /// A new driver, as after a restart of the console.
    void renew()
    {
        DriverContext context;
        context.baseFolder = haproxy.folder();
        context.clock = &clock;
        context.secrets = [this](const SecretName &name) -> Result<std::string> {
            const auto found = secrets.find(name.str());
            if (found == secrets.end())
                return failure(ErrorKind::NotFound, "The secret is not known.", {}, "Enter it.");
            return found->second;
        };
        auto created = HaproxyDriver::create(m_entry, context);
        if (!created)
            qFatal("the driver cannot be made");
        driver = std::move(*created);
    }

    Gateway &entry() { return m_entry; }

    /// Starts HAProxy with nothing to serve.
    bool start()
    {
        haproxy.write(driver->initialConfiguration());
        return haproxy.start();
    }

    /// One listener at `port`, one service with the backend, one public route for everything; more by text.
    std::string yaml(const std::string &service = {}, const std::string &route = {},
                     const std::string &rest = {}) const
    {
        return fmt::format(
            "gatehouse: v1\nname: test\n"
            "listeners: [{{name: web, address: \"127.0.0.1:{}\"}}]\n"
            "services:\n  - {{name: echo, endpoints: [{{address: \"{}\"}}]{}}}\n"
            "routes:\n  - {{name: all, to: [{{service: echo}}], auth: {{required: false}}{}}}\n{}",
            port, backend.address(), service, route, rest);
    }

    template <class T> static Result<T> wait(const QFuture<Result<T>> &future)
    {
        waitUntil([&future] { return future.isFinished(); }, 30'000);
        if (future.resultCount() == 0)
            return failure(ErrorKind::Cancelled, "no result");
        return future.resultAt(0);
    }

    Result<Plan> plan(const Document &document)
    {
        return wait(driver->plan(document, {std::chrono::seconds(10)}));
    }
    Result<PushOutcome> push(Plan plan, bool adopt = false)
    {
        stages.clear();
        PushRequest request{std::move(plan), adopt, [this](PushStage stage) {
                                stages.push_back(stage);
                            }};
        return wait(driver->push(std::move(request), {std::chrono::seconds(10)}));
    }
    Result<PushOutcome> push(const std::string &text, bool adopt = false)
    {
        auto planned = plan(documentOf(text));
        if (!planned)
            return tl::unexpected(planned.error());
        return push(std::move(*planned), adopt);
    }
    Drift drift()
    {
        const auto live = wait(driver->readLive({std::chrono::seconds(5)}));
        return live ? live->drift : Drift{DriftKind::Unmanaged, {"cannot be read"}};
    }
    HttpAnswer ask(const std::string &target, const std::string &method = "GET",
                   const HttpFields &fields = {}, const std::string &body = {}) const
    {
        return test::ask(fmt::format("127.0.0.1:{}", port), method, target, fields, body);
    }

    SystemClock clock;
    RealHaproxy haproxy;
    ScriptedBackend backend;
    std::uint16_t port = freePort();
    std::map<std::string, std::string> secrets;
    std::unique_ptr<HaproxyDriver> driver;
    std::vector<PushStage> stages;

private:
    Gateway m_entry;
};

/// Shows the error of a result that should have none.
#define VERIFY_RESULT(result)                                                                                \
    QVERIFY2((result).has_value(),                                                                           \
             (result).has_value() ? ""                                                                       \
                                  : ((result).error().message + "\n" + (result).error().detail).c_str())

} // namespace gatehouse::test
