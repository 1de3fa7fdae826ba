#include "ui/routes/routeform.h"

#include "core/base/units.h"
#include "ui/routes/routetexts.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/toggle.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace gatehouse {

namespace {

const std::string RoutesKind = "routes";
constexpr int KindWidth = 104;

QString kindWord(PathKind kind)
{
    switch (kind) {
    case PathKind::Exact:
        return QStringLiteral("exact");
    case PathKind::Template:
        return QStringLiteral("template");
    case PathKind::Regex:
        return QStringLiteral("regex");
    case PathKind::Prefix:
        return QStringLiteral("prefix");
    }
    return {};
}

QString joined(const std::vector<std::string> &words)
{
    QStringList list;
    for (const std::string &word : words)
        list += toQString(word);
    return list.join(QStringLiteral(", "));
}

QString yesNo(bool yes)
{
    return yes ? QStringLiteral("true") : QStringLiteral("false");
}

} // namespace

RouteForm::RouteForm(WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_form(new ObjectForm(session, this))
    , m_name(new QLineEdit)
    , m_nameField(new FormField(tr("Name"), m_name))
    , m_pathKind(new QComboBox)
    , m_targets(new TargetList)
    , m_targetField(new FormField(tr("Service"), m_targets))
    , m_others(new Paragraph({}, TextKind::Small, Role::Warning))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_nameField);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        const QString name = m_name->text().trimmed();
        if (!m_form->hasObject() || name.isEmpty() || name == route())
            return;
        const std::string before = m_form->object().name;
        if (!m_form->apply(tr("Rename %1 to %2").arg(toQString(before), name),
                           renameObject(m_form->object(), name.toStdString())))
            return;
        m_form->setObject({RoutesKind, name.toStdString()});
        Q_EMIT renamed(name);
    });
    addMatch();
    addAction();
    addLimits();
    addAccess();
    column->addWidget(m_others);
    column->addStretch(1);
    connect(m_form, &ObjectForm::failed, this, [this](const Error &error) {
        m_nameField->setFinding(errorText(error));
        Q_EMIT failed(error);
    });
    connect(m_form, &ObjectForm::refreshed, this, &RouteForm::refresh);
    connect(&m_session, &WorkspaceSession::analysed, this, &RouteForm::refresh);
}

const Route *RouteForm::current() const
{
    const auto &routes = m_session.draft().model.routes;
    const auto found = std::find_if(routes.begin(), routes.end(),
                                    [this](const Route &r) { return r.name.str() == m_form->object().name; });
    return found == routes.end() ? nullptr : &*found;
}

FormField *RouteForm::addText(const QString &label, const QString &pointer, const QString &hint,
                              std::function<QString(const Route &)> read, ObjectForm::Write write, bool mono)
{
    auto *editor = new QLineEdit;
    editor->setPlaceholderText(hint);
    if (mono)
        editor->setFont(fontOf(TextKind::Mono));
    auto *field = new FormField(label, editor);
    m_form->bindText(field, editor,
                     {label.toLower(), pointer,
                      [this, read = std::move(read)] {
                          const Route *route = current();
                          return route ? read(*route) : QString();
                      },
                      std::move(write)});
    m_fields.emplace_back(pointer, editor);
    return field;
}

void RouteForm::addMatch()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *enabled = new Toggle(tr("Enabled"));
    m_form->bindSwitch(enabled,
                       {tr("enabled"), QStringLiteral("/enabled"),
                        [this] { return yesNo(current() && current()->enabled); },
                        m_form->switchAt(QStringLiteral("/enabled"), true)});
    column->addWidget(enabled);

    column->addWidget(addText(
        tr("Methods"), QStringLiteral("/match/methods"), tr("any, or such as GET, HEAD"),
        [](const Route &route) { return joined(route.match.methods); },
        m_form->listAt(QStringLiteral("/match/methods"))));

    for (const auto &[word, title] :
         {std::pair(QStringLiteral("exact"), tr("Exactly")),
          std::pair(QStringLiteral("template"), tr("Template")),
          std::pair(QStringLiteral("prefix"), tr("Prefix")), std::pair(QStringLiteral("regex"), tr("Regex"))})
        m_pathKind->addItem(title, word);
    m_pathKind->setFixedWidth(scaled(KindWidth));
    auto *kindField = new FormField(tr("Path is"), m_pathKind);
    m_form->bindChoice(nullptr, m_pathKind,
                       {tr("kind of path"), QStringLiteral("/match/path"),
                        [this] { return pathChoice().first; },
                        [this](const QString &kind) {
                            return writePath(kind, pathChoice().second);
                        }});
    auto *path = addText(
        tr("Path"), QStringLiteral("/match/path"), QStringLiteral("/"),
        [this](const Route &) { return pathChoice().second; },
        [this](const QString &text) { return writePath(m_pathKind->currentData().toString(), text); }, true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(kindField, 0, Qt::AlignTop);
    row->addWidget(path, 1, Qt::AlignTop);
    column->addLayout(row);

    column->addWidget(addText(
        tr("Hosts"), QStringLiteral("/match/hosts"), tr("any, or such as *.example.com"),
        [](const Route &route) { return joined(route.match.hosts); },
        m_form->listAt(QStringLiteral("/match/hosts"))));
}

std::pair<QString, QString> RouteForm::pathChoice() const
{
    // As written: a path that is wrong is no part of the model, but it is what one mends.
    const auto choice = choiceAt(m_form->tree(), m_form->object(), "/match/path");
    return choice ? std::pair(toQString(choice->first), toQString(choice->second))
                  : std::pair(kindWord(PathKind::Prefix), QStringLiteral("/"));
}

Result<Edits> RouteForm::writePath(const QString &kind, const QString &text) const
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() && kind == QLatin1String("prefix"))
        return fieldEdits(m_form->tree(), m_form->object(), {{"/match/path/prefix", {}, {}}});
    if (trimmed.isEmpty())
        return failure(ErrorKind::InvalidInput, tr("A path is needed, such as /api/orders.").toStdString());
    return choiceEdit(m_form->tree(), m_form->object(), "/match/path", kind.toStdString(),
                      trimmed.toStdString());
}

void RouteForm::addAction()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(m_targetField);
    connect(m_targets, &TargetList::changed, this, [this](const TargetList::Targets &targets, bool typing) {
        m_form->apply(tr("Set the services of %1").arg(route()),
                      targetsEdit(m_form->tree(), m_form->object(), targets),
                      typing ? QStringLiteral("routes/%1/to").arg(route()) : QString());
    });
    m_fields.emplace_back(QStringLiteral("/to"), m_targets);
    column->addWidget(addText(
        tr("Upstream path"), QStringLiteral("/rewrite"), tr("as in the request"),
        [](const Route &route) {
            if (!route.rewrite)
                return QString();
            return toQString(route.rewrite->prefix ? *route.rewrite->prefix : route.rewrite->path);
        },
        [this](const QString &text) { return writeRewrite(text); }, true));
}

Result<Edits> RouteForm::writeRewrite(const QString &text) const
{
    // A prefix is rewritten as a prefix, everything else as a whole path.
    const bool isPrefix = current() && current()->match.path.kind == PathKind::Prefix;
    const std::string used = isPrefix ? "/rewrite/prefix" : "/rewrite/path";
    const std::string other = isPrefix ? "/rewrite/path" : "/rewrite/prefix";
    FieldEdit field{used, {}, {}};
    if (!text.trimmed().isEmpty())
        field.value = text.trimmed().toStdString();
    return fieldEdits(m_form->tree(), m_form->object(), {{other, {}, {}}, field});
}

void RouteForm::addLimits()
{
    auto *timeout = addText(
        tr("Timeout"), QStringLiteral("/timeout"), tr("the service's"),
        [](const Route &route) {
            return route.timeout ? toQString(formatDuration(*route.timeout)) : QString();
        },
        m_form->textAt(QStringLiteral("/timeout")));
    auto *body = addText(
        tr("Largest body"), QStringLiteral("/maxBodySize"), QStringLiteral("16MiB"),
        [](const Route &route) {
            return route.maxBodySize == Route().maxBodySize ? QString()
                                                            : toQString(formatSize(route.maxBodySize));
        },
        m_form->textAt(QStringLiteral("/maxBodySize")));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(timeout, 1, Qt::AlignTop);
    row->addWidget(body, 1, Qt::AlignTop);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void RouteForm::addAccess()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *required = new Toggle(tr("Asks for a token"));
    m_form->bindSwitch(required,
                       {tr("authentication"), QStringLiteral("/auth/required"),
                        [this] { return yesNo(!current() || current()->auth.required); },
                        m_form->switchAt(QStringLiteral("/auth/required"), true)});
    column->addWidget(required);
    column->addWidget(addText(
        tr("Description"), QStringLiteral("/description"), {},
        [](const Route &route) { return toQString(route.description); },
        m_form->textAt(QStringLiteral("/description"))));
}

void RouteForm::setRoute(const QString &name)
{
    m_nameField->clearFinding();
    m_form->setObject({RoutesKind, name.toStdString()});
    setEnabled(!name.isEmpty());
}

void RouteForm::refresh()
{
    if (!m_name->hasFocus())
        m_name->setText(route());
    std::vector<std::string> services;
    for (const Service &service : m_session.draft().model.services)
        services.push_back(service.name.str());
    m_targets->setServices(services);
    const Route *route = current();
    const auto *targets = route ? std::get_if<std::vector<RouteTarget>>(&route->action) : nullptr;
    TargetList::Targets shown;
    if (targets)
        for (const RouteTarget &target : *targets)
            shown.emplace_back(target.service.str(), target.weight);
    m_targets->setTargets(shown);
    if (route && !targets)
        m_targetField->setHint(
            tr("The gateway answers itself: it %1. Change it in the source.").arg(actionText(route->action)));
    else
        m_targetField->setHint({});
    QStringList others;
    for (const PlacedFinding &placed : m_form->otherFindings()) {
        if (placed.finding.severity == Severity::Info)
            continue;
        others +=
            QStringLiteral("%1 %2").arg(toQString(placed.finding.code), toQString(placed.finding.message));
    }
    m_others->setText(others.join(QLatin1Char('\n')));
    m_others->setVisible(!others.isEmpty());
}

void RouteForm::showField(const QString &pointer)
{
    for (const auto &[bound, editor] : m_fields) {
        if (pointer == bound || pointer.startsWith(bound + QLatin1Char('/'))) {
            editor->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace gatehouse

#include "moc_routeform.cpp"
