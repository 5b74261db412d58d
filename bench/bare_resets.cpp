// What a reset costs SQLite and the disk alone: the rows that one writes, in transactions of as
// many resets as are given, by one thread that does nothing else; and one durable write of a page.
//
//   roomkey_bench_bare DATABASE RESETS_PER_COMMIT SECONDS
//
// The database is one that roomkey_bench_seed made, and spoilt afterwards: its new codes open
// nothing. Prints resets/s, and the median and the 99 % of a write of 4 KiB with fdatasync, in
// microseconds.

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(char const* what, sqlite3* database = nullptr) {
    std::fprintf(stderr, "%s: %s\n", what, database != nullptr ? sqlite3_errmsg(database) : "");
    std::exit(1);
}

class Database {
public:
    explicit Database(char const* path) {
        if (sqlite3_open(path, &handle_) != SQLITE_OK) fail("open", handle_);
        // As roomkey's own writer has it.
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
            "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384");
    }
    ~Database() { sqlite3_close(handle_); }
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    void run(char const* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql, handle_);
    }
    sqlite3_stmt* prepare(char const* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
            SQLITE_OK) {
            fail(sql, handle_);
        }
        return statement;
    }
    void step(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE) fail("step", handle_);
        sqlite3_reset(statement);
    }

private:
    sqlite3* handle_ = nullptr;
};

std::vector<sqlite3_int64> terminals(Database& database) {
    std::vector<sqlite3_int64> keys;
    auto* const statement = database.prepare("SELECT user_key FROM code");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        keys.push_back(sqlite3_column_int64(statement, 0));
    }
    sqlite3_finalize(statement);
    if (keys.empty()) fail("no codes");
    return keys;
}

double bare_resets_per_second(Database& database, int per_commit, Clock::duration time) {
    auto const keys = terminals(database);
    auto* const replace = database.prepare(
        "UPDATE code SET hash = randomblob(32), sealed = randomblob(length(sealed)), "
        "created_at = created_at + 1, expires_at = expires_at + 1 WHERE user_key = ?");
    auto* const record = database.prepare(
        "INSERT INTO audit (at, corp_id, actor_id, actor, operation, account, request_id, source, "
        "outcome, detail) SELECT unixepoch() * 1000, corp_id, corp_id, 'admin', 'reset_code', "
        "account, "
        "hex(randomblob(16)), '127.0.0.1', 'ok', '' FROM users WHERE user_key = ?");
    std::mt19937_64 random(1);
    auto const start = Clock::now();
    std::int64_t resets = 0;
    while (Clock::now() - start < time) {
        database.run("BEGIN IMMEDIATE");
        for (int i = 0; i < per_commit; ++i) {
            auto const key = keys[random() % keys.size()];
            for (auto* const statement : {replace, record}) {
                sqlite3_bind_int64(statement, 1, key);
                database.step(statement);
            }
        }
        database.run("COMMIT");
        resets += per_commit;
    }
    std::chrono::duration<double> const taken = Clock::now() - start;
    sqlite3_finalize(replace);
    sqlite3_finalize(record);
    return static_cast<double>(resets) / taken.count();
}

/// Each appended to one file, as to a log.
std::vector<double> durable_writes(std::string const& path) {
    constexpr int writes = 1'000;
    std::array<char, 4096> const page{};
    int const file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) fail("open for writing");
    std::vector<double> microseconds;
    for (int i = 0; i < writes; ++i) {
        auto const start = Clock::now();
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) fail("write");
        std::chrono::duration<double, std::micro> const taken = Clock::now() - start;
        microseconds.push_back(taken.count());
    }
    ::close(file);
    ::unlink(path.c_str());
    std::sort(microseconds.begin(), microseconds.end());
    return microseconds;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) fail("usage: roomkey_bench_bare DATABASE RESETS_PER_COMMIT SECONDS");
    Database database(arguments[1]);
    auto const resets = bare_resets_per_second(database, std::atoi(arguments[2]),
                                               std::chrono::seconds{std::atoi(arguments[3])});
    auto const writes = durable_writes(std::string(arguments[1]) + ".write");
    std::printf("%.0f %.0f %.0f\n", resets, writes[writes.size() / 2],
                writes[writes.size() * 99 / 100]);
}
