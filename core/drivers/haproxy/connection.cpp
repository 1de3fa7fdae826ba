#include "core/drivers/haproxy/connection.h"

#include "core/drivers/haproxy/background.h"

#include <fmt/format.h>

namespace gatehouse::haproxy {

Connection::Connection(Places places)
    : m_places(std::move(places))
{
    m_disk.setMaxThreadCount(1); // file operations of one gateway follow each other
}

Connection::~Connection()
{
    m_disk.waitForDone();
}

void Connection::askWorker(QObject *receiver, const std::vector<std::string> &commands,
                           std::chrono::milliseconds deadline, WhenDone<std::string> whenDone) const
{
    const bool own = !m_places.stats.isEmpty();
    std::string line;
    for (const std::string &command : commands)
        line += fmt::format("{}{}{}", line.empty() ? "" : ";", own ? "" : "@1 ", command);
    SocketCall::ask(receiver, own ? m_places.stats : m_places.master, line, deadline, std::move(whenDone));
}

void Connection::askMaster(QObject *receiver, const std::string &command, std::chrono::milliseconds deadline,
                           WhenDone<std::string> whenDone) const
{
    SocketCall::ask(receiver, m_places.master, command, deadline, std::move(whenDone));
}

void Connection::observe(QObject *receiver, std::chrono::milliseconds deadline,
                         WhenDone<Observation> whenDone)
{
    const auto masterSays = [this, receiver, deadline](FileState file, WhenDone<Observation> done) {
        askMaster(receiver, "show proc", deadline,
                  [this, receiver, deadline, file = std::move(file),
                   done = std::move(done)](Result<std::string> said) {
                      if (!said)
                          return done(tl::unexpected(said.error()));
                      auto processes = readProcesses(*said);
                      if (!processes)
                          return done(tl::unexpected(processes.error()));
                      Observation seen;
                      seen.file = file;
                      seen.processes = std::move(*processes);
                      observeWorker(receiver, deadline, std::move(seen), done);
                  });
    };
    inBackground(
        m_disk, receiver, [file = m_places.config] { return readConfig(file); },
        [masterSays, whenDone = std::move(whenDone)](Result<FileState> file) {
            if (!file)
                return whenDone(tl::unexpected(file.error()));
            masterSays(std::move(*file), whenDone);
        });
}

void Connection::observeWorker(QObject *receiver, std::chrono::milliseconds deadline, Observation seen,
                               WhenDone<Observation> whenDone) const
{
    if (seen.processes.workers.empty())
        return whenDone(
            failure(ErrorKind::Unreachable, "HAProxy has no worker that serves.", m_places.master.text()));
    const std::string to = "@!" + seen.processes.workers.back() + ' ';
    const std::string line = fmt::format("{0}show info;{0}show servers state;{0}show stat", to);
    askMaster(receiver, line, deadline,
              [seen = std::move(seen), whenDone = std::move(whenDone)](Result<std::string> said) mutable {
                  if (!said)
                      return whenDone(tl::unexpected(said.error()));
                  const std::vector<std::string> answers = splitAnswers(*said);
                  if (answers.size() < 3)
                      return whenDone(failure(ErrorKind::Unreachable,
                                              "HAProxy's worker does not tell its state.", {}, {}, *said));
                  seen.info = readInfo(answers[0]);
                  seen.servers = readServersState(answers[1]);
                  seen.stat = readStat(answers[2]);
                  whenDone(std::move(seen));
              });
}

} // namespace gatehouse::haproxy
