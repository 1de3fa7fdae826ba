#include "ui/shell/notices.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/textpanel.h"

#include <QtWidgets/QBoxLayout>

namespace gatehouse {

namespace {

constexpr int MostAtOnce = 3;
constexpr int ShownForMs = 6'000;
constexpr int DetailsHeight = 140;

} // namespace

Notices::Notices(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(20, 0, 20, 0);
    m_column->setSpacing(8);
    setVisible(false);
}

int Notices::count() const
{
    return m_column->count();
}

void Notices::post(Tone tone, const QString &sentence, const QString &details)
{
    while (count() >= MostAtOnce)
        drop(m_column->itemAt(count() - 1)->widget());
    auto *notice = new QWidget;
    auto *column = new QVBoxLayout(notice);
    column->setContentsMargins(0, 12, 0, 0);
    auto *banner = new Banner(tone, sentence);
    banner->setDismissable();
    column->addWidget(banner);
    if (!details.isEmpty()) {
        auto *text = new TextPanel(tr("Details"));
        text->setText(details);
        text->setFixedHeight(DetailsHeight);
        text->setVisible(false);
        column->addWidget(text);
        auto *link = banner->addLink(tr("Details"));
        connect(link, &QAbstractButton::clicked, text, [text] { text->setVisible(!text->isVisible()); });
    }
    connect(banner, &Banner::dismissed, this, [this, notice] { drop(notice); });
    if (tone != Tone::Bad)
        QTimer::singleShot(ShownForMs, notice, [this, notice] { drop(notice); });
    m_column->insertWidget(0, notice);
    setVisible(true);
}

void Notices::drop(QWidget *notice)
{
    m_column->removeWidget(notice);
    notice->hide();
    notice->deleteLater();
    setVisible(count() > 0);
}

} // namespace gatehouse

#include "moc_notices.cpp"
