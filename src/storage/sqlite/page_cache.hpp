#pragma once

namespace roomkey::sqlite {

/// Puts a thin layer over SQLite's page cache, for the whole process; before the first connection
/// is opened. Later calls do nothing. Returns whether the layer is in use: if it is not, because
/// someone opened a database before or SQLite's cache is of another kind, all is merely slower.
///
/// While SQLite splits a page it parks another under a number far beyond the database's end. Its
/// cache remembers that as the highest number it ever had, and so looks through all cached pages
/// at the end of the transaction for some to drop: a fifth of the writer's time with a cache of
/// 64 MiB. The layer knows when there are none.
bool install_page_cache();

}  // namespace roomkey::sqlite
