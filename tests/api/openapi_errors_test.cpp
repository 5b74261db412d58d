#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "domain/error/error_catalogue.hpp"
#include "tests/api/openapi_reader.hpp"

namespace roomkey {
namespace {

std::map<std::string, ErrorEntry const*> entries_by_reason() {
    std::map<std::string, ErrorEntry const*> entries;
    for (auto const& entry : error_catalogue()) {
        entries[std::string(reason_name(entry.code))] = &entry;
    }
    return entries;
}

class OpenApiErrors : public testing::TestWithParam<Language> {
protected:
    void each_refusal(std::function<void(std::string const& where, int status,
                                         boost::json::value const& response)> const& visit) const {
        for (auto const& operation : reader_.operations()) {
            for (auto const& [status, response] : member_object(*operation.object, "responses")) {
                if (status == "200" || status == "304") continue;
                visit(operation.name() + ' ' + std::string(status), std::stoi(std::string(status)),
                      reader_.resolved(response));
            }
        }
        for (auto const& [status, response] : member_object(reader_.root(), "x-unrouted")) {
            visit(std::string(status), std::stoi(std::string(status)), reader_.resolved(response));
        }
    }

    OpenApiReader reader_{GetParam()};
    std::map<std::string, ErrorEntry const*> entries_ = entries_by_reason();
};

TEST_P(OpenApiErrors, ListsTheCodesThatItsReasonsHave) {
    each_refusal([&](auto const& where, int status, boost::json::value const& response) {
        std::set<std::string> expected;
        for (auto const& reason : member_texts(response, "x-reasons")) {
            auto const entry = entries_.find(reason);
            ASSERT_NE(entry, entries_.end()) << where << ' ' << reason;
            EXPECT_EQ(entry->second->status, status) << where << ' ' << reason;
            expected.insert(std::string(entry->second->wire_code));
        }
        auto const codes = member_texts(response, "x-error-codes");
        EXPECT_FALSE(codes.empty()) << where;
        EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()), expected) << where;
    });
}

TEST_P(OpenApiErrors, MentionsEveryReasonThatTheServerHas) {
    std::set<std::string> mentioned;
    each_refusal([&](auto const& /*where*/, int /*status*/, boost::json::value const& response) {
        for (auto const& reason : member_texts(response, "x-reasons")) mentioned.insert(reason);
    });
    for (auto const& [reason, entry] : entries_) EXPECT_TRUE(mentioned.contains(reason)) << reason;
}

TEST_P(OpenApiErrors, GivesExamplesInTheServersOwnWords) {
    each_refusal([&](auto const& where, int /*status*/, boost::json::value const& response) {
        auto const& media = member(member(response, "content"), "application/json");
        auto const reasons = member_texts(response, "x-reasons");
        for (auto const& [name, example] : reader_.examples(media)) {
            auto const code = member_text(member(example, "value"), "error_code");
            auto const message = member_text(member(example, "value"), "error_msg");
            bool const is_known = std::any_of(reasons.begin(), reasons.end(), [&](auto const& it) {
                auto const& entry = *entries_.at(it);
                return code == entry.wire_code && message.starts_with(entry.message.in(GetParam()));
            });
            EXPECT_TRUE(is_known) << where << ' ' << std::string_view(name) << ": " << message;
        }
    });
}

INSTANTIATE_TEST_SUITE_P(InBothLanguages, OpenApiErrors,
                         testing::Values(Language::en_us, Language::zh_cn),
                         [](testing::TestParamInfo<Language> const& row) {
                             return row.param == Language::zh_cn ? "Chinese" : "English";
                         });

}  // namespace
}  // namespace roomkey
