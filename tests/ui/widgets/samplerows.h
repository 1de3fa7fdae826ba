#pragma once

#include "ui/widgets/cellrole.h"

#include <QAbstractTableModel>

#include <array>
#include <cmath>

namespace gatehouse::test {

/// Services as the Overview shows them: every cell of ui/widgets has a column.
class SampleRows final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column {
        Service,
        Health,
        Breaker,
        Endpoints,
        Rate,
        Errors,
        Match,
        Bulkhead,
        Trend,
        Publish,
        Count
    };

    explicit SampleRows(int rows, QObject *parent = nullptr)
        : QAbstractTableModel(parent)
        , m_rows(rows)
    {
        for (int i = 0; i < kinds; ++i) {
            std::vector<float> values;
            for (int k = 0; k < 60; ++k) {
                values.push_back(float(50 + 20 * std::sin(k * 0.2 + i) + 9 * std::sin(k * 0.9 * (i + 1))));
            }
            m_series[size_t(i)] = std::make_shared<const std::vector<float>>(std::move(values));
        }
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(Column::Count);
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        static const std::array titles{"Service", "Health", "Breaker",  "Endpoints",  "Req/s",
                                       "Errors",  "Match",  "Bulkhead", "Last 5 min", "Publish"};
        return orientation == Qt::Horizontal && role == Qt::DisplayRole
            ? QVariant(QString::fromLatin1(titles[size_t(section)]))
            : QVariant();
    }

    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
        return Column(index.column()) == Column::Publish ? flags | Qt::ItemIsUserCheckable : flags;
    }

    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        if (role != Qt::CheckStateRole || Column(index.column()) != Column::Publish) {
            return false;
        }
        m_published = value.toInt() == Qt::Checked;
        Q_EMIT dataChanged(index.siblingAtRow(0), index.siblingAtRow(m_rows - 1), {Qt::CheckStateRole});
        return true;
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        const auto kind = size_t(index.row() % kinds);
        const auto text = [role](const char *value) {
            return role == Qt::DisplayRole ? QVariant(QString::fromUtf8(value)) : QVariant();
        };
        if (role == int(CellRole::Tone)) {
            static const std::array tones{Tone::Bad, Tone::Warning, Tone::Ok, Tone::Idle};
            const bool toned =
                Column(index.column()) == Column::Health || Column(index.column()) == Column::Trend;
            return toned ? cellValue(tones[kind]) : QVariant();
        }
        switch (Column(index.column())) {
        case Column::Service: {
            static const std::array names{"payment-service", "inventory-service", "customer-service",
                                          "reporting"};
            return role == int(CellRole::Changed) ? QVariant(kind == 1) : text(names[kind]);
        }
        case Column::Health: {
            static const std::array words{"Failing", "Degraded", "Healthy", "Drained"};
            static const std::array glyphs{Glyph::Cross, Glyph::Half, Glyph::Dot, Glyph::Dash};
            return role == int(CellRole::Glyph) ? cellValue(glyphs[kind]) : text(words[kind]);
        }
        case Column::Breaker: {
            static const std::array words{"Open · 42 s", "Half-open", "Closed", "Has none"};
            static const std::array arms{BreakerArm::Open, BreakerArm::HalfOpen, BreakerArm::Closed,
                                         BreakerArm::Absent};
            return role == int(CellRole::Arm) ? cellValue(arms[kind]) : text(words[kind]);
        }
        case Column::Endpoints:
            return text("2 / 3");
        case Column::Rate: {
            static const std::array rates{"0", "212", "1,920", "–"};
            return text(rates[kind]);
        }
        case Column::Errors: {
            static const std::array shares{"–", "3.10 %", "0.02 %", "0.11 %"};
            return text(shares[kind]);
        }
        case Column::Match: {
            static const std::array paths{"/api/payments", "/api/stock/{sku}", "/api/customers/{id}/contact",
                                          "/*"};
            static const std::array methods{"POST", "GET", "PATCH", "any"};
            return role == int(CellRole::Method) ? QVariant(QString::fromLatin1(methods[kind]))
                                                 : text(paths[kind]);
        }
        case Column::Bulkhead: {
            static const std::array ratios{0.0, 0.9, 0.6, 1.0};
            return role == int(CellRole::Ratio) ? QVariant(ratios[kind])
                : role == Qt::AccessibleTextRole
                ? QVariant(QStringLiteral("%1 % full").arg(ratios[kind] * 100))
                : QVariant();
        }
        case Column::Trend:
            return role == int(CellRole::Series) ? cellValue(m_series[kind])
                : role == Qt::AccessibleTextRole ? QVariant(QStringLiteral("steady"))
                                                 : QVariant();
        case Column::Publish:
            return role == Qt::CheckStateRole ? QVariant(m_published ? Qt::Checked : Qt::Unchecked)
                                              : text(m_published ? "On" : "Off");
        case Column::Count:
            break;
        }
        return {};
    }

private:
    static constexpr int kinds = 4;
    int m_rows;
    bool m_published = true;
    std::array<SparkSeries, size_t(kinds)> m_series;
};

} // namespace gatehouse::test
