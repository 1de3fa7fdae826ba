#pragma once

#include "ui/theme/glyph.h"
#include "ui/theme/role.h"
#include "ui/widgets/cellrole.h"

#include <QWidget>

namespace gatehouse {

/// A figure that sums a page up: label, figure, note and trend in a card of its own.
class KeyFigure final : public QWidget
{
    Q_OBJECT

public:
    struct Values
    {
        QString figure; ///< Nothing is shown as "–".
        QString note;
        Glyph glyph = Glyph::None; ///< Before the note.
        Role noteRole = Role::Muted;
        Role seriesRole = Role::Accent;
        SparkSeries series; ///< May be null.
    };

    explicit KeyFigure(const QString &label, QWidget *parent = nullptr);

    void setValues(Values values);
    const Values &values() const { return m_values; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintNote(QPainter *painter, const QRectF &rect) const;

    QString m_label;
    Values m_values;
};

} // namespace gatehouse
