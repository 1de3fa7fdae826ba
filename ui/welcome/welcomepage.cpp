#include "ui/welcome/welcomepage.h"

#include "core/base/version.h"
#include "ui/theme/theme.h"
#include "ui/welcome/recentmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/entrycell.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/listentry.h"
#include "ui/widgets/pagescroll.h"
#include "ui/widgets/paragraph.h"

#include <QtCore/QMimeData>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace gatehouse {

namespace {

constexpr int SideMargin = 40;
constexpr int Gap = 18;

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
    , m_error(new Banner(Tone::Bad, {}))
    , m_busy(new Paragraph({}, TextKind::Small, Role::Muted))
    , m_start(primaryButton(tr("Start the demo")))
    , m_recent(new RecentModel(this))
    , m_recentTable(new DataTable(tr("Recent files")))
    , m_recentCard(new Card(tr("Recent")))
    , m_noRecent(new Paragraph(tr("Workspaces and documents that you open stand here."), TextKind::Body,
                               Role::Muted))
    , m_foundCard(new Card(tr("Found on this machine")))
    , m_make(new QComboBox)
    , m_address(new QLineEdit)
    , m_token(new QLineEdit)
    , m_addressField(new FormField(tr("Admin address"), m_address))
{
    setAcceptDrops(true);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new PageScroll(this);
    outer->addWidget(scroll);
    scroll->body()->setContentsMargins(SideMargin, 26, SideMargin, 20);

    auto *head = new QHBoxLayout;
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new RoleLabel(tr("Welcome to Gatehouse"), TextKind::Figure, Role::Text));
    words->addWidget(
        new ElidedLabel(tr("See every service behind your gateways, change routes and resilience, prove "
                           "the change, push it. No account, works offline."),
                        TextKind::Body, Role::Muted));
    head->addLayout(words, 1);
    head->addWidget(new RoleLabel(QString::fromLatin1(Version), TextKind::Small, Role::Muted), 0,
                    Qt::AlignBottom);
    scroll->body()->addLayout(head);
    scroll->body()->addWidget(m_error);
    m_error->setDismissable();
    m_error->setVisible(false);
    connect(m_error, &Banner::dismissed, m_error, &QWidget::hide);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(Gap);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    left->setSpacing(Gap);
    right->setSpacing(Gap);
    left->addWidget(makeDemo());
    left->addWidget(makeBegin());
    left->addWidget(makeFound());
    left->addStretch(1);
    right->addWidget(makeRecent(), 1);
    right->addWidget(makeGateway());
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    scroll->body()->addLayout(columns, 1);
    setRecent({});
    setBusy({});
}

QWidget *WelcomePage::makeDemo()
{
    auto *card = new Card(tr("Open the demo fleet"));
    card->setNote(tr("about 3 s"));
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(
        new Paragraph(tr("A small shop on this machine: three services with live traffic and faults to "
                         "switch on, behind the built-in gateway and HAProxy. It ends with the window."),
                      TextKind::Body, Role::Muted));
    auto *row = new QHBoxLayout;
    row->addWidget(m_start);
    row->addWidget(m_busy, 1);
    column->addLayout(row);
    card->addPadded(body);
    connect(m_start, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    m_rests.push_back(m_start);
    return card;
}

QWidget *WelcomePage::makeBegin()
{
    auto *card = new Card(tr("Begin"));
    const auto add = [this, card](const QString &title, const QString &text, const QString &keys, bool last) {
        auto *entry = new ListEntry({Glyph::Plus, Tone::Accent, title, text, keys});
        entry->setActionable(true);
        entry->setLast(last);
        card->body()->addWidget(entry);
        m_rests.push_back(entry);
        return entry;
    };
    auto *fresh = add(tr("New workspace"), tr("empty, in a file of its own"), tr("Ctrl N"), false);
    auto *open = add(tr("Open…"), tr("a *.gatehouse workspace, or a YAML or JSON document, edited in place"),
                     tr("Ctrl O"), true);
    connect(fresh, &QAbstractButton::clicked, this, &WelcomePage::newRequested);
    connect(open, &QAbstractButton::clicked, this, &WelcomePage::openRequested);
    return card;
}

QWidget *WelcomePage::makeFound()
{
    return m_foundCard;
}

void WelcomePage::setFound(const std::vector<FoundHere> &found)
{
    delete m_foundList;
    m_foundList = new QWidget;
    auto *grid = new QGridLayout(m_foundList);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const FoundHere &one : found) {
        auto *what = new RoleLabel(one.what, TextKind::Medium, Role::Text);
        what->setGlyph(one.there ? Glyph::Dot : Glyph::Dash);
        what->setTone(one.there ? Tone::Ok : Tone::Idle);
        grid->addWidget(what, row, 0);
        grid->addWidget(new ElidedLabel(one.where, TextKind::Small, Role::Muted), row, 1);
        ++row;
    }
    m_foundCard->addPadded(m_foundList);
}

QWidget *WelcomePage::makeRecent()
{
    auto *clear = new LinkButton(tr("Clear list"));
    m_recentCard->addAtEnd(clear);
    connect(clear, &QAbstractButton::clicked, this, &WelcomePage::clearRecentRequested);
    m_recentTable->setModel(m_recent);
    m_recentTable->setListCell(new EntryCell, EntryCell::entryHeight());
    m_recentCard->body()->addWidget(m_recentTable, 1);
    m_recentCard->addPadded(m_noRecent);
    m_recentCard->body()->addStretch(1);
    auto *foot = new RoleLabel(tr("Drop a file anywhere to open it"), TextKind::Small, Role::Muted);
    m_recentCard->addRule();
    m_recentCard->addPadded(foot);
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT fileChosen(m_recent->file(index.row()));
    };
    connect(m_recentTable, &QAbstractItemView::activated, this, choose);
    m_rests.push_back(m_recentTable);
    return m_recentCard;
}

QWidget *WelcomePage::makeGateway()
{
    auto *card = new Card(tr("From a running gateway"));
    card->setNote(tr("read only"));
    auto *body = new QWidget;
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 1);
    m_address->setPlaceholderText(QStringLiteral("127.0.0.1:7001"));
    m_token->setEchoMode(QLineEdit::Password);
    auto *read = plainButton(tr("Read"));
    grid->addWidget(new FormField(tr("Make"), m_make), 0, 0, Qt::AlignTop);
    grid->addWidget(m_addressField, 0, 1, Qt::AlignTop);
    grid->addWidget(new FormField(tr("Token"), m_token), 0, 2, Qt::AlignTop);
    grid->addWidget(read, 1, 0, Qt::AlignLeft);
    grid->addWidget(
        new ElidedLabel(tr("Its configuration becomes a new workspace; nothing is written to it."),
                        TextKind::Small, Role::Muted),
        1, 1, 1, 2);
    card->addPadded(body);
    connect(read, &QPushButton::clicked, this, &WelcomePage::readGateway);
    connect(m_address, &QLineEdit::returnPressed, this, &WelcomePage::readGateway);
    connect(m_token, &QLineEdit::returnPressed, this, &WelcomePage::readGateway);
    m_rests.push_back(read);
    return card;
}

void WelcomePage::readGateway()
{
    if (m_address->text().trimmed().isEmpty()) {
        showGatewayError(tr("Say where its admin interface listens, such as 127.0.0.1:7001."));
        m_address->setFocus();
        return;
    }
    m_addressField->clearFinding();
    Q_EMIT gatewayRequested(m_make->currentData().toString(), m_address->text().trimmed(), m_token->text());
}

void WelcomePage::setRecent(const QStringList &files)
{
    m_recent->setFiles(files);
    m_recentCard->setCount(files.isEmpty() ? QString() : QString::number(files.size()));
    m_recentTable->setVisible(!files.isEmpty());
    m_noRecent->setVisible(files.isEmpty());
}

void WelcomePage::setMakes(const std::vector<std::pair<QString, QString>> &titlesAndWords)
{
    m_make->clear();
    for (const auto &[title, word] : titlesAndWords)
        m_make->addItem(title, word);
}

void WelcomePage::setBusy(const QString &sentence)
{
    m_busy->setText(sentence);
    if (!sentence.isEmpty())
        m_error->setVisible(false);
    for (QWidget *widget : m_rests)
        widget->setEnabled(sentence.isEmpty());
}

void WelcomePage::showError(const Error &error)
{
    QString sentence = QString::fromStdString(error.message);
    if (!error.where.empty())
        sentence += QStringLiteral(" (%1)").arg(QString::fromStdString(error.where));
    if (!error.remedy.empty())
        sentence += QStringLiteral(" ") + QString::fromStdString(error.remedy);
    m_error->set(Tone::Bad, sentence);
    m_error->setVisible(true);
}

void WelcomePage::showGatewayError(const QString &sentence)
{
    m_addressField->setFinding(sentence);
}

void WelcomePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this)[Role::Window]);
}

void WelcomePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void WelcomePage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    Q_EMIT fileChosen(event->mimeData()->urls().constFirst().toLocalFile());
}

} // namespace gatehouse

#include "moc_welcomepage.cpp"
