#include "usecase/sign_in/create_app_token.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace roomkey {
namespace {

/// Fields that were made to be mistaken for others. All randomness comes from the seed.
class Forger {
public:
    explicit Forger(std::uint32_t seed) : engine_(seed) {}

    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
    }

    std::string text(std::size_t length_min, std::size_t length_max,
                     std::string_view alphabet = "::::0019a") {
        std::string text(length_min + below(length_max - length_min + 1), '0');
        for (auto& character : text) character = alphabet[below(alphabet.size())];
        return text;
    }

    /// The signed text of a sign-in that may be refused or accepted.
    std::string signed_text() {
        auto const app = below(2) == 0 ? "a" : text(1, 3);
        auto const corp = below(2) == 0 ? text(0, 3) + ":" : "";
        auto const user = below(2) == 0 ? text(0, 10) : ":0";
        auto const time = below(2) == 0 ? "0" : std::to_string(below(1'000'000));
        // Fewer colons where it is long: the ways to cut grow with their fourth power.
        auto const nonce = below(2) == 0 ? std::string(32, 'n') : text(30, 66, ":000111999aaannn");
        return app + ":" + corp + user + ":" + time + ":" + nonce;
    }

private:
    std::mt19937 engine_;
};

std::vector<std::string> parts_of(std::string const& text, std::vector<std::size_t> const& cuts) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (auto const cut : cuts) {
        parts.push_back(text.substr(begin, cut - begin));
        begin = cut + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

/// The request that `parts` are of, if expireTime is a number as it is written in the text.
std::optional<AppTokenRequest> request_of(std::vector<std::string> parts) {
    AppTokenRequest request;
    request.nonce = std::move(parts.back());
    auto const time = std::move(*(parts.end() - 2));
    auto const [end, error] =
        std::from_chars(time.data(), time.data() + time.size(), request.expire_time_s);
    if (error != std::errc{} || std::to_string(request.expire_time_s) != time) return std::nullopt;
    request.user_id = std::move(*(parts.end() - 3));
    if (parts.size() == 5) request.corp_id = std::move(parts[1]);
    request.app_id = std::move(parts.front());
    return request;
}

/// Every request with `part_count` signed parts that has this text, accepted or not.
void cut(std::string const& text, std::size_t part_count, std::vector<std::size_t>& cuts,
         std::vector<AppTokenRequest>& requests) {
    if (cuts.size() + 1 == part_count) {
        auto request = request_of(parts_of(text, cuts));
        if (request) requests.push_back(std::move(*request));
        return;
    }
    auto const from = cuts.empty() ? 0 : cuts.back() + 1;
    for (auto at = text.find(':', from); at != std::string::npos; at = text.find(':', at + 1)) {
        cuts.push_back(at);
        cut(text, part_count, cuts, requests);
        cuts.pop_back();
    }
}

TEST(CheckFields, LeavesOneRequestAtMostToASignature) {
    constexpr std::uint32_t seed = 20'251'129;
    SCOPED_TRACE("seed " + std::to_string(seed));
    Forger forger(seed);
    Secret const key("key");
    int accepted_total = 0;
    std::size_t cut_total = 0;
    for (int round = 0; round < 300; ++round) {
        auto const text = forger.signed_text();
        // An app has corpId in its requests, or never: it is a service provider's or is not.
        for (std::size_t const part_count : {4, 5}) {
            std::vector<std::size_t> cuts;
            std::vector<AppTokenRequest> requests;
            cut(text, part_count, cuts, requests);
            std::map<Digest, int> accepted;
            for (auto const& request : requests) {
                if (request.corp_id && request.corp_id->empty()) continue;
                auto const signature = app_signature(key, signed_parts(request));
                if (check_fields(request).ok()) accepted_total += ++accepted[signature] > 0 ? 1 : 0;
                EXPECT_LE(accepted[signature], 1) << text;
            }
            cut_total += requests.size();
        }
    }
    // The texts are such that some are signed rightly and most can be cut in many ways.
    EXPECT_GT(accepted_total, 100);
    EXPECT_GT(cut_total, 3'000U);
}

TEST(CheckFields, RefuseAColonInAllSignedTextsButTheUserId) {
    AppTokenRequest good;
    good.app_id = "app";
    good.corp_id = "corp";
    good.nonce = std::string(32, 'n');
    good.user_id = "tel:8613800138000:";
    ASSERT_TRUE(check_fields(good).ok());
    for (std::string const colons : {":", ":a", "a:", "a:0:b"}) {
        auto const filler = std::string(32 - colons.size(), 'n');
        for (auto const& [field, place, value] :
             {std::tuple{"appId", &AppTokenRequest::app_id, colons},
              std::tuple{"nonce", &AppTokenRequest::nonce, colons + filler},
              std::tuple{"nonce", &AppTokenRequest::nonce, filler + colons}}) {
            auto bad = good;
            bad.*place = value;
            auto const status = check_fields(bad);
            ASSERT_FALSE(status.ok()) << value;
            EXPECT_EQ(status.error().code, ErrorCode::invalid_parameter);
            EXPECT_EQ(status.error().field, field);
        }
        auto bad = good;
        bad.corp_id = colons;
        ASSERT_FALSE(check_fields(bad).ok()) << colons;
        EXPECT_EQ(check_fields(bad).error().field, "corpId");
    }
}

}  // namespace
}  // namespace roomkey
