#include "tests/support/warnings.h"

#include <QtCore/QMutex>
#include <QtCore/QtGlobal>

namespace gatehouse::test {

namespace {

QMutex mutex;
QStringList *caught = nullptr;
QStringList *expected = nullptr;
QtMessageHandler before = nullptr;

bool isNoise(const QString &message)
{
    return message.contains(QStringLiteral("This plugin does not support propagateSizeHints"))
        || message.contains(QStringLiteral("XDG_RUNTIME_DIR"));
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if ((type == QtWarningMsg || type == QtCriticalMsg) && !isNoise(message)) {
        const QMutexLocker lock(&mutex);
        for (qsizetype i = 0; i < expected->size(); ++i) {
            if (message.contains(expected->at(i))) {
                expected->removeAt(i);
                return;
            }
        }
        *caught += message;
    }
    if (before)
        before(type, context, message);
}

} // namespace

WarningGuard::WarningGuard()
{
    Q_ASSERT(!caught);
    caught = new QStringList;
    expected = new QStringList;
    before = qInstallMessageHandler(handle);
}

WarningGuard::~WarningGuard()
{
    qInstallMessageHandler(before);
    delete caught;
    delete expected;
    caught = nullptr;
    expected = nullptr;
}

void WarningGuard::expect(const QString &part)
{
    const QMutexLocker lock(&mutex);
    *expected += part;
}

QStringList WarningGuard::complaints() const
{
    const QMutexLocker lock(&mutex);
    QStringList all;
    for (const QString &message : *caught)
        all += QStringLiteral("unexpected warning: ") + message;
    for (const QString &part : *expected)
        all += QStringLiteral("expected but not logged: ") + part;
    return all;
}

} // namespace gatehouse::test
