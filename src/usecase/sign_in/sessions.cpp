#include "usecase/sign_in/sessions.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/sessions.hpp"
#include "usecase/user/roles.hpp"

namespace roomkey {
namespace {

using Begin = BeginSessionRequest;
constexpr auto begin_fields = bind<Begin>(
    rules::begin_session, {field<&Begin::account>("account"), field<&Begin::password>("pwd"),
                           field<&Begin::totp>("totp")});

using Search = SearchSessionsRequest;
constexpr auto search_fields =
    bind<Search>(rules::search_sessions, {field<&Search::page, &PageRequest::offset>("offset"),
                                          field<&Search::page, &PageRequest::limit>("limit")});

constexpr auto end_fields =
    bind<EndSessionRequest>(rules::end_session_by_id, {field<&EndSessionRequest::id>("id")});

Caller const& holder(Permit const& permit) {
    assert(permit.caller);
    return *permit.caller;
}

Status end_session(Transaction& tx, Session const& found) {
    auto ended = found;
    ended.ended = SessionEnd::signed_out;
    return update_session(tx, found, ended);
}

}  // namespace

Fields<BeginSessionRequest> begin_session_fields() { return begin_fields; }
Fields<SearchSessionsRequest> search_sessions_fields() { return search_fields; }
Fields<EndSessionRequest> end_session_by_id_fields() { return end_fields; }

Result<BegunSession> Sessions::begin(BeginSessionRequest const& request,
                                     RequestContext const& context) const {
    PasswordSignIn const sign_in{request.account, request.password, client_type_console, false,
                                 request.totp};
    auto signed_in = TRY(create_token_.run(sign_in, context));
    return store_.read(
        [&](Reader& reader) { return begun(reader, std::move(signed_in), context); });
}

Result<BegunSession> Sessions::begun(Reader& reader, SignedIn signed_in,
                                     RequestContext const& context) const {
    Caller const caller{std::move(signed_in.user), std::move(signed_in.corp),
                        std::move(signed_in.session)};
    auto const language = context.reading_language.value_or(caller.corp.policy.language);
    return BegunSession{TRY(shown(reader, caller, language)), std::move(signed_in.access_token)};
}

Result<ShownSession> Sessions::show(Actor const& actor) const {
    return gate_.read(actor, operations::show_session,
                      [&](Reader& reader, Permit const& permit) -> Result<ShownSession> {
                          return shown(reader, holder(permit), permit.reading_language);
                      });
}

Status Sessions::end(Actor const& actor) const {
    return gate_.change(actor, operations::end_session, {}, [](Change& change) -> Status {
        auto const& caller = holder(change.permit);
        change.about(caller.user.account);
        change.count_record();
        return end_session(change.transaction, caller.session);
    });
}

Result<Page<ListedSession>> Sessions::search(SearchSessionsRequest const& request,
                                             Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<Page<ListedSession>> {
        auto const& caller = holder(permit);
        std::vector<ListedSession> listed;
        for (auto& session : TRY(list_sessions(reader, caller.user.id, permit.now))) {
            bool const is_current = session.access_hash == caller.session.access_hash;
            listed.push_back({std::move(session), is_current});
        }
        return page_out_of(listed, request.page);
    };
    return gate_.read(actor, operations::search_sessions, work);
}

Status Sessions::end_one(EndSessionRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::end_session_by_id, {}, [&](Change& change) -> Status {
        auto const& user = holder(change.permit).user;
        auto const live = TRY(list_sessions(change.transaction, user.id, change.permit.now));
        auto const found = std::find_if(live.begin(), live.end(), [&](Session const& session) {
            return session.id() == request.id;
        });
        if (found == live.end()) {
            return refusal_about(ErrorCode::session_unknown, request.id.value);
        }
        change.about(user.account, request.id.value);
        change.count_record();
        return end_session(change.transaction, *found);
    });
}

void Sessions::note_use(AccessProof const& proof) const {
    if (!proof.is_of_console) return;
    auto const is_due = store_.read([&](Reader& reader) -> Result<bool> {
        auto const caller = TRY(authentication_.caller(reader, proof));
        return clock_.now() - caller.session.seen_at >= session_noted_every;
    });
    if (!is_due.ok() || !*is_due) return;
    auto const noted = store_.write([&](Transaction& tx) -> Status {
        auto const session = TRY(authentication_.caller(tx, proof)).session;
        auto const now = clock_.now();
        return note_session_use(tx, session.access_hash, now, idle_end(session, limits_, now));
    });
    (void)noted.ok();
}

Result<ShownSession> Sessions::shown(Reader& reader, Caller const& caller,
                                     Language language) const {
    auto const& session = caller.session;
    ShownSession shown;
    shown.user = caller.user;
    shown.departments = TRY(departments_of_role(reader, caller.user));
    shown.corp = caller.corp;
    shown.created_at = session.created_at;
    shown.idle_until = session.expires_at;
    shown.ends_at =
        is_of_console(session) ? longest_end(session, limits_) : session.refresh_expires_at;
    shown.must_change_password = must_change_password(caller);
    shown.must_enrol_totp = must_enrol_totp(caller);
    shown.language = language;
    return shown;
}

}  // namespace roomkey
