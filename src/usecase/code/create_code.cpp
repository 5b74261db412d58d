#include "usecase/code/create_code.hpp"

#include <utility>

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

constexpr char const* operation = "create_code";
constexpr std::size_t account_suffix_length = 12;

std::string account_prefix(DeviceType type) {
    switch (user_type_of(type)) {
        case UserType::smart_tv:
            return "tv_";
        case UserType::idea_hub:
            return "hub_";
        default:
            return "room_";
    }
}

constexpr auto fields = bind<CreateCodeRequest>(
    rules::create_vision_active_code,
    {converted<device_type_named, &CreateCodeRequest::device_type>("devType"),
     field<&CreateCodeRequest::device_name>("devName"),
     field<&CreateCodeRequest::department_code>("deptCode"),
     field<&CreateCodeRequest::description>("description"),
     field<&CreateCodeRequest::contacts, &ContactRequest::country>("country"),
     field<&CreateCodeRequest::contacts, &ContactRequest::phone>("smsNumber"),
     field<&CreateCodeRequest::contacts, &ContactRequest::email>("emailAddr")});

}  // namespace

Fields<CreateCodeRequest> create_code_fields() { return fields; }

CreateCode::CreateCode(Store& store, Clock const& clock, Authentication const& authentication,
                       CodeIssue const& issue, TokenMaker const& tokens,
                       RefusalAudit const& refusals, std::function<void()> notify)
    : store_(store),
      clock_(clock),
      authentication_(authentication),
      issue_(issue),
      tokens_(tokens),
      refusals_(refusals),
      notify_(std::move(notify)) {}

Result<CreatedTerminal> CreateCode::run(CreateCodeRequest const& request,
                                        RequestContext const& context) const {
    auto created = store_.write([&](Transaction& transaction) -> Result<CreatedTerminal> {
        auto const caller = TRY(authentication_.administrator(transaction, request.access_token));
        auto const contacts = TRY(issue_.check(request.contacts));
        TRY(require_deliverable(contacts));
        return create(transaction, caller.corp, request, contacts, context.language,
                      actor_of(caller, context));
    });
    if (!created.ok()) {
        refusals_.record(created.error(), request.access_token, context, operation, {},
                         request.device_name);
        return created;
    }
    notify_();
    return created;
}

Result<CreatedTerminal> CreateCode::create(Transaction& transaction, Corp const& corp,
                                           CreateCodeRequest const& request,
                                           Contacts const& contacts, Language language,
                                           Actor const& actor) const {
    auto const department =
        request.department_code.empty() ? std::string(root_department) : request.department_code;
    if (!TRY(transaction.find_department(corp.id, department))) {
        return refusal_about(ErrorCode::department_unknown, department);
    }

    auto const now = clock_.now();
    Terminal terminal;
    terminal.device_type = request.device_type;
    terminal.user.id = UserId{tokens_.id()};
    terminal.user.corp_id = corp.id;
    // 48 random bits: the account is unique in the service without asking first.
    terminal.user.account = account_prefix(request.device_type) +
                            terminal.user.id.value.substr(0, account_suffix_length);
    terminal.user.name = request.device_name;
    terminal.user.description = request.description;
    terminal.user.department_code = department;
    terminal.user.type = user_type_of(request.device_type);
    terminal.user.created_at = now;
    if (!TRY(transaction.insert_terminal(terminal))) {
        return unavailable("account name taken, try again");
    }
    auto issued = TRY(issue_.issue(transaction, terminal.user.id, corp, now));
    TRY(issue_.queue_notices(transaction, terminal.user, issued.code, contacts, language, now));
    TRY(transaction.insert_audit(
        audit_by(actor, corp.id, now, operation, terminal.user.account, masked(contacts))));
    return CreatedTerminal{terminal.user.id, terminal.user.account, issued.code.id(),
                           std::move(issued.text)};
}

}  // namespace roomkey
