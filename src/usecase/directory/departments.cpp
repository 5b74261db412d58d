#include "usecase/directory/departments.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/terminal/bindings.hpp"

namespace roomkey {
namespace {

constexpr std::string_view designated = "DESIGNATED_DEPARTMENT";

constexpr auto new_details = &AddDepartmentRequest::details;
constexpr auto add_fields = bind<AddDepartmentRequest>(
    rules::add_department,
    {ignored("Idempotency-Key"), field<&AddDepartmentRequest::name>("deptName"),
     field<&AddDepartmentRequest::code>("deptCode"),
     field<&AddDepartmentRequest::parent_code>("parentDeptCode"),
     field<new_details, &DepartmentDetails::note>("note"),
     field<new_details, &DepartmentDetails::in_permission>("inPermission"),
     field<new_details, &DepartmentDetails::out_permission>("outPermission"),
     field<new_details, &DepartmentDetails::visible>("designatedOutDeptCodes"),
     field<new_details, &DepartmentDetails::sort_level>("sortLevel")});

constexpr auto changed_details = &UpdateDepartmentRequest::details;
constexpr auto update_fields = bind<UpdateDepartmentRequest>(
    rules::update_department,
    {field<&UpdateDepartmentRequest::code>("dept_code"),
     field<&UpdateDepartmentRequest::name>("deptName"),
     field<&UpdateDepartmentRequest::parent_code>("parentDeptCode"),
     field<changed_details, &DepartmentDetails::note>("note"),
     field<changed_details, &DepartmentDetails::in_permission>("inPermission"),
     field<changed_details, &DepartmentDetails::out_permission>("outPermission"),
     field<changed_details, &DepartmentDetails::visible>("designatedOutDeptCodes"),
     field<changed_details, &DepartmentDetails::sort_level>("sortLevel")});

constexpr auto delete_fields = bind<DepartmentRequest>(
    rules::delete_department, {field<&DepartmentRequest::code>("dept_code")});
constexpr auto search_fields = bind<DepartmentSearchRequest>(
    rules::search_department_by_name, {field<&DepartmentSearchRequest::name>("deptName")});
constexpr auto family_fields = bind<DepartmentRequest>(
    rules::show_dept_and_child_dept, {field<&DepartmentRequest::code>("dept_code")});
constexpr auto show_fields =
    bind<DepartmentRequest>(rules::show_department, {field<&DepartmentRequest::code>("dept_code")});

template <class Found>
Result<Found> known(std::optional<Found> found, std::string const& code) {
    if (!found) return refusal_about(ErrorCode::department_unknown, code);
    return *std::move(found);
}

Error limit_reached(char const* what, int limit) {
    return refusal_about(ErrorCode::department_limit_reached,
                         std::string(what) + " <= " + std::to_string(limit));
}

/// Puts `department`, with so many levels below it, under `parent`.
Status place(Reader& reader, Department& department, Department const& parent,
             std::int64_t levels) {
    if (level_of(parent) + 1 + levels > department_levels_max) {
        return limit_reached("deptLevel", department_levels_max);
    }
    if (TRY(count_children(reader, parent.corp_id, parent.code)) >= department_children_max) {
        return limit_reached("childDepts", department_children_max);
    }
    department.parent_code = parent.code;
    department.code_path = parent.code_path + '#' + department.code;
    department.name_path = parent.name_path + '#' + department.name;
    return Done{};
}

bool is_in_branch(Department const& department, Department const& top) {
    return department.code == top.code || department.code_path.starts_with(top.code_path + '#');
}

Status move(Reader& reader, Reach const& reach, Department const& found, Department& changed,
            std::string const& parent_code) {
    if (found.code == root_department) {
        return invalid_field("parentDeptCode", Fault::not_allowed);
    }
    auto const parent = TRY(known(TRY(find_department(reader, reach, parent_code)), parent_code));
    if (is_in_branch(parent, found)) {
        return refusal_about(ErrorCode::department_below_itself, parent_code);
    }
    return place(reader, changed, parent, TRY(levels_below(reader, found)));
}

/// Sets what `department` itself holds of the details.
Status describe(Department& department, DepartmentDetails const& details) {
    if (details.note) department.note = *details.note;
    if (details.in_permission) department.in_permission = *details.in_permission;
    if (details.out_permission) department.out_permission = *details.out_permission;
    if (details.sort_level) department.sort_level = *details.sort_level;
    bool const names_others = details.visible && !details.visible->empty();
    if (names_others && department.out_permission != designated) {
        return invalid_field("designatedOutDeptCodes", Fault::not_allowed);
    }
    return Done{};
}

/// Before anything is changed: work that fails later costs everybody whose changes wait with it.
Status require_designated(Reader& reader, Department const& department,
                          DepartmentDetails const& details) {
    if (!details.visible) return Done{};
    for (auto const& code : *details.visible) {
        if (code == department.code) continue;
        TRY(known(TRY(find_department(reader, department.corp_id, code)), code));
    }
    return Done{};
}

Status save_visible(Transaction& tx, Department const& department,
                    DepartmentDetails const& details) {
    bool const is_cleared = details.out_permission && department.out_permission != designated;
    if (!details.visible && !is_cleared) return Done{};
    auto const unknown = TRY(replace_visible(tx, department.corp_id, department.code,
                                             details.visible.value_or(std::vector<std::string>{})));
    if (unknown) return refusal_about(ErrorCode::department_unknown, *unknown);
    return Done{};
}

/// All paths below begin with it, so it changes with the name.
void rename(Department& department, std::string const& name) {
    auto const stem = department.name_path.size() - department.name.size();
    department.name_path.replace(stem, std::string::npos, name);
    department.name = name;
}

/// The permit's enterprise, held until the end: callers that change the tree hold it first.
Result<Corp> held_corp(Change& change) {
    auto corp = TRY(hold_corp(change.transaction, change.permit.corp.id));
    if (!corp) return internal_error("the actor's enterprise is gone");
    return *std::move(corp);
}

Status wake_terminals_of(CorpId const& corp, Change& change) {
    auto const bindings = TRY(bindings_of(change.transaction, corp));
    if (!bindings) change.wake_all();
    for (auto const& binding : bindings.value_or(std::vector<BindingId>{})) change.wake(binding);
    return Done{};
}

Status update_held(Change& change, Corp const& corp, UpdateDepartmentRequest const& request) {
    auto& tx = change.transaction;
    auto const& reach = change.permit.reach();
    auto found = TRY(known(TRY(find_department(tx, reach, request.code)), request.code));
    bool const is_renamed = request.name && *request.name != found.name;
    bool const is_root_renamed = is_renamed && found.code == root_department;
    auto changed = found;
    TRY(describe(changed, request.details));
    if (is_renamed) rename(changed, *request.name);
    if (request.parent_code && *request.parent_code != found.parent_code) {
        TRY(move(tx, reach, found, changed, *request.parent_code));
    }
    TRY(require_designated(tx, changed, request.details));
    if (is_root_renamed) {
        // The root is named like the enterprise.
        auto other = corp;
        other.name = *request.name;
        TRY(update_corp(tx, other));
        rename(found, *request.name);
        TRY(wake_terminals_of(corp.id, change));
    } else if (is_renamed) {
        for (auto const& binding : TRY(bindings_in(tx, corp.id, found.code))) {
            tx.tell(binding);
            change.wake(binding);
        }
    }
    TRY(update_department(tx, found, changed));
    return save_visible(tx, changed, request.details);
}

Result<DepartmentFamily> find_family(Reader& reader, Reach const& reach, std::string const& code) {
    auto department = TRY(known(TRY(show_department(reader, reach, code)), code));
    auto children = TRY(show_children(reader, reach, code));
    return DepartmentFamily{std::move(department), std::move(children)};
}

}  // namespace

Fields<AddDepartmentRequest> add_department_fields() { return add_fields; }
Fields<UpdateDepartmentRequest> update_department_fields() { return update_fields; }
Fields<DepartmentRequest> delete_department_fields() { return delete_fields; }
Fields<DepartmentSearchRequest> search_departments_fields() { return search_fields; }
Fields<DepartmentRequest> show_department_and_children_fields() { return family_fields; }
Fields<DepartmentRequest> show_department_fields() { return show_fields; }

Result<std::string> Departments::add(AddDepartmentRequest const& request,
                                     Actor const& actor) const {
    auto const code = request.code.value_or(tokens_.id());
    return gate_.change(
        actor, operations::add_department, {{}, request.code.value_or(request.name)},
        [&](Change& change) -> Result<std::string> {
            auto& tx = change.transaction;
            auto const corp = TRY(held_corp(change));
            Department department;
            department.corp_id = corp.id;
            department.code = code;
            department.name = request.name;
            TRY(describe(department, request.details));
            auto const parent =
                TRY(known(TRY(find_department(tx, change.permit.reach(), request.parent_code)),
                          request.parent_code));
            if (TRY(count_departments(tx, corp.id)) >= departments_max) {
                return limit_reached("departments", departments_max);
            }
            TRY(place(tx, department, parent, 0));
            TRY(require_designated(tx, department, request.details));
            if (!TRY(insert_department(tx, department))) {
                return refusal_about(ErrorCode::department_exists, code);
            }
            TRY(save_visible(tx, department, request.details));
            change.about({}, code);
            return code;
        });
}

Status Departments::update(UpdateDepartmentRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::update_department, {{}, request.code},
                        [&](Change& change) -> Status {
                            auto const corp = TRY(held_corp(change));
                            change.about({}, request.code);
                            return update_held(change, corp, request);
                        });
}

Status Departments::remove(DepartmentRequest const& request, Actor const& actor) const {
    auto const& code = request.code;
    return gate_.change(actor, operations::delete_department, {{}, code},
                        [&](Change& change) -> Status {
                            auto& tx = change.transaction;
                            auto const corp = TRY(held_corp(change)).id;
                            if (code == root_department)
                                return refusal(ErrorCode::root_department_protected);
                            TRY(known(TRY(hold_department(tx, change.permit.reach(), code)), code));
                            // A role of nothing would be one of everything.
                            if (TRY(count_children(tx, corp, code)) > 0 ||
                                TRY(has_members(tx, corp, code)) || TRY(has_role(tx, corp, code))) {
                                return refusal_about(ErrorCode::department_in_use, code);
                            }
                            change.about({}, code);
                            return delete_department(tx, corp, code);
                        });
}

Result<std::vector<DepartmentRow>> Departments::search(DepartmentSearchRequest const& request,
                                                       Actor const& actor) const {
    return gate_.read(actor, operations::search_department_by_name,
                      [&](Reader& reader, Permit const& permit) {
                          return search_departments(reader, permit.reach(), request.name);
                      });
}

Result<DepartmentFamily> Departments::show(DepartmentRequest const& request,
                                           Actor const& actor) const {
    return gate_.read(actor, operations::show_dept_and_child_dept,
                      [&](Reader& reader, Permit const& permit) {
                          return find_family(reader, permit.reach(), request.code);
                      });
}

Result<DepartmentFamily> Departments::show_in_short(DepartmentRequest const& request,
                                                    Actor const& actor) const {
    return gate_.read(actor, operations::show_department,
                      [&](Reader& reader, Permit const& permit) {
                          // Whoever is signed in may look at all of them.
                          return find_family(reader, permit.corp.id, request.code);
                      });
}

Result<bool> Departments::exists(Reader& reader, Permit const& permit,
                                 std::string const& code) const {
    return TRY(find_department(reader, permit.reach(), code)).has_value();
}

}  // namespace roomkey
