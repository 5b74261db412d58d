#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "security/app_signature.hpp"
#include "tests/e2e/running_server.hpp"
#include "tests/fakes/temporary_folder.hpp"

// `roomkey demo --seed FILE`: what the tests of another program use in place of the vendor.
namespace roomkey {
namespace {

constexpr char const* example = ROOMKEY_SOURCE_ROOT "/docs/examples/seed.json";
constexpr char const* members = "/v1/usg/dcs/corp/member";

class SeededDemo : public testing::Test {
protected:
    void start() {
        demo_ = std::make_unique<ChildProcess>(words(data_, example));
        auto const served = demo_->wait_for("roomkey serves at ");
        ASSERT_NE(served, "") << demo_->out() << demo_->err();
        HttpClientOptions options;
        options.base_url = served.substr(served.find("https://"));
        options.is_insecure = true;
        api_ = std::make_unique<HttpClient>(options);
        auto const door = demo_->wait_for("curl -X POST http://");
        auto const end = door.find("/demo/reset");
        auto const begin = door.find("http://");
        ASSERT_NE(end, std::string::npos) << door;
        options.base_url = door.substr(begin, end - begin);
        ops_ = std::make_unique<HttpClient>(options);
    }
    void stop() {
        demo_->signal(SIGINT);
        EXPECT_EQ(demo_->wait(), 0) << demo_->err();
    }
    void reset() {
        auto const answer = ops_->send("POST", "/demo/reset", {});
        ASSERT_TRUE(answer.ok());
        EXPECT_EQ(answer->status, 200) << answer->body;
    }
    static std::vector<std::string> words(std::filesystem::path const& data,
                                          std::string const& seed) {
        return {"demo",     "--seed",      seed,           "--data",     data.string(),
                "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"};
    }

    HttpAnswer send(std::string const& method, std::string const& target,
                    std::string const& body = {}) {
        auto const answer =
            api_->send(method, target,
                       {{"Content-Type", "application/json"}, {"X-Access-Token", token_}}, body);
        EXPECT_TRUE(answer.ok());
        return answer.ok() ? *answer : HttpAnswer{};
    }
    /// With the key of the seed's application, as the default administrator.
    int sign_in() {
        SignedSignIn parts;
        parts.app_id = "00000000000000000000000000000001";
        parts.nonce = std::string(32, 'n') + std::to_string(++nonces_);
        Secret const key(std::string(63, '0') + "1");
        auto const signature = app_signature(key, parts);
        auto const answer =
            api_->send("POST", "/v2/usg/acs/auth/appauth",
                       {{"Content-Type", "application/json"},
                        {"Authorization",
                         "HMAC-SHA256 signature=" + to_hex(signature.data(), signature.size())}},
                       R"({"appId":")" + parts.app_id +
                           R"(","clientType":72,"expireTime":0,"nonce":")" + parts.nonce + "\"}");
        EXPECT_TRUE(answer.ok());
        token_ = member(answer->body, "accessToken");
        return answer->status;
    }
    int sign_in_by_password(std::string const& account, std::string const& password) {
        auto const answer =
            api_->send("POST", "/v1/usg/acs/auth/account",
                       {{"Content-Type", "application/json"},
                        {"Authorization", "Basic " + to_base64(account + ':' + password)}},
                       R"({"account":")" + account + R"(","clientType":72})");
        EXPECT_TRUE(answer.ok());
        return answer->status;
    }
    int activate(std::string const& code, std::string const& sn) {
        return send("POST", "/v1/terminal/activation",
                    R"({"activeCode":")" + code + R"(","sn":")" + sn + "\"}")
            .status;
    }

    TemporaryFolder folder_;
    std::filesystem::path data_ = folder_.path() / "data";
    std::unique_ptr<ChildProcess> demo_;
    std::unique_ptr<HttpClient> api_;
    std::unique_ptr<HttpClient> ops_;
    std::string token_;
    int nonces_ = 0;
};

TEST_F(SeededDemo, HasWhatTheFileSaysAndNothingElse) {
    start();
    ASSERT_EQ(sign_in(), 200);
    EXPECT_EQ(sign_in_by_password("admin@example", "Adm1n-of-tests"), 200);
    EXPECT_EQ(sign_in_by_password("ann@example", "Ann-of-tests-1"), 200);
    EXPECT_EQ(sign_in_by_password("bob@example", "Ann-of-tests-1"), 401);
    auto const users = boost::json::parse(
        send("GET", std::string(members) + "?userType=2,12,13,14&containsUnActive=true").body);
    EXPECT_EQ(users.at("count").as_int64(), 5);
    auto const corp = boost::json::parse(send("GET", "/v1/usg/dcs/corp").body);
    EXPECT_EQ(corp.at("id").as_string(), "100000001");
    EXPECT_EQ(send("GET", "/v1/usg/dcs/member/dept/sales_north").status, 200);
    EXPECT_EQ(activate("10000000001", "SN1"), 200);
    EXPECT_EQ(activate("10000000003", "SN1"), 400);
    EXPECT_EQ(activate("10000000003", "2102310WWP"), 200);
    EXPECT_TRUE(std::filesystem::is_empty(data_ / "spool"));
    stop();
}

TEST_F(SeededDemo, GetsItsFirstStateBack) {
    start();
    for (int round = 0; round < 2; ++round) {
        ASSERT_EQ(sign_in(), 200);
        auto const old_token = token_;
        EXPECT_EQ(activate("10000000002", "SN1"), 200);
        EXPECT_EQ(send("POST", members, R"({"name":"Eve","account":"eve","email":"e@v.e"})").status,
                  200);
        EXPECT_EQ(send("DELETE", "/v1/usg/dcs/corp/dept/sales_north").status, 200);
        reset();
        EXPECT_EQ(send("GET", std::string(members) + "/eve").status, 401);
        ASSERT_EQ(sign_in(), 200);
        EXPECT_NE(token_, old_token);
        EXPECT_EQ(send("GET", std::string(members) + "/eve").status, 400);
        EXPECT_EQ(send("GET", "/v1/usg/dcs/member/dept/sales_north").status, 200);
        EXPECT_TRUE(std::filesystem::is_empty(data_ / "spool"));
    }
    EXPECT_EQ(activate("10000000002", "SN2"), 200);
    stop();
    // A start does the same.
    start();
    ASSERT_EQ(sign_in(), 200);
    EXPECT_EQ(activate("10000000002", "SN3"), 200);
    stop();
}

TEST_F(SeededDemo, SaysWhatIsWrongWithTheFileAndLeavesTheOldStateAlone) {
    auto const seed = (folder_.path() / "bad.json").string();
    std::ofstream(seed) << "{\"enterprises\": [{\n\"id\": \"1\", \"name\": \"\"}]}";
    auto const refused = run_program(words(data_, seed));
    EXPECT_EQ(refused.code, 1);
    EXPECT_EQ(refused.err, "roomkey: " + seed + ":2: enterprises[0].name is missing\n");
    // What only the database knows is told likewise.
    std::ofstream(seed) << R"({"enterprises": [{"id": "1", "name": "A",
        "administrator": {"account": "a", "password": "Passw0rd"}, "terminals": [
        {"devType": "idea-hub", "devName": "R", "activeCode": "12345678"},
        {"devType": "idea-hub", "devName": "S",
         "activeCode": "1234-5678"}]}]})";
    auto const taken = run_program(words(data_, seed));
    EXPECT_EQ(taken.code, 1);
    EXPECT_EQ(taken.err,
              "roomkey: " + seed +
                  ":5: enterprises[0].terminals[1].activeCode is given more than once\n");
}

TEST_F(SeededDemo, TouchesNoInstallationThatNoSeedMade) {
    auto const made = run_program({"init", "--data", data_.string(), "--name", "Ours"});
    ASSERT_EQ(made.code, 0) << made.err;
    auto const refused = run_program(words(data_, example));
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("no seed has made"), std::string::npos) << refused.err;
    auto const listed = run_program({"corp", "list", "--data", data_.string()});
    EXPECT_NE(listed.out.find("Ours"), std::string::npos) << listed.out << listed.err;
    // Keys that wait for a database.
    std::filesystem::remove(data_ / "roomkey.db");
    EXPECT_EQ(run_program(words(data_, example)).code, 1);
    EXPECT_TRUE(std::filesystem::exists(data_ / "keys/keyring"));
}

TEST_F(SeededDemo, TouchesNothingThatWasMadeWhereItWas) {
    start();
    stop();
    std::filesystem::remove_all(data_ / "keys");
    std::filesystem::remove(data_ / "roomkey.db");
    auto const made = run_program({"init", "--data", data_.string(), "--name", "Ours"});
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(run_program(words(data_, example)).code, 1);

    auto const copy = (folder_.path() / "copy").string();
    ASSERT_EQ(run_program({"backup", "--data", data_.string(), "--to", copy}).code, 0);
    data_ = folder_.path() / "other";
    start();
    stop();
    for (auto const* made_by_demo : {"keys", "tls", "roomkey.db"}) {
        std::filesystem::remove_all(data_ / made_by_demo);
    }
    auto const restored = run_program({"restore", "--data", data_.string(), "--from", copy});
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_EQ(run_program(words(data_, example)).code, 1);
    auto const listed = run_program({"corp", "list", "--data", data_.string()});
    EXPECT_NE(listed.out.find("Ours"), std::string::npos) << listed.out << listed.err;
}

}  // namespace
}  // namespace roomkey
