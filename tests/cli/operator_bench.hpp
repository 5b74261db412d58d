#pragma once

#include <string>
#include <vector>

#include "cli/testing/command_bench.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {

/// A program whose commands work on the services of a bench.
class ServiceHost final : public ScriptedHost {
public:
    explicit ServiceHost(ApiBench& bench) : bench_(bench) {}

    Status with_services(Place const& given,
                         std::function<Status(UseCases const&)> const& work) override {
        place = given;
        return work(bench_.services->use_cases());
    }
    [[nodiscard]] Clock const& clock() const override { return bench_.clock; }

private:
    ApiBench& bench_;
};

/// Types an operator's command lines over the whole service, whose network door is open as well.
/// One enterprise, "Ours", unless told otherwise.
class OperatorBench : public CommandBench {
protected:
    explicit OperatorBench(int corps = 1) : bench({}, corps) {}

    CommandHost& program() override { return program_; }

    /// Runs a command that has to go well, with --json; what it printed.
    boost::json::object done(std::vector<std::string> words) {
        words.emplace_back("--json");
        EXPECT_EQ(run(words), exit_ok) << err;
        return json();
    }

    /// The field of every row of a list.
    std::vector<std::string> column(std::vector<std::string> words, std::string_view field) {
        std::vector<std::string> values;
        auto const list = done(std::move(words));
        for (auto const& row : list.at("data").as_array()) {
            values.emplace_back(row.at(field).as_string().c_str());
        }
        return values;
    }

    std::optional<User> user(std::string const& account) {
        return bench.store
            ->read([&](Reader& reader) { return find_user_by_account(reader, account); })
            .value();
    }
    std::optional<Terminal> terminal(std::string const& account) {
        return bench.store->read([&](Reader& reader) { return find_terminal(reader, account); })
            .value();
    }
    std::vector<Notice> notices(std::string const& account) {
        return bench.notices(terminal(account).value().user.id);
    }
    /// Ends every unsettled notice, as the outbox does.
    void settle(NoticeState state, std::string const& failure = {}) {
        auto const settled = bench.store->write([&](Transaction& transaction) -> Status {
            auto const now = bench.clock.now();
            auto const lease_end = now + std::chrono::minutes{1};
            for (auto notice : TRY(lease_notices(transaction, 100, now, lease_end))) {
                notice.state = state;
                notice.failure = failure;
                notice.sealed_contact.clear();
                TRY(settle_notice(transaction, notice));
            }
            return Done{};
        });
        ASSERT_TRUE(settled.ok());
    }
    /// The status of a sign-in over HTTP with this password.
    int password_status(std::string const& account, std::string const& password) {
        boost::json::object const body{{"account", account}, {"clientType", 72}};
        auto const credentials = "Basic " + to_base64(account + ":" + password);
        return bench
            .send("POST", "/v1/usg/acs/auth/account", boost::json::serialize(body),
                  {{"Authorization", credentials}})
            .status;
    }
    [[nodiscard]] std::string corp() const { return bench.ours.corp_id.value; }

    ApiBench bench;

private:
    ServiceHost program_{bench};
};

}  // namespace roomkey
