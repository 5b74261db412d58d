#include "storage/sqlite/page_cache.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace roomkey::sqlite {
namespace {

/// SQLite's own.
sqlite3_pcache_methods2 inner;

/// What SQLite knows as its cache.
struct PageCache {
    explicit PageCache(sqlite3_pcache* its_pages) : pages(its_pages) {}

    /// Whether there may be a page of this number or a higher one.
    bool reaches(unsigned number) const { return highest >= number || parked >= number; }

    sqlite3_pcache* pages;
    unsigned highest = 0;  ///< No page has a higher number, except the parked one.
    unsigned parked = 0;   ///< Zero: none.
};

PageCache& cache_of(sqlite3_pcache* handle) { return *reinterpret_cast<PageCache*>(handle); }

/// SQLite's C code cannot pass an exception on, so a lack of memory for this ends the program.
sqlite3_pcache* create(int page_bytes, int extra_bytes, int is_purgeable) noexcept {
    auto* const pages = inner.xCreate(page_bytes, extra_bytes, is_purgeable);
    if (pages == nullptr) return nullptr;
    return reinterpret_cast<sqlite3_pcache*>(std::make_unique<PageCache>(pages).release());
}

void destroy(sqlite3_pcache* handle) {
    std::unique_ptr<PageCache> const cache{&cache_of(handle)};
    inner.xDestroy(cache->pages);
}

void set_size(sqlite3_pcache* handle, int pages) {
    inner.xCachesize(cache_of(handle).pages, pages);
}

int count(sqlite3_pcache* handle) { return inner.xPagecount(cache_of(handle).pages); }

sqlite3_pcache_page* fetch(sqlite3_pcache* handle, unsigned number, int may_create) {
    auto& cache = cache_of(handle);
    if (may_create != 0) cache.highest = std::max(cache.highest, number);
    return inner.xFetch(cache.pages, number, may_create);
}

void unpin(sqlite3_pcache* handle, sqlite3_pcache_page* page, int is_discarded) {
    inner.xUnpin(cache_of(handle).pages, page, is_discarded);
}

void rekey(sqlite3_pcache* handle, sqlite3_pcache_page* page, unsigned from, unsigned to) {
    auto& cache = cache_of(handle);
    inner.xRekey(cache.pages, page, from, to);
    if (from == cache.parked) cache.parked = 0;
    if (to <= cache.highest) return;
    // Only one is remembered; should there ever be more, they count as pages like any other.
    if (cache.parked != 0) cache.highest = std::max(cache.highest, cache.parked);
    cache.parked = to;
}

void truncate(sqlite3_pcache* handle, unsigned from) {
    auto& cache = cache_of(handle);
    if (!cache.reaches(from)) return;
    inner.xTruncate(cache.pages, from);
    cache.highest = std::min(cache.highest, from == 0 ? 0 : from - 1);
    if (cache.parked >= from) cache.parked = 0;
}

void shrink(sqlite3_pcache* handle) { inner.xShrink(cache_of(handle).pages); }

bool install() {
    // Nobody asks how much memory SQLite has, which it counts under a lock of all connections.
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &inner) != SQLITE_OK) return false;
    if (inner.iVersion != 1 || inner.xCreate == nullptr) return false;
    auto outer = inner;
    outer.xCreate = create;
    outer.xDestroy = destroy;
    outer.xCachesize = set_size;
    outer.xPagecount = count;
    outer.xFetch = fetch;
    outer.xUnpin = unpin;
    outer.xRekey = rekey;
    outer.xTruncate = truncate;
    outer.xShrink = shrink;
    return sqlite3_config(SQLITE_CONFIG_PCACHE2, &outer) == SQLITE_OK;
}

}  // namespace

bool install_page_cache() {
    static bool const is_installed = install();
    return is_installed;
}

}  // namespace roomkey::sqlite
