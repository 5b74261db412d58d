#include "tests/tidy/include_rules.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

struct Case {
    char const* path;
    char const* included;
    bool is_allowed;
};

std::size_t findings_of(std::string path, std::string const& text) {
    Findings findings;
    check_includes(make_source_file(std::move(path), text), findings);
    return findings.size();
}

TEST(Includes, FollowTheTableOfRooms) {
    for (auto const& [path, included, is_allowed] : {
             Case{"src/base/a.cpp", "base/result.hpp", true},
             {"src/base/a.cpp", "domain/user.hpp", false},
             {"src/domain/a.hpp", "base/result.hpp", true},
             {"src/domain/a.hpp", "security/sealer.hpp", false},
             {"src/security/a.cpp", "domain/corp.hpp", true},
             {"src/security/a.cpp", "storage/store.hpp", false},
             {"src/storage/a.cpp", "domain/corp.hpp", true},
             {"src/storage/a.cpp", "security/sealer.hpp", false},
             {"src/net/a.cpp", "base/log.hpp", true},
             {"src/net/a.cpp", "domain/corp.hpp", false},
             {"src/usecase/code/a.cpp", "usecase/caller.hpp", true},
             {"src/usecase/code/a.cpp", "security/sealer.hpp", true},
             {"src/usecase/code/a.cpp", "storage/store.hpp", true},
             {"src/usecase/code/a.cpp", "storage/records.hpp", true},
             {"src/usecase/code/a.cpp", "storage/sql/audit.hpp", true},
             {"src/api/a.cpp", "storage/sql/audit.hpp", false},
             {"src/storage/sql/a.cpp", "storage/sqlite/statement.hpp", false},
             {"src/usecase/code/a.cpp", "storage/sqlite/statement.hpp", false},
             {"src/usecase/code/a.cpp", "storage/other.hpp", false},
             {"src/usecase/code/a.cpp", "net/workers.hpp", false},
             {"src/api/a.cpp", "net/http_message.hpp", true},
             {"src/api/a.cpp", "security/app_signature.hpp", false},
             {"src/api/a.cpp", "delivery/channel.hpp", false},
             {"src/console/a.cpp", "net/static_file.hpp", true},
             {"src/console/a.cpp", "api/routes.hpp", false},
             {"src/delivery/a.cpp", "usecase/caller.hpp", true},
             {"src/delivery/a.cpp", "api/routes.hpp", false},
             {"src/cli/a.cpp", "usecase/caller.hpp", true},
             {"src/cli/a.cpp", "app/services.hpp", false},
             {"src/app/a.cpp", "cli/a.hpp", true},
             {"src/app/a.cpp", "security/sealer.hpp", true},
         }) {
        auto const text = std::string{"#pragma once\n#include \""} + included + "\"\n";
        EXPECT_EQ(findings_of(path, text), is_allowed ? 0U : 1U) << path << " with " << included;
    }
}

TEST(Includes, LeaveEnginesAndChannelsToTheApp) {
    std::string const engine = "#include \"storage/sqlite/sqlite_store.hpp\"\n";
    EXPECT_EQ(findings_of("src/app/wiring.cpp", engine), 0U);
    EXPECT_EQ(findings_of("src/storage/sqlite/a.cpp", engine), 0U);
    EXPECT_EQ(findings_of("src/storage/a.cpp", engine), 1U);
    EXPECT_EQ(findings_of("src/storage/postgres/a.cpp", engine), 1U);
    EXPECT_EQ(findings_of("src/delivery/a.cpp", "#include \"delivery/email/mail.hpp\"\n"), 1U);
}

TEST(Includes, StartAtTheSourceFolder) {
    EXPECT_EQ(findings_of("src/base/a.cpp", "#include \"result.hpp\"\n"), 1U);
    EXPECT_EQ(findings_of("src/base/a.cpp", "#include \"../base/result.hpp\"\n"), 1U);
    EXPECT_EQ(findings_of("src/base/a.cpp", "#include \"tests/fakes/fake_clock.hpp\"\n"), 1U);
    EXPECT_EQ(findings_of("src/base/a.cpp", "#include <domain/corp.hpp>\n"), 0U);
    EXPECT_EQ(findings_of("src/attic/a.cpp", ""), 1U);
}

TEST(Includes, OfTestsAreFree) {
    EXPECT_EQ(findings_of("src/base/a_test.cpp", "#include \"app/services.hpp\"\n"), 0U);
    EXPECT_EQ(findings_of("tests/api/a.cpp", "#include \"storage/sqlite/statement.hpp\"\n"), 0U);
}

}  // namespace
}  // namespace roomkey
