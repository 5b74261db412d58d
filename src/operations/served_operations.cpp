#include "operations/served_operations.hpp"

#include "fields/operation_rules.hpp"
#include "operations/code_object.hpp"
#include "operations/notice_object.hpp"
#include "operations/user_object.hpp"

namespace roomkey {
namespace {

OperationResult shown_reset(ResetReceipt const& receipt) {
    return {boost::json::object{{"activeCode", receipt.code.reveal()}}, receipt.is_replayed};
}

/// Shows one record.
template <auto object_of>
constexpr auto record = [](auto const& found) { return result_of(object_of(found)); };

/// Shows a page of records.
template <auto object_of>
constexpr auto page = [](auto const& found) { return result_of(page_of(found, object_of)); };

constexpr auto nothing = [](Done const& done) { return result_of(done); };

}  // namespace

std::vector<ServedOperation> served_operations(UseCases const& u) {
    return {
        served(operations::reset_vision_active_code, reset_code_fields(), u.reset_code,
               &ResetCode::run, shown_reset),
        // The vendor's own example sends POST.
        served(operations::reset_vision_active_code_by_post, reset_code_fields(), u.reset_code,
               &ResetCode::run, shown_reset),
        served(operations::create_vision_active_code, create_code_fields(), u.codes, &Codes::create,
               record<active_code_object>),
        served(operations::search_vision_active_code, search_codes_fields(), u.codes,
               &Codes::search, page<code_object>),
        served(operations::delete_vision_active_code, delete_codes_fields(), u.codes,
               &Codes::remove, nothing),
        served(operations::search_users, search_users_fields(), u.users, &Users::search,
               page<user_object>),
        served(operations::search_notices, search_notices_fields(), u.notices, &Notices::search,
               page<notice_object>),
        served(operations::resend_notice, resend_notice_fields(), u.notices, &Notices::resend,
               record<notice_object>),
    };
}

}  // namespace roomkey
