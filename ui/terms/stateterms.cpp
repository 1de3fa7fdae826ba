#include "ui/terms/stateterms.h"

#include "ui/terms/texts.h"

#include <QtCore/QCoreApplication>

namespace gatehouse {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Terms", source);
}

} // namespace

Term termOf(HealthState health)
{
    switch (health) {
    case HealthState::Healthy:
        return {text("Healthy"), Glyph::Dot, Tone::Ok};
    case HealthState::Degraded:
        return {text("Degraded"), Glyph::Half, Tone::Warning};
    case HealthState::Failing:
        return {text("Failing"), Glyph::Cross, Tone::Bad};
    case HealthState::Unknown:
        return {text("Unknown"), Glyph::Ring, Tone::Idle};
    }
    return {};
}

Term termOf(EndpointHealthState health)
{
    switch (health) {
    case EndpointHealthState::Healthy:
        return {text("Healthy"), Glyph::Dot, Tone::Ok};
    case EndpointHealthState::Unhealthy:
        return {text("Unhealthy"), Glyph::Cross, Tone::Bad};
    case EndpointHealthState::Unknown:
        return {text("Unchecked"), Glyph::Ring, Tone::Idle};
    }
    return {};
}

Term termOf(EndpointState state)
{
    switch (state) {
    case EndpointState::Active:
        return {text("Active"), Glyph::Dot, Tone::Ok};
    case EndpointState::Draining:
        return {text("Draining"), Glyph::Dash, Tone::Idle};
    case EndpointState::Disabled:
        return {text("Disabled"), Glyph::Dash, Tone::Idle};
    }
    return {};
}

Term termOf(BreakerPhase phase)
{
    switch (phase) {
    case BreakerPhase::Closed:
        return {text("Closed"), Glyph::Dot, Tone::Ok};
    case BreakerPhase::Open:
        return {text("Open"), Glyph::Cross, Tone::Bad};
    case BreakerPhase::HalfOpen:
        return {text("Half-open"), Glyph::Half, Tone::Warning};
    case BreakerPhase::ForcedOpen:
        return {text("Forced open"), Glyph::Cross, Tone::Bad};
    case BreakerPhase::ForcedClosed:
        return {text("Forced closed"), Glyph::Triangle, Tone::Warning};
    case BreakerPhase::Disabled:
        return {text("Disabled"), Glyph::Dash, Tone::Idle};
    }
    return {};
}

BreakerArm armOf(BreakerPhase phase)
{
    switch (phase) {
    case BreakerPhase::Closed:
    case BreakerPhase::ForcedClosed:
    case BreakerPhase::Disabled:
        return BreakerArm::Closed;
    case BreakerPhase::HalfOpen:
        return BreakerArm::HalfOpen;
    case BreakerPhase::Open:
    case BreakerPhase::ForcedOpen:
        return BreakerArm::Open;
    }
    return BreakerArm::Closed;
}

Term termOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Exact:
        return {text("exact"), Glyph::Dot, Tone::Ok};
    case Verdict::Approximate:
        return {text("approximate"), Glyph::Triangle, Tone::Warning};
    case Verdict::Unsupported:
        return {text("unsupported"), Glyph::Cross, Tone::Bad};
    }
    return {};
}

Term termOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return {text("Error"), Glyph::Cross, Tone::Bad};
    case Severity::Warning:
        return {text("Warning"), Glyph::Triangle, Tone::Warning};
    case Severity::Info:
        return {text("Note"), Glyph::Dot, Tone::Idle};
    }
    return {};
}

Term termOf(GatewayResult result)
{
    switch (result) {
    case GatewayResult::Waiting:
        return {text("Waits"), Glyph::Dash, Tone::Idle};
    case GatewayResult::Pushing:
        return {text("Pushing"), Glyph::Half, Tone::Accent};
    case GatewayResult::Applied:
        return {text("Applied"), Glyph::Dot, Tone::Ok};
    case GatewayResult::Unchanged:
        return {text("Unchanged"), Glyph::Dot, Tone::Ok};
    case GatewayResult::Failed:
        return {text("Failed"), Glyph::Cross, Tone::Bad};
    case GatewayResult::Held:
        return {text("Held"), Glyph::Triangle, Tone::Warning};
    case GatewayResult::Cancelled:
        return {text("Cancelled"), Glyph::Dash, Tone::Idle};
    }
    return {};
}

Term termOf(SyncState sync)
{
    switch (sync) {
    case SyncState::Unknown:
        return {text("Not read yet"), Glyph::Ring, Tone::Idle};
    case SyncState::InSync:
        return {text("In sync"), Glyph::Dot, Tone::Ok};
    case SyncState::Behind:
        return {text("Behind"), Glyph::Triangle, Tone::Warning};
    case SyncState::ChangedOutside:
        return {text("Changed outside"), Glyph::Triangle, Tone::Warning};
    case SyncState::Unmanaged:
        return {text("Not ours yet"), Glyph::Ring, Tone::Idle};
    case SyncState::ObservedOnly:
        return {text("Observed only"), Glyph::Ring, Tone::Idle};
    }
    return {};
}

Term termOf(const GatewayStatus &status)
{
    switch (status.connection) {
    case ConnectionState::Connecting:
        return {text("Connecting"), Glyph::Ring, Tone::Idle};
    case ConnectionState::Stale:
        return {text("Silent for %1").arg(ageText(status.age.value_or(std::chrono::milliseconds(0)))),
                Glyph::Triangle, Tone::Warning};
    case ConnectionState::Unreachable:
        return {text("Unreachable"), Glyph::Cross, Tone::Bad};
    case ConnectionState::Live:
        break;
    }
    return termOf(status.sync);
}

QString makeTitle(GatewayMake make)
{
    switch (make) {
    case GatewayMake::Builtin:
        return text("Built-in");
    case GatewayMake::Haproxy:
        return QStringLiteral("HAProxy");
    case GatewayMake::Envoy:
        return QStringLiteral("Envoy");
    case GatewayMake::Caddy:
        return QStringLiteral("Caddy");
    case GatewayMake::Traefik:
        return QStringLiteral("Traefik");
    case GatewayMake::Nginx:
        return QStringLiteral("nginx");
    }
    return {};
}

QString makeTitle(const GatewayStatus &status)
{
    const QString title = makeTitle(status.target.gateway.make);
    if (!status.identity || status.identity->version.empty())
        return title;
    return title + QLatin1Char(' ') + QString::fromStdString(status.identity->version);
}

} // namespace gatehouse
