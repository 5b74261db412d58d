#include "fields/operation_rules.hpp"
#include "usecase/inventory/inventory.hpp"
#include "usecase/user/user_requests.hpp"

namespace roomkey {
namespace {

constexpr auto terminal_search = &SearchTerminalsRequest::search;

/// The two lists differ in what they call their pages.
template <std::size_t count>
consteval auto bound_search(FieldRule const (&rules)[count], std::string_view offset,
                            std::string_view limit) {
    return bind<SearchTerminalsRequest>(
        rules, {field<terminal_search, &UserSearch::page, &PageRequest::offset>(offset),
                field<terminal_search, &UserSearch::page, &PageRequest::limit>(limit),
                field<terminal_search, &UserSearch::text>("searchKey"),
                field<terminal_search, &UserSearch::account>("account"),
                field<terminal_search, &UserSearch::code_id>("codeId"),
                field<terminal_search, &UserSearch::serial_number>("sn"),
                field<terminal_search, &UserSearch::tag>("tag"),
                field<terminal_search, &UserSearch::asset_number>("assetNumber"),
                field<terminal_search, &UserSearch::is_online>("online"),
                converted<listed_state_named, terminal_search, &UserSearch::state>("state"),
                field<terminal_search, &UserSearch::department_code>("deptCode"),
                field<terminal_search, &UserSearch::with_sub_departments>("enableSubDept"),
                field<terminal_search, &UserSearch::types>("userType"),
                field<terminal_search, &UserSearch::status>("status"),
                field<terminal_search, &UserSearch::with_inactive_terminals>("containsUnActive"),
                converted<sort_field_named, terminal_search, &UserSearch::sort>("sortField"),
                field<terminal_search, &UserSearch::is_ascending>("isAsc")});
}

constexpr auto terminals_listed = bound_search(rules::search_terminals, "offset", "limit");
constexpr auto terminals_exported = bound_search(rules::export_terminals, "fromOffset", "maxRows");

constexpr auto shown_record = bind<ShowTerminalRecordRequest>(
    rules::show_terminal_record, {field<&ShowTerminalRecordRequest::account>("account")});

constexpr auto searched_history = bind<SearchTerminalHistoryRequest>(
    rules::search_terminal_history,
    {field<&SearchTerminalHistoryRequest::account>("account"),
     field<&SearchTerminalHistoryRequest::page, &PageRequest::offset>("offset"),
     field<&SearchTerminalHistoryRequest::page, &PageRequest::limit>("limit"),
     field<&SearchTerminalHistoryRequest::operation>("operation")});

constexpr auto label_change = &UpdateLabelsRequest::change;
constexpr auto updated_labels = bind<UpdateLabelsRequest>(
    rules::update_terminal_labels, {field<&UpdateLabelsRequest::account>("account"),
                                    field<label_change, &LabelChange::note>("note"),
                                    field<label_change, &LabelChange::asset_number>("assetNumber"),
                                    field<label_change, &LabelChange::tags>("tags"),
                                    field<label_change, &LabelChange::added_tags>("tagsAdd"),
                                    field<label_change, &LabelChange::removed_tags>("tagsRemove")});

}  // namespace

Fields<SearchTerminalsRequest> search_terminals_fields() { return terminals_listed; }
Fields<SearchTerminalsRequest> export_terminals_fields() { return terminals_exported; }
Fields<ShowTerminalRecordRequest> show_terminal_record_fields() { return shown_record; }
Fields<SearchTerminalHistoryRequest> search_terminal_history_fields() { return searched_history; }
Fields<UpdateLabelsRequest> update_terminal_labels_fields() { return updated_labels; }

}  // namespace roomkey
