#pragma once

#include <QtCore/QString>

#include <QtCore/QStringList>

namespace gatehouse::test {

/// While it lives, every warning or worse that Qt or our code logs is kept; what was not expected fails the
/// test when it is asked for. Known noise of the offscreen platform is passed over. One at a time.
class WarningGuard final
{
public:
    WarningGuard();
    ~WarningGuard();
    Q_DISABLE_COPY_MOVE(WarningGuard)

    /// The next warning that contains `part` is expected.
    void expect(const QString &part);
    /// Warnings that came and were not expected, then expected ones that did not come. Empty is good.
    QStringList complaints() const;
};

} // namespace gatehouse::test

/// Runs a test class with QTEST_MAIN's set-up, and fails it where anything was logged that was not expected.
#define GATEHOUSE_CHECK_WARNINGS(guard)                                                                      \
    QVERIFY2((guard).complaints().isEmpty(), qPrintable((guard).complaints().join(QLatin1Char('\n'))))
