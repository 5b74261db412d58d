#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class AuditCommand : public CommandBench {
protected:
    AuditCommand() {
        ON_CALL(database, search_audit).WillByDefault([this](AuditSearch const& given) {
            search = given;
            return Result<Page<AuditEntry>>(page);
        });
        AuditEntry entry;
        entry.at = host.time.now();
        entry.corp_id = CorpId{"123456789"};
        entry.actor = "admin@123456789";
        entry.operation = "reset_code";
        entry.account = "hub_1";
        entry.request_id = "r1";
        entry.source = "192.0.2.1";
        entry.outcome = "ok";
        entry.detail = "e***@b.example";
        page.data = {entry};
        page.count = 1;
    }

    AuditSearch search;
    Page<AuditEntry> page;
};

TEST_F(AuditCommand, ShowsAllEnterprisesUnlessOneIsNamed) {
    EXPECT_EQ(run({"audit"}), exit_ok);
    EXPECT_EQ(search.corp_id, std::nullopt);
    EXPECT_EQ(search.from, std::nullopt);
    EXPECT_EQ(search.to, std::nullopt);
    EXPECT_EQ(search.page.limit, 100);
    EXPECT_EQ(out,
              "TIME                      ENTERPRISE  ACTOR            OPERATION   ACCOUNT  OUTCOME"
              "  SOURCE     DETAIL\n"
              "2025-01-15T08:00:00.000Z  123456789   admin@123456789  reset_code  hub_1    ok     "
              "  192.0.2.1  e***@b.example\n");
}

TEST_F(AuditCommand, AsksForWhatTheFlagsSay) {
    EXPECT_EQ(
        run({"audit", "--corp", "1", "--account", "hub_1", "--operation", "reset_code", "--from",
             "2025-01-01", "--to", "2025-01-15T08:00:00Z", "--limit", "5", "--offset", "10"}),
        exit_ok);
    EXPECT_EQ(search.corp_id, CorpId{"1"});
    EXPECT_EQ(search.account, "hub_1");
    EXPECT_EQ(search.operation, "reset_code");
    EXPECT_EQ(search.from, host.time.now() - std::chrono::days{14} - std::chrono::hours{8});
    EXPECT_EQ(search.to, host.time.now());
    EXPECT_EQ(search.page.limit, 5);
    EXPECT_EQ(search.page.offset, 10);
}

TEST_F(AuditCommand, PrintsEachRecordAsJson) {
    EXPECT_EQ(run({"audit", "--json"}), exit_ok);
    EXPECT_EQ(json().at("count"), 1);
    EXPECT_EQ(json().at("data").as_array().at(0),
              (boost::json::object{{"time", "2025-01-15T08:00:00.000Z"},
                                   {"corpId", "123456789"},
                                   {"actor", "admin@123456789"},
                                   {"operation", "reset_code"},
                                   {"account", "hub_1"},
                                   {"outcome", "ok"},
                                   {"source", "192.0.2.1"},
                                   {"requestId", "r1"},
                                   {"detail", "e***@b.example"}}));
}

TEST_F(AuditCommand, RefusesTimesThatAreNotUtc) {
    EXPECT_EQ(run({"audit", "--from", "yesterday"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --from: 'yesterday' is not accepted; accepted: 2026-03-01 or "
              "2026-03-01T09:30:00Z, in UTC (see: roomkey audit --help)\n");
    EXPECT_EQ(run({"audit", "--to", "2025-01-15T08:00:00+08:00"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("--to: "));
}

}  // namespace
}  // namespace roomkey
