#include "usecase/inventory/inventory.hpp"

#include <chrono>
#include <utility>

#include "domain/time_zone.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "usecase/device/devices.hpp"
#include "usecase/user/account_changes.hpp"
#include "usecase/user/label_changes.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

TerminalRecord terminal_record(UserRow row, Instant now) {
    bool const is_online =
        row.terminal && row.terminal->binding && was_seen_lately(*row.terminal->binding, now);
    return {std::move(row), is_online};
}

/// Held, if it is to be changed.
Result<User> known_terminal(Reader& reader, Permit const& permit, std::string const& account) {
    auto user = TRY(known_user(reader, permit, {account, AccountType::account}));
    if (!is_terminal(user.type)) return refusal_about(ErrorCode::account_unknown, account);
    return user;
}

Result<User> labelled_terminal(Reader& reader, Permit const& permit,
                               UpdateLabelsRequest const& request) {
    if (request.serial_number.empty()) return known_terminal(reader, permit, request.account);
    return known_device(reader, permit, request.serial_number);
}

/// When the day that many days ago began in the time zone.
Instant day_begin(std::string const& zone, Instant now, int days_ago) {
    auto const local_now = now + utc_offset(zone, now);
    auto const local =
        std::chrono::floor<std::chrono::days>(local_now) - std::chrono::days{days_ago};
    Instant const guess = local - utc_offset(zone, now);
    return local - utc_offset(zone, guess);
}

}  // namespace

Result<Page<TerminalRecord>> Inventory::search(SearchTerminalsRequest const& request,
                                               Actor const& actor) const {
    return gate_.read(actor, operations::search_terminals,
                      [&](Reader& reader, Permit const& permit) -> Result<Page<TerminalRecord>> {
                          auto rows = TRY(search_users(reader, listed(request.search, permit)));
                          Page<TerminalRecord> page{rows.offset, rows.limit, rows.count, {}};
                          for (auto& row : rows.data) {
                              page.data.push_back(terminal_record(std::move(row), permit.now));
                          }
                          return page;
                      });
}

Result<TerminalRecord> Inventory::show(ShowTerminalRecordRequest const& request,
                                       Actor const& actor) const {
    return gate_.read(actor, operations::show_terminal_record,
                      [&](Reader& reader, Permit const& permit) -> Result<TerminalRecord> {
                          auto const user = TRY(known_terminal(reader, permit, request.account));
                          return terminal_record(TRY(shown_account(reader, user.id)), permit.now);
                      });
}

Result<Page<AuditEntry>> Inventory::history(SearchTerminalHistoryRequest const& request,
                                            Actor const& actor) const {
    return gate_.read(actor, operations::search_terminal_history,
                      [&](Reader& reader, Permit const& permit) -> Result<Page<AuditEntry>> {
                          auto const user = TRY(known_terminal(reader, permit, request.account));
                          AuditSearch search;
                          search.corp_id = user.corp_id;
                          search.account = user.account;
                          search.operation = request.operation;
                          // An earlier account of that name may have been out of reach.
                          search.from = user.created_at;
                          search.page = request.page;
                          return search_audit(reader, search);
                      });
}

Result<TerminalRecord> Inventory::update(UpdateLabelsRequest const& request,
                                         Actor const& actor) const {
    return gate_.change(actor, operations::update_terminal_labels, {request.account, {}},
                        [&](Change& change) -> Result<TerminalRecord> {
                            auto& tx = change.transaction;
                            auto const& permit = change.permit;
                            auto const user = TRY(labelled_terminal(tx, permit, request));
                            auto const difference = TRY(change_labels(tx, user, request.change));
                            change.about(user.account, difference);
                            return terminal_record(TRY(shown_account(tx, user.id)), permit.now);
                        });
}

Result<std::vector<TrendDay>> Inventory::trend(NoFields const& /*request*/,
                                               Actor const& actor) const {
    // As the audit trail names them: of activation codes, and of hard terminals.
    static std::vector<std::string> const activations{"activate_terminal"};
    static std::vector<std::string> const resets{
        std::string{operations::reset_vision_active_code.audit},
        std::string{operations::reset_activecode.audit}};
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<std::vector<TrendDay>> {
        auto const& policy = permit.corp.policy;
        auto const zone = zone_in_effect(policy.time_zone, policy.language);
        std::vector<TrendDay> days;
        for (int ago = trend_days - 1; ago >= 0; --ago) {
            TrendDay day{day_begin(zone, permit.now, ago), 0, 0};
            auto const end = ago == 0 ? Instant::max() : day_begin(zone, permit.now, ago - 1);
            day.activations = TRY(
                count_done(reader, permit.corp.id, activations, day.begin, end, trend_counted_max));
            day.resets =
                TRY(count_done(reader, permit.corp.id, resets, day.begin, end, trend_counted_max));
            days.push_back(day);
        }
        return days;
    };
    return gate_.read(actor, operations::show_trend, work);
}

}  // namespace roomkey
