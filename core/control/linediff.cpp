#include "core/control/linediff.h"

#include <algorithm>
#include <cstddef>

namespace gatehouse {

namespace {

using Lines = std::vector<std::string_view>;

/// Beyond so many differing lines the texts count as different altogether: the search would cost their
/// square.
constexpr int MostChanges = 4'000;

Lines split(std::string_view text)
{
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void add(std::vector<DiffLine> &result, DiffLine::Kind kind, const Lines &lines, std::size_t from,
         std::size_t to)
{
    for (std::size_t i = from; i < to; ++i)
        result.push_back({kind, std::string(lines[i])});
}

/// The furthest reaching paths of each number of changes, to be walked back.
class Search final
{
public:
    Search(const Lines &before, const Lines &after)
        : m_before(before)
        , m_after(after)
        , m_n(int(before.size()))
        , m_m(int(after.size()))
    {
    }

    /// False where there are more changes than are looked for.
    bool run()
    {
        const int most = std::min(m_n + m_m, MostChanges);
        std::vector<int> furthest(std::size_t(2 * most + 2), 0);
        for (int d = 0; d <= most; ++d) {
            m_steps.emplace_back(furthest.begin() + (most - d), furthest.begin() + (most + d + 1));
            for (int k = -d; k <= d; k += 2) {
                int x = goesDown(furthest, most, k, d) ? at(furthest, most, k + 1)
                                                       : at(furthest, most, k - 1) + 1;
                while (x < m_n && x - k < m_m && m_before[std::size_t(x)] == m_after[std::size_t(x - k)])
                    ++x;
                furthest[std::size_t(most + k)] = x;
                if (x >= m_n && x - k >= m_m)
                    return true;
            }
        }
        return false;
    }

    std::vector<DiffLine> walkBack() const
    {
        std::vector<DiffLine> result;
        int x = m_n;
        int y = m_m;
        for (int d = int(m_steps.size()) - 1; d >= 0; --d) {
            const std::vector<int> &v = m_steps[std::size_t(d)];
            const int k = x - y;
            const bool down = goesDown(v, d, k, d);
            const int before = down ? k + 1 : k - 1;
            const int fromX = d == 0 ? 0 : v[std::size_t(d + before)];
            const int fromY = d == 0 ? 0 : fromX - before;
            const int middleX = d == 0 ? 0 : (down ? fromX : fromX + 1);
            while (x > middleX && y > middleX - k)
                result.push_back({DiffLine::Kind::Same, std::string(m_before[std::size_t(--x)])}), --y;
            if (d == 0)
                break;
            if (down)
                result.push_back({DiffLine::Kind::Added, std::string(m_after[std::size_t(fromY)])});
            else
                result.push_back({DiffLine::Kind::Removed, std::string(m_before[std::size_t(fromX)])});
            x = fromX;
            y = fromY;
        }
        std::reverse(result.begin(), result.end());
        return result;
    }

private:
    static int at(const std::vector<int> &v, int offset, int k) { return v[std::size_t(offset + k)]; }
    static bool goesDown(const std::vector<int> &v, int offset, int k, int d)
    {
        return k == -d || (k != d && at(v, offset, k - 1) < at(v, offset, k + 1));
    }

    const Lines &m_before;
    const Lines &m_after;
    int m_n;
    int m_m;
    std::vector<std::vector<int>> m_steps; ///< what was reached before step d, for −d … d
};

std::vector<DiffLine> withContext(std::vector<DiffLine> lines, int context)
{
    if (context < 0)
        return lines;
    const int count = int(lines.size());
    std::vector<bool> kept(lines.size(), false);
    for (int i = 0; i < count; ++i) {
        if (lines[std::size_t(i)].kind == DiffLine::Kind::Same)
            continue;
        for (int near = std::max(0, i - context); near <= std::min(count - 1, i + context); ++near)
            kept[std::size_t(near)] = true;
    }
    std::vector<DiffLine> result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (kept[i]) {
            result.push_back(std::move(lines[i]));
            continue;
        }
        if (result.empty() || result.back().kind != DiffLine::Kind::Skipped)
            result.push_back({DiffLine::Kind::Skipped, {}, 0});
        ++result.back().skipped;
    }
    return result;
}

} // namespace

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, int context)
{
    const Lines old = split(before);
    const Lines now = split(after);
    std::size_t head = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    std::size_t tail = 0;
    while (tail < old.size() - head && tail < now.size() - head
           && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    const Lines oldMiddle(old.begin() + std::ptrdiff_t(head), old.end() - std::ptrdiff_t(tail));
    const Lines nowMiddle(now.begin() + std::ptrdiff_t(head), now.end() - std::ptrdiff_t(tail));

    std::vector<DiffLine> result;
    add(result, DiffLine::Kind::Same, old, 0, head);
    Search search(oldMiddle, nowMiddle);
    if (search.run()) {
        for (DiffLine &line : search.walkBack())
            result.push_back(std::move(line));
    } else {
        add(result, DiffLine::Kind::Removed, oldMiddle, 0, oldMiddle.size());
        add(result, DiffLine::Kind::Added, nowMiddle, 0, nowMiddle.size());
    }
    add(result, DiffLine::Kind::Same, old, old.size() - tail, old.size());
    return withContext(std::move(result), context);
}

std::string toText(const std::vector<DiffLine> &lines)
{
    std::string text;
    for (const DiffLine &line : lines) {
        switch (line.kind) {
        case DiffLine::Kind::Same:
            text += "  " + line.text;
            break;
        case DiffLine::Kind::Removed:
            text += "- " + line.text;
            break;
        case DiffLine::Kind::Added:
            text += "+ " + line.text;
            break;
        case DiffLine::Kind::Skipped:
            text += "@@ " + std::to_string(line.skipped) + " @@";
            break;
        }
        text += '\n';
    }
    return text;
}

} // namespace gatehouse
