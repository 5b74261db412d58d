#include "usecase/terminal/device_binding.hpp"

#include <utility>

#include "domain/activation/hard_terminal.hpp"
#include "domain/activation/serial_number.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

/// Whether the account already goes by this serial number, or need not. Many devices have a
/// placeholder, so it names none of them.
bool has_no_need_of(User const& user, std::string const& sn) {
    return user.type != UserType::hard_terminal || user.serial_number == sn ||
           is_placeholder_sn(sn);
}

}  // namespace

Result<bool> is_for(Reader& reader, User const& user, std::string const& sn) {
    if (user.type == UserType::hard_terminal && !is_meant_for(user, sn)) return false;
    if (has_no_need_of(user, sn)) return true;
    return !TRY(find_user_by_serial_number(reader, user.corp_id, sn));
}

std::optional<Error> DeviceBinding::objection(Terminal const& terminal,
                                              ActivationRequest const& request) const {
    if (terminal.code->expires_at <= clock_.now()) return refusal(ErrorCode::code_lapsed);
    if (!request.device_type.empty() && request.device_type != wire_name(terminal.device_type)) {
        return refusal(ErrorCode::code_device_mismatch);
    }
    if (terminal.user.status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
    return std::nullopt;
}

Result<bool> DeviceBinding::claim(Transaction& transaction, User& user, std::string const& sn) {
    if (!TRY(is_for(transaction, user, sn))) return false;
    if (has_no_need_of(user, sn)) return true;
    user.serial_number = sn;
    TRY(update_user(transaction, user));
    return true;
}

Binding DeviceBinding::binding_of(Terminal const& terminal, ActivationRequest const& request,
                                  RequestContext const& context, Instant now) const {
    Binding binding;
    binding.id = BindingId{tokens_.id()};
    binding.user_id = terminal.user.id;
    binding.sn = request.sn;
    binding.model = request.model;
    binding.software_version = request.software_version;
    binding.bound_at = now;
    binding.last_seen_at = now;
    binding.seen_from = source_network(context.source);
    return binding;
}

Result<ActivationReceipt> DeviceBinding::bind(Transaction& transaction, Terminal terminal,
                                              ActivationRequest const& request,
                                              RequestContext const& context) const {
    auto const now = clock_.now();
    if (!TRY(delete_code(transaction, terminal.code->hash)))
        return refusal(ErrorCode::code_unknown);

    ActivationReceipt receipt;
    receipt.credential = tokens_.terminal_credential();
    receipt.validity = credential_validity_;
    receipt.expires_at = now + credential_validity_;

    auto binding = binding_of(terminal, request, context, now);
    Credential credential;
    credential.hash = hashes_.of(HashPurpose::credential, receipt.credential.reveal());
    credential.binding_id = binding.id;
    credential.issued_at = now;
    credential.expires_at = receipt.expires_at;
    if (!TRY(insert_binding(transaction, binding, credential))) {
        return internal_error("an account with a live code had a live binding");
    }
    // What was still to be sent carries a code that is spent now.
    TRY(supersede_notices(transaction, terminal.user.id, now));

    TRY(insert_audit(transaction,
                     audit_device(terminal.user, request.sn, context, now, "activate_terminal")));
    TRY(replays_.remember(transaction, request, receipt.credential));

    auto corp = TRY(find_corp(transaction, terminal.user.corp_id));
    auto const department =
        TRY(find_department(transaction, terminal.user.corp_id, terminal.user.department_code));
    if (!corp) return internal_error("terminal without enterprise");
    terminal.code.reset();
    terminal.binding = std::move(binding);
    terminal.was_active = true;
    receipt.profile = {std::move(terminal), std::move(*corp), department ? department->name : ""};
    return receipt;
}

}  // namespace roomkey
