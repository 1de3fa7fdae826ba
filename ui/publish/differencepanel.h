#pragma once

#include "core/base/name.h"
#include "core/control/publisher.h"

#include <QtWidgets/QWidget>

#include <string>
#include <vector>

namespace gatehouse {

class Card;
class Segmented;
class TextPanel;
class WorkspaceSession;

/// What a publication changes: in the model, and in each gateway's own text; or both sides of a conflict.
class DifferencePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DifferencePanel)

public:
    DifferencePanel(WorkspaceSession &session, Publisher &publisher, QWidget *parent = nullptr);

    /// After the plan changed.
    void refresh();
    void showConflict(const GatewayName &gateway);
    /// Scrolls the model's difference to a line.
    void showHeading(const QString &heading);

private:
    struct Text
    {
        QString title;
        QString difference;
    };

    void fetchBase();
    void rebuild();
    void show(int item);

    WorkspaceSession &m_session;
    Publisher &m_publisher;
    Card *m_card;
    Segmented *m_choice = nullptr;
    TextPanel *m_panel;
    std::shared_ptr<const Document> m_base;
    std::optional<RevisionNumber> m_baseNumber;
    std::vector<Text> m_texts;
    int m_current = 0;
};

} // namespace gatehouse
