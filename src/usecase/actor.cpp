#include "usecase/actor.hpp"

#include <utility>

#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/job/jobs.hpp"
#include "storage/sql/notice/notices.hpp"

namespace roomkey {
namespace {

Actor operator_where(Actor::CorpOf corp_of, std::optional<Language> language = std::nullopt) {
    return {true, {}, std::move(corp_of), {{}, "cli", language}};
}

}  // namespace

Actor token_holder(Secret access_token, RequestContext context) {
    return proof_holder({std::move(access_token)}, std::move(context));
}

Actor proof_holder(AccessProof proof, RequestContext context) {
    return {false, std::move(proof), {}, std::move(context)};
}

Actor job_actor(JobTurn const& turn, Language language) {
    Actor actor;
    actor.context = {turn.job.value, "job", language};
    actor.turn = &turn;
    return actor;
}

Actor operator_of_all() { return operator_where({}); }

Actor operator_of(CorpId corp, std::optional<Language> language) {
    return operator_where(
        [corp = std::move(corp)](Reader& /*reader*/) -> Result<CorpId> { return corp; }, language);
}

Actor operator_of_account(std::string account, std::optional<Language> language) {
    return operator_where(
        [account = std::move(account)](Reader& reader) -> Result<CorpId> {
            auto const user = TRY(find_user_by_account(reader, account));
            if (!user) return refusal_about(ErrorCode::account_unknown, account);
            return user->corp_id;
        },
        language);
}

Actor operator_of_notice(NoticeId notice) {
    return operator_where([notice = std::move(notice)](Reader& reader) -> Result<CorpId> {
        auto const found = TRY(find_notice(reader, notice));
        if (!found) return refusal_about(ErrorCode::notice_unknown, notice.value);
        return found->corp_id;
    });
}

Actor operator_of_job(JobId job) {
    return operator_where([job = std::move(job)](Reader& reader) -> Result<CorpId> {
        auto found = TRY(find_corp_of_job(reader, job));
        if (found.empty()) return refusal_about(ErrorCode::job_unknown, job.value);
        return found;
    });
}

Actor operator_of_app(AppId app) {
    return operator_where([app = std::move(app)](Reader& reader) -> Result<CorpId> {
        auto const found = TRY(find_app(reader, app));
        if (!found) return refusal_about(ErrorCode::app_unknown, app.value);
        return found->corp_id;
    });
}

}  // namespace roomkey
