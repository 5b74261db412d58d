#pragma once

#include <cstdint>
#include <vector>

namespace roomkey {

constexpr int page_limit_default = 10;
constexpr int page_limit_min = 1;
constexpr int page_limit_max = 500;

/// A window of a list: `limit` records from `offset`, counted from 0.
struct PageRequest {
    std::int64_t offset = 0;
    int limit = page_limit_default;
};

/// Records of one window. `offset` is the one in effect: beyond the last record the last page is
/// given, cut at a multiple of `limit`.
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

}  // namespace roomkey
