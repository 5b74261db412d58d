#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace roomkey {

constexpr int page_limit_default = 10;
constexpr int page_limit_min = 1;
constexpr int page_limit_max = 500;

/// Lists that grow with the enterprise are counted no further than this, see `counted_page`:
/// beyond, counting costs more than the page.
constexpr std::int64_t counted_max = 10'000;
/// Where a text is searched, which has to be compared for each record.
constexpr std::int64_t found_counted_max = 2'000;
/// Where each record takes a look at another table: whether a terminal is bound, its model or
/// labels.
constexpr std::int64_t looked_up_counted_max = 5'000;

/// A window of a list: `limit` records from `offset`, counted from 0.
struct PageRequest {
    std::int64_t offset = 0;
    int limit = page_limit_default;
};

/// Records of one window. `count` is of the whole list, or for lists that grow with the enterprise
/// more than what is counted where there are more. `offset` is the one in effect: beyond the last
/// record the last page is given, cut at a multiple of `limit`.
template <class T>
struct Page {
    std::int64_t offset = 0;
    int limit = page_limit_default;
    std::int64_t count = 0;
    std::vector<T> data;
};

/// The offset in effect for `request` over `count` records.
inline std::int64_t effective_offset(PageRequest const& request, std::int64_t count) {
    if (request.offset < count) return request.offset;
    if (count == 0) return 0;
    return (count - 1) / request.limit * request.limit;
}

/// The window on records that are few enough to be had all at once.
template <class T>
Page<T> page_out_of(std::vector<T> const& all, PageRequest const& request) {
    auto const count = static_cast<std::int64_t>(all.size());
    auto const offset = effective_offset(request, count);
    auto const end = std::min(count, offset + request.limit);
    return {offset, request.limit, count, {all.begin() + offset, all.begin() + end}};
}

}  // namespace roomkey
