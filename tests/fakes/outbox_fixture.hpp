#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "security/code_maker.hpp"
#include "security/key_ring.hpp"
#include "security/lookup_hash.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/fakes/engine/bench_engine.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/sample_phone_numbers.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"
#include "usecase/code/reset_code.hpp"
#include "usecase/delivery/claim_notices.hpp"
#include "usecase/delivery/settle_notice.hpp"

namespace roomkey {

/// The engine that is linked in with one enterprise, and what queues, claims and settles its
/// notices.
class OutboxFixture : public ::testing::Test {
protected:
    /// Runs `work` as one change and returns its value, which a test cannot go on without.
    template <class Work>
    auto written(Work work) {
        auto result = store_->write(std::move(work));
        if (!result.ok()) std::abort();
        return std::move(result).value();
    }

    OutboxFixture() {
        corp_.id = CorpId{"123456789"};
        corp_.name = "Example";
        corp_.created_at = clock_.now();
        EXPECT_TRUE(written([&](Transaction& tx) { return insert_corp(tx, corp_); }));
    }

    User add_terminal(std::string const& account, std::string const& name = "Room 101") {
        Terminal terminal;
        terminal.user.id = UserId{tokens_.id()};
        terminal.user.corp_id = corp_.id;
        terminal.user.account = account;
        terminal.user.name = name;
        terminal.user.department_code = root_department;
        terminal.user.type = UserType::idea_hub;
        terminal.user.created_at = clock_.now();
        EXPECT_TRUE(written([&](Transaction& tx) { return insert_terminal(tx, terminal); }));
        return terminal.user;
    }

    /// Resets the code, which queues a notice for each contact; returns the new code.
    Secret reset(User const& user, Contacts const& contacts, Language language = Language::zh_cn) {
        ContactRequest const request{std::nullopt, contacts.email, contacts.phone};
        auto receipt =
            resets_.run({user.account, request, {}}, operator_of_account(user.account, language));
        if (!receipt.ok()) std::abort();
        return std::move(receipt->code);
    }

    void spend_code(User const& user) {
        EXPECT_TRUE(written([&](Transaction& tx) -> Result<bool> {
            auto const terminal = TRY(find_terminal_by_user(tx, user.id));
            return delete_code(tx, terminal->code->hash);
        }));
    }

    void allow_sms(bool is_allowed) {
        corp_.policy.enable_sms = is_allowed;
        written([&](Transaction& tx) { return update_corp(tx, corp_); });
    }

    /// Queues a notice whose contact was sealed for another one, as after tampering.
    void add_damaged_notice(User const& user) {
        written([&](Transaction& tx) -> Status {
            auto const terminal = TRY(find_terminal_by_user(tx, user.id));
            Notice notice;
            notice.id = NoticeId{tokens_.id()};
            notice.corp_id = corp_.id;
            notice.user_id = user.id;
            notice.code_id = terminal->code->id();
            notice.sealed_contact =
                sealer_.seal(SealPurpose::contact, "another", Secret("poison@example.com"));
            notice.masked_contact = "p***@example.com";
            notice.created_at = clock_.now();
            notice.next_attempt_at = clock_.now();
            notice.expires_at = terminal->code->expires_at;
            return insert_notice(tx, notice);
        });
    }

    /// Makes every change of a notice fail until it is called with false.
    void fail_changes(bool is_failing) { engine_->fail_updates("notice", is_failing); }

    /// Newest first.
    std::vector<Notice> notices_of(User const& user) {
        return written([&](Transaction& tx) { return list_notices(tx, user.id); });
    }

    std::vector<AuditEntry> audit_of(User const& user) {
        AuditSearch search;
        search.account = user.account;
        search.operation = "deliver_notice";
        return written([&](Transaction& tx) { return search_audit(tx, search); }).data;
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    SeededRandomness randomness_;
    std::unique_ptr<BenchEngine> engine_ = make_bench_engine();
    std::unique_ptr<Store> store_ = engine_->open();
    KeyRing keys_ = KeyRing::make(randomness_);
    Sealer sealer_{keys_, randomness_};
    LookupHash hashes_{keys_};
    CodeMaker codes_{randomness_};
    TokenMaker tokens_{randomness_};
    SamplePhoneNumbers numbers_;
    CodeIssue issue_{codes_,  tokens_,  hashes_,
                     sealer_, numbers_, [](UnopenedValues const& /*values*/) {}};
    Authentication authentication_{hashes_, clock_};
    TerminalFeed feed_;
    Gate gate_{*store_, clock_, authentication_, feed_, [] {}};
    ResetCode resets_{*store_, clock_, gate_, authentication_, issue_, hashes_, sealer_};
    Corp corp_;
    SendGuard guard_{hashes_, numbers_, SendLimits{}};
    ClaimNotices claims_{*store_, clock_, sealer_, guard_};
    SettleNotice settlements_{*store_, clock_, randomness_};
};

}  // namespace roomkey
