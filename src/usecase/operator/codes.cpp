#include "usecase/operator/codes.hpp"

#include <optional>
#include <utility>

#include "usecase/audit_trail.hpp"
#include "usecase/code/delete_codes.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/code/typed_code.hpp"

namespace roomkey {

Result<CreatedTerminal> OperateCodes::create(CorpId const& corp, CreateCodeRequest const& request,
                                             Language language) {
    auto const contacts = TRY(issue_.check(request.contacts));
    auto created = TRY(store_.write([&](Transaction& transaction) -> Result<CreatedTerminal> {
        auto const found = TRY(transaction.find_corp(corp));
        if (!found) return refusal_about(ErrorCode::corp_unknown, corp.value);
        return create_code_.create(transaction, *found, request, contacts, language,
                                   operator_actor());
    }));
    if (is_announced(contacts)) notify_();
    return created;
}

Result<Secret> OperateCodes::reset(std::string const& account, ContactRequest const& request,
                                   Language language) {
    auto const contacts = TRY(issue_.check(request));
    std::optional<BindingId> unbound;
    auto code = TRY(store_.write([&](Transaction& transaction) -> Result<Secret> {
        auto const terminal = TRY(transaction.find_terminal(account));
        if (!terminal) return refusal_about(ErrorCode::account_unknown, account);
        auto const corp = TRY(transaction.find_corp(terminal->user.corp_id));
        if (!corp) return internal_error("terminal without enterprise");
        auto reset = TRY(replace_code(transaction, issue_, terminal->user, *corp, contacts,
                                      language, clock_.now()));
        TRY(transaction.insert_audit(
            audit_operator(corp->id, clock_.now(), "reset_code", account, masked(contacts))));
        unbound = std::move(reset.unbound);
        return std::move(reset.code);
    }));
    if (unbound) feed_.wake(*unbound);
    if (is_announced(contacts)) notify_();
    return code;
}

Result<Secret> OperateCodes::current(std::string const& account) {
    return store_.read([&](Reader& reader) -> Result<Secret> {
        auto const terminal = TRY(reader.find_terminal(account));
        if (!terminal) return refusal_about(ErrorCode::account_unknown, account);
        if (!terminal->code) return refusal(ErrorCode::code_unknown);
        return issue_.open(terminal->user.id, *terminal->code);
    });
}

Status OperateCodes::remove(CorpId const& corp, std::vector<std::string> const& ids) {
    return store_.write([&](Transaction& transaction) {
        return delete_codes(transaction, corp, ids, operator_actor(), clock_.now());
    });
}

Result<Page<FoundCode>> OperateCodes::list(CodeSearch const& search) {
    return store_.read([&](Reader& reader) { return find_codes(reader, issue_, search); });
}

}  // namespace roomkey
