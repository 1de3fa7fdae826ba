#pragma once

#include <QtCore/QTranslator>

namespace gatehouse {

/// The plural forms of the English source texts, where "%n route(s)" stands for one and for many. Other
/// languages bring theirs in translations/.
class EnglishPlurals final : public QTranslator
{
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *disambiguation,
                      int n) const override;
};

} // namespace gatehouse
