#include "ui/resilience/limitsform.h"

#include "core/base/units.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/toggle.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace gatehouse {

namespace {

const char *const BreakerPointer = "/circuitBreaker";
const char *const BulkheadPointer = "/bulkhead";

QString yesNo(bool yes)
{
    return yes ? QStringLiteral("true") : QStringLiteral("false");
}

} // namespace

LimitsForm::LimitsForm(WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_form(new ObjectForm(session, this))
    , m_breaker(new QWidget)
    , m_bulkhead(new QWidget)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto *breaker = new Card(tr("Breaker settings"));
    auto *bulkhead = new Card(tr("Bulkhead settings"));
    addBreaker(breaker);
    addBulkhead(bulkhead);
    column->addWidget(breaker);
    column->addWidget(bulkhead);
    connect(m_form, &ObjectForm::refreshed, this, &LimitsForm::refresh);
    refresh();
}

const Service *LimitsForm::current() const
{
    const auto &services = m_session.draft().model.services;
    const auto found = std::find_if(services.begin(), services.end(), [this](const Service &s) {
        return s.name.str() == m_form->object().name;
    });
    return found == services.end() ? nullptr : &*found;
}

FormField *LimitsForm::addText(const QString &label, const QString &pointer, const QString &hint,
                               std::function<QString(const Service &)> read, bool isNumber,
                               const std::string &block)
{
    auto *editor = new QLineEdit;
    editor->setPlaceholderText(hint);
    auto *field = new FormField(label, editor);
    m_form->bindText(
        field, editor,
        {label.toLower(), pointer,
         [this, read = std::move(read)] { return current() ? read(*current()) : QString(); },
         [this, pointer, isNumber, block](const QString &text) -> Result<Edits> {
             if (!text.trimmed().isEmpty())
                 return isNumber ? m_form->numberAt(pointer)(text) : m_form->textAt(pointer)(text);
             // An empty block stays: it means "on with its defaults".
             return fieldEdits(m_form->tree(), m_form->object(), {{pointer.toStdString(), {}, block}});
         }});
    return field;
}

QWidget *LimitsForm::row(std::initializer_list<QWidget *> fields) const
{
    auto *widget = new QWidget;
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *field : fields)
        layout->addWidget(field, 1, Qt::AlignTop);
    return widget;
}

void LimitsForm::addBreaker(Card *card)
{
    auto *on = new Toggle(tr("Has a circuit breaker"));
    m_breakerOn = on;
    m_form->bindSwitch(on,
                       {tr("circuit breaker"), QLatin1String(BreakerPointer),
                        [this] { return yesNo(current() && current()->circuitBreaker); },
                        [this](const QString &text) {
                            return blockEdit(m_form->tree(), m_form->object(), BreakerPointer,
                                             text == QLatin1String("true"));
                        }});
    card->addPadded(on);
    auto *column = new QVBoxLayout(m_breaker);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    auto *failures = addText(
        tr("Opens after failures"), QStringLiteral("/circuitBreaker/consecutiveFailures"),
        QStringLiteral("5"),
        [](const Service &s) {
            return s.circuitBreaker && s.circuitBreaker->consecutiveFailures.value_or(5) != 5
                ? QString::number(*s.circuitBreaker->consecutiveFailures)
                : QString();
        },
        true, BreakerPointer);
    auto *open = addText(
        tr("Open for"), QStringLiteral("/circuitBreaker/openFor"), QStringLiteral("1m"),
        [](const Service &s) {
            return s.circuitBreaker && s.circuitBreaker->openFor != CircuitBreakerSettings().openFor
                ? toQString(formatDuration(s.circuitBreaker->openFor))
                : QString();
        },
        false, BreakerPointer);
    auto *trials = addText(
        tr("Trials"), QStringLiteral("/circuitBreaker/trials"), QStringLiteral("1"),
        [](const Service &s) {
            return s.circuitBreaker && s.circuitBreaker->trials != 1
                ? QString::number(s.circuitBreaker->trials)
                : QString();
        },
        true, BreakerPointer);
    column->addWidget(row({failures}));
    column->addWidget(row({open, trials}));
    card->addPadded(m_breaker);
}

void LimitsForm::addBulkhead(Card *card)
{
    auto *on = new Toggle(tr("Has a bulkhead"));
    m_bulkheadOn = on;
    m_form->bindSwitch(on,
                       {tr("bulkhead"), QLatin1String(BulkheadPointer),
                        [this] { return yesNo(current() && current()->bulkhead); },
                        [this](const QString &text) -> Result<Edits> {
                            if (text != QLatin1String("true"))
                                return blockEdit(m_form->tree(), m_form->object(), BulkheadPointer, false);
                            // A bulkhead must say its limit: ten is the seed's first pool.
                            return fieldEdits(m_form->tree(), m_form->object(),
                                              {{"/bulkhead/maxConcurrent", std::int64_t(10), {}}});
                        }});
    card->addPadded(on);
    auto *column = new QVBoxLayout(m_bulkhead);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    auto *limit = addText(
        tr("Calls at once"), QStringLiteral("/bulkhead/maxConcurrent"), {},
        [](const Service &s) { return s.bulkhead ? QString::number(s.bulkhead->maxConcurrent) : QString(); },
        true, {});
    auto *queue = addText(
        tr("Queue"), QStringLiteral("/bulkhead/maxQueued"), QStringLiteral("0"),
        [](const Service &s) {
            return s.bulkhead && s.bulkhead->maxQueued != 0 ? QString::number(s.bulkhead->maxQueued)
                                                            : QString();
        },
        true, BulkheadPointer);
    auto *wait = addText(
        tr("Waits at most"), QStringLiteral("/bulkhead/maxWait"), QStringLiteral("1s"),
        [](const Service &s) {
            return s.bulkhead && s.bulkhead->maxWait != BulkheadSettings().maxWait
                ? toQString(formatDuration(s.bulkhead->maxWait))
                : QString();
        },
        false, BulkheadPointer);
    column->addWidget(row({limit, queue, wait}));
    card->addPadded(m_bulkhead);
}

void LimitsForm::setService(const QString &name)
{
    m_form->setObject({"services", name.toStdString()});
    setEnabled(!name.isEmpty());
}

void LimitsForm::refresh()
{
    m_breaker->setVisible(current() && current()->circuitBreaker);
    m_bulkhead->setVisible(current() && current()->bulkhead);
}

void LimitsForm::focusBreaker()
{
    m_breakerOn->setFocus(Qt::ShortcutFocusReason);
}

void LimitsForm::focusBulkhead()
{
    m_bulkheadOn->setFocus(Qt::ShortcutFocusReason);
}

} // namespace gatehouse

#include "moc_limitsform.cpp"
