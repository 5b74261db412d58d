#include <gtest/gtest.h>

#include <set>

#include "domain/error/error_catalogue.hpp"
#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

std::vector<Provocation> all_provocations() {
    auto all = provocations_of_operations();
    auto const of_transport = provocations_of_the_transport();
    all.insert(all.end(), of_transport.begin(), of_transport.end());
    return all;
}

TEST(ProvokedErrors, AreTheWholeCatalogue) {
    std::set<std::string_view> provoked;
    for (auto const& row : all_provocations()) provoked.insert(reason_name(row.code));
    std::set<std::string_view> listed;
    for (auto const& entry : error_catalogue()) listed.insert(reason_name(entry.code));
    EXPECT_EQ(provoked, listed);
}

TEST(ProvokedErrors, LookAsTheCatalogueSays) {
    for (auto const& row : all_provocations()) {
        auto const& entry = error_entry(row.code);
        SCOPED_TRACE(reason_name(row.code));
        auto const seen = row.provoke();
        EXPECT_EQ(seen.reason, reason_name(row.code));
        EXPECT_EQ(seen.status, entry.status);
        EXPECT_EQ(seen.error_code, entry.wire_code);
        EXPECT_TRUE(seen.message.starts_with(entry.message.zh)) << seen.message;
        EXPECT_EQ(seen.link, "</errors#" + std::string(entry.wire_code) + ">; rel=\"help\"");
        bool const has_wait = seen.status == 423 || seen.status == 429 || seen.status == 503;
        EXPECT_EQ(!seen.retry_after.empty(), has_wait) << seen.retry_after;
    }
}

}  // namespace
}  // namespace roomkey
