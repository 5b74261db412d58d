#include "usecase/device/devices.hpp"

#include <map>
#include <set>
#include <utility>

#include "base/time_left.hpp"
#include "domain/account/account_name.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/directory/resources.hpp"
#include "usecase/user/account_changes.hpp"
#include "usecase/user/label_changes.hpp"
#include "usecase/user/users.hpp"

namespace roomkey {
namespace {

constexpr std::string_view uri_prefix = "tel:";

std::string model_names() {
    std::string names;
    for (auto const& model : hard_terminal_models()) {
        names += (names.empty() ? "" : ", ") + std::string(model.name);
    }
    return names;
}

/// Does `work` with each device of the batch once, all of them held.
template <class Work>
Status each_of(Change& change, DeviceBatchRequest const& request, Work work) {
    TRY(hold_users(change.transaction, change.permit.corp.id, UserName::serial_number,
                   request.serial_numbers));
    for (auto const& serial_number :
         std::set<std::string>(request.serial_numbers.begin(), request.serial_numbers.end())) {
        change.refusal_is_about({});
        auto user = TRY(known_device(change.transaction, change.permit, serial_number));
        change.refusal_is_about(user.account);
        TRY(work(user));
    }
    return Done{};
}

std::string without_prefix(std::string const& number) {
    return number.starts_with(uri_prefix) ? number.substr(uri_prefix.size()) : number;
}

}  // namespace

Result<User> known_device(Reader& reader, Permit const& permit, std::string const& serial_number) {
    auto user = TRY(find_user_by_serial_number(reader, permit.reach(), serial_number));
    if (!user) return refusal_about(ErrorCode::device_unknown, serial_number);
    return *std::move(user);
}

UserSearch hard_terminals(UserSearch search) {
    search.is_of_hard_terminals = true;
    search.with_inactive_terminals = true;
    auto const* const model = hard_terminal_model(search.model);
    if (model != nullptr) search.model = model->name;
    return search;
}

Status require_code_model(std::optional<Terminal> const& terminal) {
    if (terminal && is_activated_by_code(*terminal)) return Done{};
    return invalid_field("sn", Fault::not_allowed, "a model that is activated by a code");
}

Result<UserRow> Devices::add(AddDeviceRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::add_device, {{}, request.serial_number},
                        [&](Change& change) -> Result<UserRow> {
                            auto const* const model = hard_terminal_model(request.model);
                            if (model == nullptr) {
                                return invalid_field("model", Fault::unknown_value, model_names());
                            }
                            return add(change, request, *model);
                        });
}

Result<Terminal> Devices::draft(AddDeviceRequest const& request, HardTerminalModel const& model,
                                Permit const& permit) const {
    if (request.given.account) TRY(require_account_name(*request.given.account));
    Terminal terminal;
    terminal.device_type = DeviceType::hard_terminal;
    terminal.model = model.name;
    terminal.projection_mode = request.projection_mode;
    auto& user = terminal.user;
    user.id = UserId{tokens_.id()};
    user.corp_id = permit.corp.id;
    user.account = request.given.account.value_or(user.id.value);
    user.number = number_of(user.id);
    user.type = UserType::hard_terminal;
    user.name = request.name;
    user.serial_number = request.serial_number;
    user.department_code = request.details.department_code.value_or(root_department);
    user.description = request.details.description.value_or("");
    user.status = request.details.status.value_or(AccountStatus::normal);
    user.created_at = permit.now;
    TRY(set_contacts(issue_, user, request.details, account_contact_fields));
    TRY(require_reachable({user.email, user.phone}, permit.corp, account_contact_fields));
    return terminal;
}

Result<UserRow> Devices::add(Change& change, AddDeviceRequest const& request,
                             HardTerminalModel const& model) const {
    auto& tx = change.transaction;
    auto const terminal = TRY(draft(request, model, change.permit));
    auto const& user = terminal.user;
    if (user.status == AccountStatus::normal) {
        TRY(check_resource(tx, change.permit.corp, user.type));
    }
    TRY(require_department(change, user));
    if (!TRY(insert_terminal(tx, terminal))) {
        if (TRY(find_user_by_serial_number(tx, user.corp_id, user.serial_number))) {
            return refusal_about(ErrorCode::serial_number_exists, user.serial_number);
        }
        if (request.given.account) return refusal_about(ErrorCode::account_exists, user.account);
        return unavailable("account or number taken, try again");
    }
    bool const is_told = model.has_code() && request.send_notify != no_notice;
    if (model.has_code()) TRY(send_first_code(change, user, request.given, is_told));
    auto const contacts = is_told ? ' ' + masked({user.email, user.phone}) : std::string{};
    change.about(user.account, user.serial_number + contacts);
    return shown_account(tx, user.id);
}

Status Devices::send_first_code(Change& change, User const& user, GivenTerminal const& given,
                                bool is_told) const {
    auto& tx = change.transaction;
    auto const& permit = change.permit;
    auto const issued = TRY(issue_.issue(tx, user, permit.corp, permit.now, given));
    if (!is_told) return Done{};
    TRY(issue_.queue_notices(tx, user, issued.code, reached({user.email, user.phone}, permit.corp),
                             permit.language, permit.now));
    change.notify_outbox();
    return Done{};
}

Result<Page<UserRow>> Devices::search(SearchDevicesRequest const& request,
                                      Actor const& actor) const {
    return gate_.read(actor, operations::search_devices, [&](Reader& reader, Permit const& permit) {
        return search_users(reader, listed(hard_terminals(request.search), permit));
    });
}

Result<UserRow> Devices::show(ShowDeviceRequest const& request, Actor const& actor) const {
    return gate_.read(actor, operations::show_device_detail,
                      [&](Reader& reader, Permit const& permit) -> Result<UserRow> {
                          auto const user =
                              TRY(known_device(reader, permit, request.serial_number));
                          return shown_account(reader, user.id);
                      });
}

Status Devices::update(UpdateDeviceRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::update_device, {{}, request.serial_number},
        [&](Change& change) -> Status {
            auto& tx = change.transaction;
            if (request.details.status == AccountStatus::normal) {
                TRY(hold_resources(tx, change.permit.corp));
            }
            auto user = TRY(known_device(tx, change.permit, request.serial_number));
            change.refusal_is_about(user.account);
            auto const before = user;
            user.name = request.name.value_or(user.name);
            if (request.projection_mode) {
                TRY(update_projection_mode(tx, user.id, *request.projection_mode));
            }
            TRY(update_account(change, issue_, user, request.details, account_contact_fields));
            auto const labels = TRY(change_labels(tx, user, request.labels));
            auto const detail = listed_in_records({move_in_records(before, user), labels});
            change.about(user.account, user.serial_number + (detail.empty() ? "" : " ") + detail);
            return Done{};
        });
}

Status Devices::remove(DeviceBatchRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::batch_delete_devices, {}, [&](Change& change) -> Status {
        return each_of(change, request, [&](User const& user) {
            change.about(user.account, user.serial_number);
            return delete_account(change, user);
        });
    });
}

Status Devices::set_status(DeviceBatchRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::batch_update_devices_status, {}, [&](Change& change) -> Status {
            if (request.status == AccountStatus::normal) {
                TRY(hold_resources(change.transaction, change.permit.corp));
            }
            return each_of(change, request, [&](User& user) -> Status {
                bool const is_disabled = request.status == AccountStatus::disabled;
                change.about(user.account,
                             user.serial_number + (is_disabled ? " disabled" : " normal"));
                if (user.status == request.status) return Done{};
                return set_account_status(change, user, request.status);
            });
        });
}

Status Devices::reset_code(ResetDeviceCodeRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::reset_activecode, {{}, request.serial_number},
                        [&](Change& change) { return reset_code(change, request); });
}

Status Devices::reset_code(Change& change, ResetDeviceCodeRequest const& request) const {
    auto& tx = change.transaction;
    auto const& permit = change.permit;
    auto const contacts = TRY(issue_.check(request.contacts));
    TRY(require_reachable(contacts, permit.corp));
    auto const user = TRY(known_device(tx, permit, request.serial_number));
    change.refusal_is_about(user.account);
    TRY(require_code_model(TRY(find_terminal_by_user(tx, user.id))));
    auto const resets = TRY(count_done(tx, permit.corp.id, user.account, permit.audit.operation,
                                       permit.now - hard_terminal_resets_window,
                                       permit.now + clock_difference_max));
    if (resets >= hard_terminal_resets_max) return refusal(ErrorCode::resets_used_up);
    TRY(replace_code_of(change, issue_, user, reached(contacts, permit.corp)));
    return Done{};
}

Result<std::vector<HardTerminalModel>> Devices::models(NoFields const& /*request*/,
                                                       Actor const& actor) const {
    return gate_.read(
        actor, operations::show_device_types,
        [](Reader& /*reader*/, Permit const& /*permit*/) -> Result<std::vector<HardTerminalModel>> {
            auto const models = hard_terminal_models();
            return std::vector(models.begin(), models.end());
        });
}

Result<std::vector<HardTerminalState>> Devices::states(DeviceStatesRequest const& request,
                                                       Actor const& actor) const {
    auto const work = [&](Reader& reader,
                          Permit const& permit) -> Result<std::vector<HardTerminalState>> {
        std::vector<std::string> numbers;
        for (auto const& number : request.numbers) numbers.push_back(without_prefix(number));
        std::map<std::string, bool> registered;
        for (auto const& row : TRY(show_users(reader, permit.corp.id, UserKey::number, numbers))) {
            registered[row.user.number] = row.terminal && is_registered(*row.terminal, permit.now);
        }
        std::vector<HardTerminalState> states;
        for (auto const& asked : request.numbers) {
            auto const known = registered.find(without_prefix(asked));
            if (known == registered.end()) {
                states.push_back({asked, false, false});
            } else {
                states.push_back({std::string(uri_prefix) + known->first, true, known->second});
            }
        }
        return states;
    };
    return gate_.read(actor, operations::show_device_status, work);
}

}  // namespace roomkey
