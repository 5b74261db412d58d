#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/result.hpp"
#include "domain/page.hpp"

namespace roomkey {

/// The page that is wanted of a list that may be too long to be counted for each page. `count(max)`
/// counts at most so many records, `select(offset, limit)` returns them. The count is exact up to
/// `bound`. Beyond, it is one more than what is known to be there, so that a client that
/// pages as long as there are records comes to all of them.
template <class Count, class Select>
auto counted_page(PageRequest const& wanted, std::int64_t bound, Count const& count,
                  Select const& select) {
    using Records = std::remove_cvref_t<decltype(select(std::int64_t{}, 0).value())>;
    using Answer = Result<Page<typename Records::value_type>>;
    return [&]() -> Answer {
        Page<typename Records::value_type> page{wanted.offset, wanted.limit, 0, {}};
        if (wanted.offset > bound - wanted.limit) {
            page.data = TRY(select(wanted.offset, wanted.limit + 1));
            page.count = wanted.offset + static_cast<std::int64_t>(page.data.size());
            if (std::ssize(page.data) > wanted.limit) page.data.pop_back();
            if (!page.data.empty()) return page;
            // Beyond the end, which has to be found: a walk along the whole index.
            page.count = TRY(count(std::numeric_limits<std::int64_t>::max()));
        } else {
            page.count = TRY(count(bound + 1));
        }
        page.offset = effective_offset(wanted, page.count);
        if (page.count > 0) page.data = TRY(select(page.offset, wanted.limit));
        return page;
    }();
}

}  // namespace roomkey
