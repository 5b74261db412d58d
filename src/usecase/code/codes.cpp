#include "usecase/code/codes.hpp"

#include <map>
#include <mutex>
#include <utility>

#include "base/utf8.hpp"
#include "domain/account/account_name.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/code/live_code.hpp"
#include "usecase/code/typed_code.hpp"
#include "usecase/directory/resources.hpp"

namespace roomkey {
namespace {

constexpr std::size_t account_suffix_length = 12;
namespace commands {
constexpr auto show_code = operator_only("show_code");
}  // namespace commands

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

constexpr auto create_fields = bind<CreateCodeRequest>(
    rules::create_vision_active_code,
    {ignored("Idempotency-Key"),
     converted<device_type_named, &CreateCodeRequest::device_type>("devType"),
     field<&CreateCodeRequest::device_name>("devName"),
     field<&CreateCodeRequest::department_code>("deptCode"),
     field<&CreateCodeRequest::description>("description"),
     field<&CreateCodeRequest::contacts, &ContactRequest::country>("country"),
     field<&CreateCodeRequest::contacts, &ContactRequest::phone>("smsNumber"),
     field<&CreateCodeRequest::contacts, &ContactRequest::email>("emailAddr")});

constexpr auto search_fields = bind<SearchCodesRequest>(
    rules::search_vision_active_code,
    {field<&SearchCodesRequest::page, &PageRequest::offset>("offset"),
     field<&SearchCodesRequest::page, &PageRequest::limit>("limit"),
     field<&SearchCodesRequest::search_key>("searchKey"),
     converted<device_type_named, &SearchCodesRequest::device_type>("devType")});

constexpr auto delete_fields = bind<DeleteCodesRequest>(rules::delete_vision_active_code,
                                                        {field<&DeleteCodesRequest::ids>("body")});

constexpr auto shown_fields = bind<RecordShownCodeRequest>(
    rules::record_shown_code, {field<&RecordShownCodeRequest::account>("account")});

/// Each id once, whatever the case of its letters.
Result<std::map<Digest, std::string>> distinct(std::vector<std::string> const& ids) {
    std::map<Digest, std::string> found;
    for (auto const& id : ids) {
        auto const range = hashes_of(CodeId{id});
        if (!range) return refusal_about(ErrorCode::code_id_unknown, id);
        found.emplace(range->first, id);
    }
    return found;
}

std::vector<HashRange> ranges_of(std::map<Digest, std::string> const& batch) {
    std::vector<HashRange> ranges;
    ranges.reserve(batch.size());
    for (auto const& [first, id] : batch) ranges.push_back(*hashes_of(CodeId{id}));
    return ranges;
}

Result<Terminal> terminal_of(Change& change, std::string const& id) {
    auto terminal =
        TRY(find_terminal_by_code_id(change.transaction, change.permit.reach(), CodeId{id}));
    if (!terminal || !is_vision_terminal(terminal->user.type)) {
        return refusal_about(ErrorCode::code_id_unknown, id);
    }
    return *std::move(terminal);
}

Result<bool> has_code(Reader& reader, CorpId const& corp, Digest const& hash) {
    auto const terminal = TRY(find_terminal_by_code(reader, hash));
    return terminal && terminal->user.corp_id == corp;
}

Status remove_code(Change& change, Terminal const& terminal) {
    auto& transaction = change.transaction;
    change.about(terminal.user.account);
    TRY(supersede_notices(transaction, terminal.user.id, change.permit.now));
    if (!terminal.was_active) return delete_user(transaction, terminal.user.id);
    TRY(delete_code(transaction, terminal.code->hash));
    return Done{};
}

}  // namespace

Fields<CreateCodeRequest> create_code_fields() { return create_fields; }
Fields<SearchCodesRequest> search_codes_fields() { return search_fields; }
Fields<DeleteCodesRequest> delete_codes_fields() { return delete_fields; }
Fields<RecordShownCodeRequest> record_shown_code_fields() { return shown_fields; }

Result<CreatedTerminal> Codes::create(CreateCodeRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::create_vision_active_code, {{}, request.device_name},
                        [&](Change& change) { return create(change, request); });
}

Result<CreatedTerminal> Codes::create(Change& change, CreateCodeRequest const& request) const {
    auto& transaction = change.transaction;
    auto const& permit = change.permit;
    auto const contacts = TRY(issue_.check(request.contacts));
    if (permit.caller) TRY(require_deliverable(contacts));
    if (request.given.account) TRY(require_account_name(*request.given.account));
    TRY(check_resource(transaction, permit.corp, user_type_of(request.device_type)));
    auto const department =
        request.department_code.empty() ? std::string(root_department) : request.department_code;
    if (!TRY(hold_department(transaction, permit.reach(), department))) {
        return refusal_about(ErrorCode::department_unknown, department);
    }

    Terminal terminal;
    auto& user = terminal.user;
    terminal.device_type = request.device_type;
    user.id = UserId{tokens_.id()};
    user.corp_id = permit.corp.id;
    // 48 random bits: the account is unique in the service without asking first.
    user.account = request.given.account.value_or(account_prefix(request.device_type) +
                                                  user.id.value.substr(0, account_suffix_length));
    user.name = request.device_name;
    user.description = request.description;
    user.department_code = department;
    user.type = user_type_of(request.device_type);
    user.created_at = permit.now;
    if (!TRY(insert_terminal(transaction, terminal))) {
        if (request.given.account) return refusal_about(ErrorCode::account_exists, user.account);
        return unavailable("account name taken, try again");
    }
    auto issued = TRY(issue_.issue(transaction, user, permit.corp, permit.now, request.given));
    TRY(issue_.queue_notices(transaction, user, issued.code, contacts, permit.language,
                             permit.now));
    if (is_announced(contacts)) change.notify_outbox();
    change.about(user.account, masked(contacts));
    answer_holds_for(change, user, issued.code);
    return CreatedTerminal{user.id, user.account, issued.code.id(), std::move(issued.text)};
}

Result<Page<FoundCode>> Codes::search(SearchCodesRequest const& request, Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<Page<FoundCode>> {
        CodeSearch search;
        search.reach = permit.reach();
        search.page = request.page;
        search.text = request.search_key;
        search.device_type = request.device_type;
        // Who may not see codes must not find them out by searching either.
        bool const sees_codes = permit.may(Permission::reset);
        auto const code = sees_codes ? typed_code(search.text) : std::nullopt;
        auto const part = sees_codes ? TRY(part_in(reader, permit.corp, search.text))
                                     : std::optional<std::string>{};
        // A code may be pasted with what is no text, such as the end of its line.
        if (has_control_character(search.text)) {
            if (!code && !part) {
                return invalid_field("searchKey", Fault::wrong_format, "no control characters");
            }
            search.text = code ? *code : *part;
        }
        if (code) search.code_hash = issue_.lookup(*code);
        // A whole code is found by its hash; what is none may be a part of one.
        bool const is_whole = code && TRY(has_code(reader, permit.corp.id, *search.code_hash));
        if (part && !is_whole) {
            search.code_keys = TRY(codes_with(reader, permit.corp.id, *part));
        }
        auto rows = TRY(search_codes(reader, search));
        Page<FoundCode> page{rows.offset, rows.limit, rows.count, {}};
        page.data.reserve(rows.data.size());
        UnopenedValues unopened;
        for (auto& row : rows.data) {
            Secret opened;
            if (sees_codes) opened = issue_.open_listed(row.user_id, row.code, unopened);
            page.data.push_back({std::move(row), std::move(opened), sees_codes});
        }
        issue_.report(unopened);
        return page;
    };
    return gate_.read(actor, operations::search_vision_active_code, work);
}

Result<std::optional<std::string>> Codes::part_in(Reader& reader, Corp const& corp,
                                                  std::string const& text) const {
    using Alphabet = CodeFormat::Alphabet;
    // Digits are read alike in both; most names could be a part of a base-32 code.
    auto const digits = typed_code_part(text, Alphabet::decimal);
    if (digits) return digits;
    auto const letters = typed_code_part(text, Alphabet::crockford32);
    if (!letters || corp.policy.code_format.alphabet == Alphabet::crockford32) return letters;
    // Codes keep the format that they were made in.
    auto const size = Sealer::sealed_size(crockford_code_length);
    bool const may_be_there = TRY(has_unspent_code_of_size(reader, corp.id, size, opening_.max));
    return may_be_there ? letters : std::optional<std::string>{};
}

Result<std::vector<std::int64_t>> Codes::codes_with(Reader& reader, CorpId const& corp,
                                                    std::string_view part) const {
    std::vector<std::int64_t> keys;
    auto const count = TRY(count_unspent_codes(reader, corp, opening_.max + 1));
    if (count > opening_.max) return keys;
    // Long ones would take the threads of all others, and so would waiting for a turn. The names
    // that were found without would look like all there is.
    std::optional<SearchTurns::Turn> turn;
    if (count > opening_.short_max) {
        turn = turns_.take(corp);
        if (!turn) return unavailable("other searches for parts of codes are under way");
    }
    // One that cannot be opened is reported where it is listed.
    TRY(take_unspent_codes(reader, corp, opening_.at_a_time, [&](UnspentCode const& unspent) {
        auto const code = issue_.open(unspent.user_id, unspent.code);
        if (!code.ok()) return;
        if (std::string_view{code->reveal()}.find(part) == std::string_view::npos) return;
        keys.push_back(unspent.key);
    }));
    return keys;
}

Status Codes::remove(DeleteCodesRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::delete_vision_active_code, {},
                        [&](Change& change) -> Status {
                            auto const batch = TRY(distinct(request.ids));
                            // All are found before one is deleted: work that fails after it has
                            // changed something costs everybody whose changes wait with it.
                            TRY(hold_terminals_by_code_id(change.transaction, change.permit.corp.id,
                                                          ranges_of(batch)));
                            std::vector<Terminal> terminals;
                            terminals.reserve(batch.size());
                            for (auto const& [hash, id] : batch) {
                                terminals.push_back(TRY(terminal_of(change, id)));
                            }
                            for (auto const& each : terminals) TRY(remove_code(change, each));
                            return Done{};
                        });
}

Status Codes::record_shown(RecordShownCodeRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::record_shown_code, {request.account, {}}, [&](Change& change) -> Status {
            auto const user = TRY(
                find_user_by_account(change.transaction, change.permit.reach(), request.account));
            if (!user || !is_vision_terminal(user->type)) {
                return refusal_about(ErrorCode::account_unknown, request.account);
            }
            change.about(user->account);
            change.count_record();
            return Done{};
        });
}

Result<Secret> Codes::current(std::string const& account) const {
    return gate_.read(operator_of_account(account), commands::show_code,
                      [&](Reader& reader, Permit const& /*permit*/) -> Result<Secret> {
                          auto const terminal = TRY(find_terminal(reader, account));
                          if (!terminal) return refusal_about(ErrorCode::account_unknown, account);
                          bool const is_shown = is_vision_terminal(terminal->user.type);
                          if (!is_shown || !terminal->code) return refusal(ErrorCode::code_unknown);
                          return issue_.open(terminal->user.id, *terminal->code);
                      });
}

}  // namespace roomkey
