#pragma once

#include "app/demo/demoservice.h"

#include <deque>
#include <map>
#include <string>
#include <utility>

namespace gatehouse::demo {

/// Short ids before long ones, so that "9" comes before "10".
struct ShelfOrder
{
    bool operator()(const std::string &a, const std::string &b) const
    {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    }
};

/// Objects by id, in the order of their ids, bounded: seeded ones stay, of the created ones the oldest goes
/// when there are too many.
template <class Object> class Shelf final
{
public:
    void seed(std::string id, Object object) { m_objects.insert_or_assign(std::move(id), std::move(object)); }

    /// Returns what had to go for it, if anything.
    std::optional<Object> create(std::string id, Object object)
    {
        std::optional<Object> gone;
        if (m_created.size() >= MostCreated) {
            if (const auto oldest = m_objects.find(m_created.front()); oldest != m_objects.end()) {
                gone = std::move(oldest->second);
                m_objects.erase(oldest);
            }
            m_created.pop_front();
        }
        m_created.push_back(id);
        m_objects.insert_or_assign(std::move(id), std::move(object));
        return gone;
    }

    Object *find(const std::string &id)
    {
        const auto found = m_objects.find(id);
        return found == m_objects.end() ? nullptr : &found->second;
    }

    /// One page of those that `wanted` takes, as `{KEY: […], "total": N}`.
    template <class Wanted, class Print>
    Json page(const char *key, Page page, Wanted wanted, Print print) const
    {
        Json list = Json::array();
        std::size_t total = 0;
        for (const auto &[id, object] : m_objects) {
            if (!wanted(object))
                continue;
            if (total >= page.offset && list.size() < page.limit)
                list.push_back(print(object));
            ++total;
        }
        return Json{{key, std::move(list)}, {"total", total}};
    }

private:
    std::map<std::string, Object, ShelfOrder> m_objects;
    std::deque<std::string> m_created; ///< ids, oldest first
};

} // namespace gatehouse::demo
