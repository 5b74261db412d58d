#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "domain/job/job.hpp"
#include "domain/user.hpp"
#include "fields/operation.hpp"

namespace roomkey {

/// What the row of a job does, whatever it is about.
enum class RowAct : std::uint8_t { create, update, move, label, reset, disable, enable, remove };

/// What rows of a kind are.
struct RowKind {
    JobKind kind;
    RowAct act;
    /// The operation for one account that they are done by.
    Operation const* operation;
    /// The fields that they can have.
    std::span<std::string_view const> columns;

    /// The column that says what a row is about, which has to be there: "account" or "sn"; empty
    /// for what is new.
    [[nodiscard]] std::string_view named_by() const {
        return act == RowAct::create ? std::string_view{} : columns.front();
    }
    [[nodiscard]] bool is_about_accounts() const { return named_by() == "account"; }
    [[nodiscard]] bool is_about_devices() const { return named_by() == "sn"; }
    /// The same, of what is new as well: the account that was made.
    [[nodiscard]] std::string_view shown_by() const {
        return is_about_devices() ? std::string_view{"sn"} : std::string_view{"account"};
    }
};

RowKind const& row_kind(JobKind kind);

/// The kinds of jobs that the user may make and start, by the role as it is now.
std::vector<JobKind> job_kinds_of(User const& user);

}  // namespace roomkey
