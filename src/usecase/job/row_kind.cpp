#include "usecase/job/row_kind.hpp"

#include <algorithm>
#include <cassert>

#include "fields/operation_rules.hpp"
#include "usecase/user/permissions.hpp"

namespace roomkey {
namespace {

using Column = std::string_view;
constexpr Column new_terminal[] = {"devName", "devType",   "deptCode", "description",
                                   "country", "smsNumber", "emailAddr"};
constexpr Column new_user[] = {"name",    "account", "thirdAccount", "englishName", "phone",
                               "country", "email",   "deptCode",     "title",       "signature",
                               "desc",    "status",  "sortLevel",    "hidePhone",   "sendNotify"};
constexpr Column new_device[] = {"name",   "model",       "sn",        "deptCode",
                                 "phone",  "country",     "email",     "description",
                                 "status", "prjCodeMode", "sendNotify"};

constexpr Column account_alone[] = {"account"};
constexpr Column account_change[] = {
    "account",   "name", "englishName", "phone",     "country",   "email", "deptCode",    "title",
    "signature", "desc", "status",      "sortLevel", "hidePhone", "note",  "assetNumber", "tags"};
constexpr Column account_move[] = {"account", "deptCode"};
constexpr Column account_labels[] = {"account", "note",    "assetNumber",
                                     "tags",    "tagsAdd", "tagsRemove"};
constexpr Column account_reset[] = {"account", "country", "smsNumber", "emailAddr"};

constexpr Column device_alone[] = {"sn"};
constexpr Column device_change[] = {"sn",          "name",  "deptCode",    "phone",
                                    "country",     "email", "description", "status",
                                    "prjCodeMode", "note",  "assetNumber", "tags"};
constexpr Column device_move[] = {"sn", "deptCode"};
constexpr Column device_labels[] = {"sn", "note", "assetNumber", "tags", "tagsAdd", "tagsRemove"};
constexpr Column device_reset[] = {"sn", "country", "smsNumber", "emailAddr"};

constexpr RowKind kinds[] = {
    {JobKind::create_terminals, RowAct::create, &operations::create_vision_active_code,
     new_terminal},
    {JobKind::create_users, RowAct::create, &operations::add_user, new_user},
    {JobKind::create_devices, RowAct::create, &operations::add_device, new_device},
    {JobKind::update, RowAct::update, &operations::update_user, account_change},
    {JobKind::move, RowAct::move, &operations::update_user, account_move},
    {JobKind::label, RowAct::label, &operations::update_terminal_labels, account_labels},
    {JobKind::reset, RowAct::reset, &operations::reset_vision_active_code, account_reset},
    {JobKind::disable, RowAct::disable, &operations::batch_update_user_status, account_alone},
    {JobKind::enable, RowAct::enable, &operations::batch_update_user_status, account_alone},
    {JobKind::remove, RowAct::remove, &operations::batch_delete_users, account_alone},
    {JobKind::update_devices, RowAct::update, &operations::update_device, device_change},
    {JobKind::move_devices, RowAct::move, &operations::update_device, device_move},
    {JobKind::label_devices, RowAct::label, &operations::update_terminal_labels, device_labels},
    {JobKind::reset_devices, RowAct::reset, &operations::reset_activecode, device_reset},
    {JobKind::disable_devices, RowAct::disable, &operations::batch_update_devices_status,
     device_alone},
    {JobKind::enable_devices, RowAct::enable, &operations::batch_update_devices_status,
     device_alone},
    {JobKind::remove_devices, RowAct::remove, &operations::batch_delete_devices, device_alone},
};

consteval bool has_all_kinds() {
    if (std::size(kinds) != std::size(job_kind_names)) return false;
    return std::ranges::all_of(job_kind_names, [](auto const& named) {
        return std::ranges::count(kinds, named.first, &RowKind::kind) == 1;
    });
}
static_assert(has_all_kinds());

}  // namespace

RowKind const& row_kind(JobKind kind) {
    auto const* const found = std::ranges::find(kinds, kind, &RowKind::kind);
    assert(found != std::end(kinds));
    return *found;
}

std::vector<JobKind> job_kinds_of(User const& user) {
    std::vector<JobKind> found;
    if (!permits(user, operations::create_job.permission)) return found;
    for (auto const& [kind, name] : job_kind_names) {
        if (permits(user, row_kind(kind).operation->permission)) found.push_back(kind);
    }
    return found;
}

}  // namespace roomkey
