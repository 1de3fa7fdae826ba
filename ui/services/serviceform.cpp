#include "ui/services/serviceform.h"

#include "core/base/units.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/toggle.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace gatehouse {

namespace {

const std::string ServicesKind = "services";

QString policyWord(BalancingPolicy policy)
{
    switch (policy) {
    case BalancingPolicy::WeightedRoundRobin:
        return QStringLiteral("weightedRoundRobin");
    case BalancingPolicy::LeastRequest:
        return QStringLiteral("leastRequest");
    case BalancingPolicy::Random:
        return QStringLiteral("random");
    case BalancingPolicy::RingHash:
        return QStringLiteral("ringHash");
    case BalancingPolicy::Maglev:
        return QStringLiteral("maglev");
    }
    return {};
}

/// A duration of the draft; empty where it is the default, which stands as the field's hint.
QString unlessUsual(Milliseconds value, Milliseconds usual)
{
    return value == usual ? QString() : toQString(formatDuration(value));
}

} // namespace

ServiceForm::ServiceForm(WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_form(new ObjectForm(session, this))
    , m_name(new QLineEdit)
    , m_nameField(new FormField(tr("Name"), m_name))
    , m_check(new QWidget)
    , m_others(new Paragraph({}, TextKind::Small, Role::Warning))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    addName();
    addBalancing();
    addCheck();
    addTimeouts();
    column->addWidget(m_others);
    column->addStretch(1);
    connect(m_form, &ObjectForm::failed, this, &ServiceForm::failed);
    connect(m_form, &ObjectForm::refreshed, this, &ServiceForm::refresh);
    connect(&m_session, &WorkspaceSession::analysed, this, &ServiceForm::refresh);
}

const Service *ServiceForm::current() const
{
    const auto &services = m_session.draft().model.services;
    const auto found = std::find_if(services.begin(), services.end(), [this](const Service &s) {
        return s.name.str() == m_form->object().name;
    });
    return found == services.end() ? nullptr : &*found;
}

FormField *ServiceForm::addText(const QString &label, const QString &pointer, const QString &hint,
                                std::function<QString(const Service &)> read, ObjectForm::Write write)
{
    auto *editor = new QLineEdit;
    editor->setPlaceholderText(hint);
    auto *field = new FormField(label, editor);
    m_form->bindText(field, editor,
                     {label.toLower(), pointer,
                      [this, read = std::move(read)] {
                          const Service *service = current();
                          return service ? read(*service) : QString();
                      },
                      std::move(write)});
    m_fields.emplace_back(pointer, editor);
    return field;
}

QWidget *ServiceForm::pair(QWidget *left, QWidget *right) const
{
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(left, 1, Qt::AlignTop);
    row->addWidget(right, 1, Qt::AlignTop);
    return both;
}

void ServiceForm::addName()
{
    layout()->addWidget(m_nameField);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        const QString name = m_name->text().trimmed();
        if (!m_form->hasObject() || name.isEmpty() || name == service())
            return;
        if (!m_form->apply(tr("Rename %1 to %2").arg(service(), name),
                           renameObject(m_form->object(), name.toStdString())))
            return;
        m_form->setObject({ServicesKind, name.toStdString()});
        Q_EMIT renamed(name);
    });
    layout()->addWidget(addText(
        tr("Description"), QStringLiteral("/description"), {},
        [](const Service &s) { return toQString(s.description); },
        m_form->textAt(QStringLiteral("/description"))));
}

void ServiceForm::addBalancing()
{
    auto *policy = new QComboBox;
    for (const auto &[title, word] :
         {std::pair(tr("Weighted round robin"), BalancingPolicy::WeightedRoundRobin),
          std::pair(tr("Least request"), BalancingPolicy::LeastRequest),
          std::pair(tr("Random"), BalancingPolicy::Random),
          std::pair(tr("Ring hash"), BalancingPolicy::RingHash),
          std::pair(tr("Maglev"), BalancingPolicy::Maglev)})
        policy->addItem(title, policyWord(word));
    auto *field = new FormField(tr("Balancing"), policy);
    m_form->bindChoice(
        field, policy,
        {tr("balancing"), QStringLiteral("/loadBalancing/policy"),
         [this] { return current() ? policyWord(current()->loadBalancing.policy) : QString(); },
         [this](const QString &word) {
             FieldEdit edit{"/loadBalancing/policy", {}, {}};
             if (word != policyWord(BalancingPolicy::WeightedRoundRobin))
                 edit.value = word.toStdString();
             return fieldEdits(m_form->tree(), m_form->object(), {edit});
         }});
    layout()->addWidget(field);
    m_fields.emplace_back(QStringLiteral("/loadBalancing"), policy);
}

void ServiceForm::addCheck()
{
    auto *on = new Toggle(tr("Checks its endpoints"));
    m_form->bindSwitch(on,
                       {tr("health check"), QStringLiteral("/healthCheck"),
                        [this] {
                            return current() && current()->healthCheck ? QStringLiteral("true")
                                                                       : QStringLiteral("false");
                        },
                        [this](const QString &text) {
                            return blockEdit(m_form->tree(), m_form->object(), "/healthCheck",
                                             text == QLatin1String("true"));
                        }});
    layout()->addWidget(on);
    auto *column = new QVBoxLayout(m_check);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    const auto write = [this](const std::string &pointer, bool isNumber) -> ObjectForm::Write {
        return [this, pointer, isNumber](const QString &text) -> Result<Edits> {
            FieldEdit edit{pointer, {}, "/healthCheck"};
            if (text.trimmed().isEmpty())
                return fieldEdits(m_form->tree(), m_form->object(), {edit});
            if (isNumber)
                return m_form->numberAt(toQString(pointer))(text);
            edit.value = text.trimmed().toStdString();
            return fieldEdits(m_form->tree(), m_form->object(), {edit});
        };
    };
    const HealthCheck usual;
    auto *path = addText(
        tr("Check path"), QStringLiteral("/healthCheck/path"), toQString(usual.path),
        [usual](const Service &s) {
            return s.healthCheck && s.healthCheck->path != usual.path ? toQString(s.healthCheck->path)
                                                                      : QString();
        },
        write("/healthCheck/path", false));
    auto *interval = addText(
        tr("Interval"), QStringLiteral("/healthCheck/interval"), toQString(formatDuration(usual.interval)),
        [usual](const Service &s) {
            return s.healthCheck ? unlessUsual(s.healthCheck->interval, usual.interval) : QString();
        },
        write("/healthCheck/interval", false));
    auto *timeout = addText(
        tr("Check timeout"), QStringLiteral("/healthCheck/timeout"), toQString(formatDuration(usual.timeout)),
        [usual](const Service &s) {
            return s.healthCheck ? unlessUsual(s.healthCheck->timeout, usual.timeout) : QString();
        },
        write("/healthCheck/timeout", false));
    auto *fall = addText(
        tr("Unhealthy after"), QStringLiteral("/healthCheck/unhealthyThreshold"),
        QString::number(usual.unhealthyThreshold),
        [usual](const Service &s) {
            return s.healthCheck && s.healthCheck->unhealthyThreshold != usual.unhealthyThreshold
                ? QString::number(s.healthCheck->unhealthyThreshold)
                : QString();
        },
        write("/healthCheck/unhealthyThreshold", true));
    column->addWidget(pair(path, interval));
    column->addWidget(pair(timeout, fall));
    layout()->addWidget(m_check);
}

void ServiceForm::addTimeouts()
{
    const Timeouts usual;
    auto *request = addText(
        tr("Request timeout"), QStringLiteral("/timeouts/request"), toQString(formatDuration(usual.request)),
        [usual](const Service &s) { return unlessUsual(s.timeouts.request, usual.request); },
        m_form->textAt(QStringLiteral("/timeouts/request")));
    auto *connecting = addText(
        tr("Connect timeout"), QStringLiteral("/timeouts/connect"), toQString(formatDuration(usual.connect)),
        [usual](const Service &s) { return unlessUsual(s.timeouts.connect, usual.connect); },
        m_form->textAt(QStringLiteral("/timeouts/connect")));
    auto *perTry = addText(
        tr("Timeout of a try"), QStringLiteral("/timeouts/perTry"), tr("none"),
        [](const Service &s) {
            return s.timeouts.perTry ? toQString(formatDuration(*s.timeouts.perTry)) : QString();
        },
        m_form->textAt(QStringLiteral("/timeouts/perTry")));
    auto *idle = addText(
        tr("Idle timeout"), QStringLiteral("/timeouts/idle"), toQString(formatDuration(usual.idle)),
        [usual](const Service &s) { return unlessUsual(s.timeouts.idle, usual.idle); },
        m_form->textAt(QStringLiteral("/timeouts/idle")));
    layout()->addWidget(pair(request, connecting));
    layout()->addWidget(pair(perTry, idle));
}

void ServiceForm::setService(const QString &name)
{
    m_nameField->clearFinding();
    m_form->setObject({ServicesKind, name.toStdString()});
    setEnabled(!name.isEmpty());
}

void ServiceForm::refresh()
{
    if (!m_name->hasFocus())
        m_name->setText(service());
    m_check->setVisible(current() && current()->healthCheck);
    QStringList others;
    for (const PlacedFinding &placed : m_form->otherFindings())
        if (placed.finding.severity != Severity::Info)
            others += QStringLiteral("%1 %2").arg(toQString(placed.finding.code),
                                                  toQString(placed.finding.message));
    m_others->setText(others.join(QLatin1Char('\n')));
    m_others->setVisible(!others.isEmpty());
}

void ServiceForm::showField(const QString &pointer)
{
    for (const auto &[bound, editor] : m_fields) {
        if (pointer == bound || pointer.startsWith(bound + QLatin1Char('/'))) {
            editor->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace gatehouse

#include "moc_serviceform.cpp"
