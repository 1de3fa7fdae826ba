#include "core/events/commandlog.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

Edit set(const std::string &pointer, Tree value)
{
    return {SetValue{pointer, std::move(value)}};
}

// A draft's history in short: "e" edits, "c<n>" continues n, "u<n>" undoes, "r<n>" does again.
CommandLog logOf(const std::vector<std::string> &events)
{
    CommandLog log;
    Sequence sequence{1};
    for (const std::string &event : events) {
        sequence = sequence + 1;
        const auto number = event.size() > 1 ? Sequence{std::stoll(event.substr(1))} : Sequence{};
        DraftEvent what = DraftUndone{number};
        if (event[0] == 'e')
            what = DraftEdited{{set("/a", 1)}, {set("/a", 0)}, std::nullopt};
        else if (event[0] == 'c')
            what = DraftEdited{{set("/a", 2)}, {set("/a", 1)}, number};
        else if (event[0] == 'r')
            what = DraftRedone{number};
        NewEvent encoded = encode(what);
        encoded.title = "title " + std::to_string(static_cast<std::int64_t>(sequence));
        log.take(sequence, encoded, what);
    }
    return log;
}

std::int64_t idOf(const Command *command)
{
    return command ? static_cast<std::int64_t>(command->id) : 0;
}

} // namespace

class TestCommandLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatToUndoAndRedo_data();
    void knowsWhatToUndoAndRedo();
    void mergesStepsIntoOneCommand();
    void keepsTheNewestCommands();
    void writesAndReadsEveryEvent_data();
    void writesAndReadsEveryEvent();
    void refusesAnEventThatItCannotRead_data();
    void refusesAnEventThatItCannotRead();
};

void TestCommandLog::knowsWhatToUndoAndRedo_data()
{
    QTest::addColumn<QString>("events");
    QTest::addColumn<int>("undo");
    QTest::addColumn<int>("redo");
    QTest::newRow("nothing") << QString() << 0 << 0;
    QTest::newRow("two edits") << QStringLiteral("e e") << 3 << 0;
    QTest::newRow("one undone") << QStringLiteral("e e u3") << 2 << 3;
    QTest::newRow("both undone") << QStringLiteral("e e u3 u2") << 0 << 2;
    QTest::newRow("one again") << QStringLiteral("e e u3 u2 r2") << 2 << 3;
    QTest::newRow("both again") << QStringLiteral("e e u3 u2 r2 r3") << 3 << 0;
    QTest::newRow("an edit ends what could be done again") << QStringLiteral("e e u3 e") << 5 << 0;
    QTest::newRow("undo goes on before it") << QStringLiteral("e e u3 e u5") << 2 << 5;
    QTest::newRow("an unknown command") << QStringLiteral("e u9 r8") << 2 << 0;
}

void TestCommandLog::knowsWhatToUndoAndRedo()
{
    QFETCH(QString, events);
    std::vector<std::string> list;
    for (const QString &event : events.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        list.push_back(event.toStdString());
    const CommandLog log = logOf(list);
    QTEST(int(idOf(log.toUndo())), "undo");
    QTEST(int(idOf(log.toRedo())), "redo");
}

void TestCommandLog::mergesStepsIntoOneCommand()
{
    const CommandLog log = logOf({"e", "c2", "c2", "e"});
    QCOMPARE(log.commands().size(), std::size_t(2));
    const Command *typed = log.find(Sequence{2});
    QVERIFY(typed);
    QCOMPARE(typed->steps.size(), std::size_t(3));
    QCOMPARE(typed->title, std::string("title 4"));
}

void TestCommandLog::keepsTheNewestCommands()
{
    const CommandLog log = logOf(std::vector<std::string>(CommandLog::Limit + 10, "e"));
    QCOMPARE(log.commands().size(), CommandLog::Limit);
    QCOMPARE(log.oldest(), Sequence{12});
    QVERIFY(!log.find(Sequence{11}));
    QCOMPARE(idOf(log.toUndo()), std::int64_t(CommandLog::Limit + 11));
}

void TestCommandLog::writesAndReadsEveryEvent_data()
{
    QTest::addColumn<int>("index");
    QTest::newRow("created") << 0;
    QTest::newRow("edited") << 1;
    QTest::newRow("continued") << 2;
    QTest::newRow("undone") << 3;
    QTest::newRow("redone") << 4;
}

void TestCommandLog::writesAndReadsEveryEvent()
{
    QFETCH(int, index);
    const std::vector<DraftEvent> events{
        DraftCreated{Tree{{"gatehouse", "v1"}, {"name", "shop"}}},
        DraftEdited{{set("/name", "x"), {MoveItem{"/routes", 2, 0}}, {RenameObject{"services", "a", "b"}}},
                    {set("/name", "shop")},
                    std::nullopt},
        DraftEdited{{{RemoveValue{"/a"}}}, {{InsertItem{"/l", 3, Tree{{"name", "q"}}}}}, Sequence{7}},
        DraftUndone{Sequence{4}},
        DraftRedone{Sequence{5}},
    };
    const DraftEvent &event = events[std::size_t(index)];
    const auto read = decodeDraftEvent({Sequence{9}, encode(event)});
    QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
    QVERIFY(*read == event);
}

void TestCommandLog::refusesAnEventThatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("no JSON") << QByteArray("draft.undone") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("draft.undone") << QByteArray("[1]");
    QTest::newRow("no command") << QByteArray("draft.undone") << QByteArray("{}");
    QTest::newRow("no tree") << QByteArray("draft.created") << QByteArray("{}");
    QTest::newRow("no edits") << QByteArray("draft.edited") << QByteArray(R"({"inverse": []})");
    QTest::newRow("an unknown edit") << QByteArray("draft.edited")
                                     << QByteArray(R"({"edits": [{"edit": "fly"}], "inverse": []})");
    QTest::newRow("an unknown type") << QByteArray("draft.flown") << QByteArray(R"({"command": 1})");
}

void TestCommandLog::refusesAnEventThatItCannotRead()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, payload);
    NewEvent event;
    event.type = type.toStdString();
    event.payload = payload.toStdString();
    const auto read = decodeDraftEvent({Sequence{4}, event});
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::Unreadable);
    QVERIFY(read.error().message.find("Event 4") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestCommandLog)
#include "tst_commandlog.moc"
