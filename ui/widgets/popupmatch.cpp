#include "ui/widgets/popupmatch.h"

#include "ui/widgets/popupmodel.h"

#include <QStringList>

namespace gatehouse {

namespace {

constexpr int exact = 1000;
constexpr int prefix = 600;
constexpr int wordStart = 400;
constexpr int inside = 200;
constexpr int scattered = 50;
constexpr int elsewhere = 20;

bool isWordStart(const QString &text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

bool isSubsequence(const QString &text, const QString &word)
{
    qsizetype at = 0;
    for (const QChar c : word) {
        at = text.indexOf(c, at, Qt::CaseInsensitive);
        if (at < 0) {
            return false;
        }
        ++at;
    }
    return true;
}

std::optional<int> titleScore(const QString &title, const QString &word)
{
    if (title.compare(word, Qt::CaseInsensitive) == 0) {
        return exact;
    }
    std::optional<int> best;
    for (qsizetype at = title.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = title.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        best = std::max(best.value_or(0), at == 0 ? prefix : isWordStart(title, at) ? wordStart : inside);
    }
    if (!best && isSubsequence(title, word)) {
        best = scattered;
    }
    return best;
}

std::optional<int> wordScore(const PopupItem &item, const QString &word)
{
    if (const auto score = titleScore(item.title, word)) {
        return score;
    }
    const bool beside =
        item.note.contains(word, Qt::CaseInsensitive) || item.group.contains(word, Qt::CaseInsensitive);
    return beside ? std::optional(elsewhere) : std::nullopt;
}

} // namespace

std::optional<int> popupScore(const PopupItem &item, const QString &query)
{
    int sum = 0;
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const auto score = wordScore(item, word);
        if (!score) {
            return std::nullopt;
        }
        sum += *score;
    }
    // Of two that fit alike, the shorter title is nearer to what was typed.
    return words.isEmpty() ? 0 : sum - int(item.title.size());
}

} // namespace gatehouse
