#pragma once

#include "core/control/driverfactory.h"

#include <QtCore/QPromise>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::test {

/// A gateway that exists only in the test: what it runs, what it answers, and how it fails. Shared by all
/// drivers that are made for it; safe from any thread.
class FakeGateway final
{
public:
    explicit FakeGateway(std::string name);

    /// Every call fails with it, until it is taken away.
    void setError(std::optional<Error> error);
    /// Calls stay without an answer until it is switched off; they are then answered.
    void setHanging(bool hanging);
    void setTelemetry(Telemetry telemetry);
    /// What it runs, as if somebody had pushed it past us. Empty: nothing of ours.
    void setLive(std::optional<Document> document);
    void setDrift(Drift drift);
    /// The next push fails so, after the stage Writing.
    void failNextPush(Error error);
    /// The next push is accepted, but what is read back is this.
    void spoilNextPush(Document document);
    void setFidelity(Fidelity fidelity);
    void setNeedsAdoption(bool needs);

    int calls(const std::string &method) const; ///< "telemetry", "push", …
    std::string liveHash() const;
    std::vector<PushRequest> pushes() const;

private:
    friend class FakeDriver;

    mutable std::mutex m_mutex;
    std::string m_name;
    std::optional<Error> m_error;
    bool m_hanging = false;
    std::vector<std::function<void()>> m_waiting;
    Telemetry m_telemetry;
    std::optional<Document> m_live;
    std::uint64_t m_revision = 0;
    Drift m_drift;
    std::optional<Error> m_pushError;
    std::optional<Document> m_spoiled;
    Fidelity m_fidelity;
    bool m_needsAdoption = false;
    std::map<std::string, int> m_calls;
    std::vector<PushRequest> m_pushes;
};

/// Makes drivers for the fake gateways that it knows; others cannot be made.
class FakeDriverFactory final : public DriverFactory
{
public:
    /// The gateway is made where it is not known.
    std::shared_ptr<FakeGateway> gateway(const std::string &name);

    std::vector<GatewayMake> makes() const override { return {GatewayMake::Builtin}; }
    Result<std::unique_ptr<GatewayDriver>> create(const Gateway &gateway,
                                                  DriverContext context) const override;
    int driversMade() const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<FakeGateway>> m_gateways;
    mutable int m_made = 0;
};

/// An entry of a document for a fake gateway.
Gateway fakeEntry(const std::string &name, bool publish = true);
/// Reads YAML that must be right.
Document documentOf(const std::string &yaml);

} // namespace gatehouse::test
