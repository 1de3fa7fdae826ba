#include "ui/services/endpointpanel.h"

#include "core/control/deliver.h"
#include "core/control/gatewayhub.h"
#include "core/control/gatewaymonitor.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/paragraph.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace gatehouse {

namespace {

QString stateWord(EndpointState state)
{
    return QString::fromLatin1(word(state));
}

} // namespace

EndpointPanel::EndpointPanel(WorkspaceSession &session, GatewayMonitor &monitor, GatewayHub &hub,
                             QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_monitor(monitor)
    , m_hub(hub)
    , m_form(new ObjectForm(session, this))
    , m_confirm(new ConfirmBar)
    , m_drain(plainButton(tr("Drain now")))
    , m_back(plainButton(tr("As in the document")))
    , m_remove(dangerButton(tr("Remove…")))
    , m_reach(new Paragraph({}, TextKind::Small, Role::Muted))
    , m_fields(new QWidget)
    , m_none(new Paragraph(tr("Select an endpoint to change its weight and state."), TextKind::Body,
                           Role::Muted))
{
    build();
    connect(m_drain, &QPushButton::clicked, this, [this] { override(EndpointState::Draining); });
    connect(m_back, &QPushButton::clicked, this, [this] { override(std::nullopt); });
    connect(m_remove, &QPushButton::clicked, this, &EndpointPanel::askRemove);
    connect(m_confirm, &ConfirmBar::confirmed, this, &EndpointPanel::remove);
    connect(m_form, &ObjectForm::refreshed, this, &EndpointPanel::refresh);
    connect(m_form, &ObjectForm::failed, this,
            [this](const Error &error) { Q_EMIT told(Tone::Bad, errorText(error)); });
    connect(&m_monitor, &GatewayMonitor::gatewayChanged, this, &EndpointPanel::showReach);
    refresh();
}

const Endpoint *EndpointPanel::current() const
{
    const auto &services = m_session.draft().model.services;
    const auto service = std::find_if(services.begin(), services.end(),
                                      [this](const Service &s) { return s.name == m_service; });
    if (service == services.end() || m_index < 0 || m_index >= int(service->endpoints.size()))
        return nullptr;
    return &service->endpoints[size_t(m_index)];
}

void EndpointPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_none);
    column->addWidget(m_fields);
    auto *row = new QHBoxLayout(m_fields);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);

    // The pointer depends on the row, so each text is written by one that asks for it.
    const auto writer = [this](const char *field, bool isNumber) -> ObjectForm::Write {
        return [this, field, isNumber](const QString &text) {
            const QString pointer = QStringLiteral("/endpoints/%1/%2").arg(m_index).arg(QLatin1String(field));
            return isNumber ? m_form->numberAt(pointer)(text) : m_form->textAt(pointer)(text);
        };
    };
    const auto addText = [this, row](const QString &label, const QString &hint,
                                     std::function<QString(const Endpoint &)> read, ObjectForm::Write write,
                                     int stretch) {
        auto *editor = new QLineEdit;
        editor->setPlaceholderText(hint);
        auto *field = new FormField(label, editor);
        m_form->bindText(field, editor,
                         {label.toLower(),
                          {},
                          [this, read = std::move(read)] { return current() ? read(*current()) : QString(); },
                          std::move(write)});
        row->addWidget(field, stretch, Qt::AlignTop);
        return editor;
    };
    m_address = addText(
        tr("Address"), QStringLiteral("127.0.0.1:9101"),
        [](const Endpoint &e) { return toQString(toString(e.address)); }, writer("address", false), 2);
    addText(
        tr("Weight"), QStringLiteral("1"),
        [](const Endpoint &e) { return e.weight == 1 ? QString() : QString::number(e.weight); },
        writer("weight", true), 1);
    addText(
        tr("Connections"), QStringLiteral("100"),
        [](const Endpoint &e) {
            return e.maxConnections == 100 ? QString() : QString::number(e.maxConnections);
        },
        writer("maxConnections", true), 1);
    auto *state = new QComboBox;
    state->addItem(tr("Active"), stateWord(EndpointState::Active));
    state->addItem(tr("Draining"), stateWord(EndpointState::Draining));
    state->addItem(tr("Disabled"), stateWord(EndpointState::Disabled));
    auto *stateField = new FormField(tr("State"), state);
    m_form->bindChoice(stateField, state,
                       {tr("state"),
                        {},
                        [this] { return current() ? stateWord(current()->state) : QString(); },
                        [this](const QString &word) {
                            const QString usual = stateWord(EndpointState::Active);
                            const QString pointer = QStringLiteral("/endpoints/%1/state").arg(m_index);
                            return m_form->textAt(pointer)(word == usual ? QString() : word);
                        }});
    row->addWidget(stateField, 1, Qt::AlignTop);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_drain);
    buttons->addWidget(m_back);
    buttons->addWidget(m_reach, 1);
    buttons->addWidget(m_remove);
    column->addLayout(buttons);
    column->addWidget(m_confirm);
}

void EndpointPanel::setEndpoint(const ServiceName &service, int index)
{
    if (service == m_service && index == m_index && m_bound)
        return;
    m_bound = true;
    m_service = service;
    m_index = index;
    m_confirm->setVisible(false);
    m_form->setObject(index < 0 ? ObjectId() : ObjectId{"services", service.str()});
}

void EndpointPanel::refresh()
{
    const bool there = current() != nullptr;
    m_none->setVisible(!there);
    m_fields->setVisible(there);
    for (QWidget *widget : {static_cast<QWidget *>(m_drain), static_cast<QWidget *>(m_back),
                            static_cast<QWidget *>(m_remove), static_cast<QWidget *>(m_reach)})
        widget->setVisible(there);
    showReach();
}

void EndpointPanel::showReach()
{
    QStringList able;
    for (const GatewayStatus &status : m_monitor.gateways())
        if (status.capabilities.endpointState && status.connection == ConnectionState::Live)
            able += toQString(status.target.gateway.name.str());
    m_drain->setEnabled(!able.isEmpty());
    m_back->setEnabled(!able.isEmpty());
    m_reach->setText(able.isEmpty() ? tr("No gateway can change this without a push now.")
                                    : tr("At once and without a push on %1, until the next push.")
                                          .arg(able.join(QStringLiteral(", "))));
}

void EndpointPanel::override(std::optional<EndpointState> state)
{
    const Endpoint *endpoint = current();
    if (!endpoint)
        return;
    for (const GatewayStatus &status : m_monitor.gateways()) {
        if (!status.capabilities.endpointState || status.connection != ConnectionState::Live)
            continue;
        const GatewayName gateway = status.target.gateway.name;
        const QString address = toQString(toString(endpoint->address));
        deliver(
            this,
            m_hub.overrideEndpoint(gateway, m_service, endpoint->address, state, std::nullopt, CallOptions()),
            [this, gateway, address, state](const Result<void> &done) {
                const QString name = toQString(gateway.str());
                if (!done)
                    Q_EMIT told(Tone::Bad, tr("%1: %2").arg(name, errorText(done.error())));
                else if (state)
                    Q_EMIT told(Tone::Ok, tr("%1 takes nothing new on %2.").arg(address, name));
                else
                    Q_EMIT told(Tone::Ok, tr("%1 is as in the document again on %2.").arg(address, name));
                m_monitor.checkNow(gateway);
            });
    }
}

void EndpointPanel::askRemove()
{
    if (const Endpoint *endpoint = current())
        m_confirm->ask(
            tr("Remove %1 from %2?").arg(toQString(toString(endpoint->address)), toQString(m_service.str())),
            tr("Remove %1").arg(toQString(toString(endpoint->address))));
}

void EndpointPanel::remove()
{
    const Endpoint *endpoint = current();
    if (!endpoint)
        return;
    m_form->apply(
        tr("Remove %1 from %2").arg(toQString(toString(endpoint->address)), toQString(m_service.str())),
        removeEndpoint(m_form->tree(), m_form->object(), size_t(m_index)));
}

void EndpointPanel::showField(const QString &)
{
    if (m_address)
        m_address->setFocus(Qt::OtherFocusReason);
}

} // namespace gatehouse

#include "moc_endpointpanel.cpp"
