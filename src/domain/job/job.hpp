#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/time_left.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// The operation that a job does for each of its rows, and what the rows name: accounts, or hard
/// terminals by their serial numbers.
enum class JobKind : std::uint8_t {
    create_terminals = 0,
    create_users = 1,
    create_devices = 2,
    update = 3,
    move = 4,
    reset = 5,
    disable = 6,
    enable = 7,
    remove = 8,
    label = 9,
    update_devices = 10,
    move_devices = 11,
    label_devices = 12,
    reset_devices = 13,
    disable_devices = 14,
    enable_devices = 15,
    remove_devices = 16,
};

/// `preparing` takes up rows, `draft` waits for its start; the last two are final.
enum class JobState : std::uint8_t {
    preparing = 0,
    draft = 1,
    running = 2,
    finished = 3,
    cancelled = 4,
};

enum class JobRowState : std::uint8_t { invalid = 0, ready = 1, done = 2, failed = 3 };

/// In the order in which they are offered.
constexpr std::pair<JobKind, std::string_view> job_kind_names[] = {
    {JobKind::create_terminals, "create-terminals"},
    {JobKind::create_users, "create-users"},
    {JobKind::create_devices, "create-devices"},
    {JobKind::update, "update"},
    {JobKind::move, "move"},
    {JobKind::label, "label"},
    {JobKind::reset, "reset"},
    {JobKind::disable, "disable"},
    {JobKind::enable, "enable"},
    {JobKind::remove, "delete"},
    {JobKind::update_devices, "update-devices"},
    {JobKind::move_devices, "move-devices"},
    {JobKind::label_devices, "label-devices"},
    {JobKind::reset_devices, "reset-devices"},
    {JobKind::disable_devices, "disable-devices"},
    {JobKind::enable_devices, "enable-devices"},
    {JobKind::remove_devices, "delete-devices"},
};
constexpr std::array<JobState, 5> job_states{JobState::preparing, JobState::draft,
                                             JobState::running, JobState::finished,
                                             JobState::cancelled};
constexpr std::array<JobRowState, 4> job_row_states{JobRowState::invalid, JobRowState::ready,
                                                    JobRowState::done, JobRowState::failed};

std::string_view wire_name(JobKind kind);
std::string_view wire_name(JobState state);
std::string_view wire_name(JobRowState state);
// Empty if there is none of this name.
std::optional<JobKind> job_kind_named(std::string_view name);
std::optional<JobState> job_state_named(std::string_view name);
std::optional<JobRowState> job_row_state_named(std::string_view name);

constexpr std::int64_t job_rows_max = 100'000;
/// How long a job is kept after its end, or a draft that nobody starts.
constexpr Duration job_kept = std::chrono::days{30};
/// For how long the next rows of a request may take that takes up rows, before it is given up for
/// lost.
constexpr Duration addition_lease = std::chrono::seconds{30};
/// `Job::kept_rows` of a job that is made for the rows.
constexpr std::int64_t no_job_before = -1;

/// One operation for many accounts.
struct Job {
    JobId id;
    CorpId corp_id;
    JobKind kind = JobKind::update;
    JobState state = JobState::preparing;
    Language language = Language::zh_cn;          ///< Of what is wrong with rows.
    Language message_language = Language::zh_cn;  ///< Of messages to users.
    UserId creator_id;                            ///< Empty: an operator.
    std::string creator;                          ///< An account, or "operator".
    UserId starter_id;                            ///< On whose behalf it runs; empty: an operator.
    std::string starter;                          ///< Likewise; empty until it is started.
    Instant created_at{};
    Instant started_at{};  ///< When it begins or began; the epoch for a draft.
    Duration spread{};     ///< How long its rows are spread over.
    Instant due_at{};      ///< While running: when it is looked at again, or its lease runs out;
                           ///< while preparing: when the request is given up for lost.
    Instant ended_at{};    ///< The epoch before.
    Instant forget_at{};   ///< When it may be removed.
    std::int64_t planned = 0;  ///< Rows that were ready when it was started.
    std::int64_t ready = 0;
    std::int64_t done = 0;
    std::int64_t failed = 0;
    std::int64_t invalid = 0;
    std::string failure;         ///< Why the server cancelled it; empty: it did not.
    std::string addition;        ///< While preparing: names the request that takes up rows.
    std::int64_t kept_rows = 0;  ///< While preparing: the rows that are kept if that is lost.

    [[nodiscard]] std::int64_t rows() const { return ready + done + failed + invalid; }
    /// Rows that had their turn since it was started.
    [[nodiscard]] std::int64_t settled() const { return planned - ready; }
};

/// Whether rows were taken up by a request that will not come to its end any more: its server has
/// died, or lost the database.
bool is_addition_lost(Job const& job, Instant now);

/// One account of a job.
struct JobRow {
    JobId job_id;
    std::int64_t number = 0;  ///< From 1.
    JobRowState state = JobRowState::ready;
    std::string account;  ///< Or a serial number; of a new account empty until it is made.
    Bytes sealed_fields;  ///< Emptied when it is done.
    std::string reason;   ///< Why it is invalid or failed; else empty.
    std::string message;  ///< The same in words.
    Instant settled_at{};
};

/// How fast a job goes, and how long the rest takes.
struct JobPace {
    std::int64_t rows_per_minute = 0;
    std::optional<std::int64_t> remaining_s;  ///< Empty unless rows are being done.
};
JobPace pace_of(Job const& job, Instant now);

/// Over how long so many rows are spread if `rate` of them are done in a second; 0: not at all.
Duration spread_at(std::int64_t rows, int rate);
/// The same for rows that are done at the pace at which those of the job last were.
Duration spread_as_before(Job const& job, std::int64_t rows);

/// When the next row of a running job may be done: at once, unless the rows are spread.
Instant next_row_at(Job const& job);

}  // namespace roomkey
