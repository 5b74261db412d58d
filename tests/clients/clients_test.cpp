#include <gtest/gtest.h>
#include <openssl/rand.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "base/bytes.hpp"
#include "base/percent.hpp"
#include "security/app_signature.hpp"
#include "tests/api/openapi_reader.hpp"
#include "tests/clients/client_script.hpp"
#include "tests/clients/raw_connection.hpp"
#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

std::string text_of(json::value const& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

std::string random_hex(std::size_t digits) {
    Bytes bytes(digits / 2);
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    return to_hex(bytes.data(), bytes.size());
}

std::string uuid() {
    auto text = random_hex(32);
    for (auto const at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
    return text;
}

std::string upper_case(std::string text) {
    for (auto& symbol : text) symbol = static_cast<char>(std::toupper(symbol));
    return text;
}

std::string seconds_from_now(std::chrono::seconds distance) {
    auto const then = std::chrono::system_clock::now() + distance;
    return std::to_string(std::chrono::system_clock::to_time_t(then));
}

/// The operations of the document that are the vendor's, with the group of each.
std::map<std::string, std::string> vendor_operations() {
    std::map<std::string, std::string> groups;
    OpenApiReader const reader;
    for (auto const& operation : reader.operations()) {
        if (operation.path.find("/usg/") == std::string::npos) continue;
        groups[operation.name()] = member_texts(*operation.object, "tags").front();
    }
    return groups;
}

ClientScript script_of(std::string const& name) {
    return read_script(ROOMKEY_SOURCE_ROOT "/tests/clients/scripts/" + name + ".txt");
}

std::set<std::string> operations_of(ClientScript const& script) {
    std::set<std::string> names;
    for (auto const& request : script.requests) names.insert(request.operation);
    return names;
}

/// A client at work: it remembers what it was told.
class Client {
public:
    Client(std::string const& name, RunningServer const& server)
        : script_(script_of(name)), server_(server) {
        values_ = {{"client", name},
                   {"host", server.url().substr(8)},
                   {"app_id", server.app_id},
                   {"account", server.admin_account},
                   {"password", server.admin_password},
                   {"corp_id", server.corp_id},
                   {"sn", "SN_" + name},
                   {"first_password", "Change-me-1"},
                   {"newline", "\n"}};
    }

    void play() {
        for (auto const& request : script_.requests) {
            SCOPED_TRACE(values_["client"] + ".txt:" + std::to_string(request.line) + ' ' +
                         request.operation);
            expect(request, send(request));
        }
    }

private:
    RawAnswer send(ScriptedRequest const& request) {
        if (!connection_ || script_.is_connection_per_request) {
            connection_.emplace(server_.url(), server_.certificate(), script_.offers_http2);
            // The C++ SDK would misread the header names of HTTP/2.
            EXPECT_NE(connection_->chosen_protocol(), "h2");
        }
        return connection_->exchange(bytes_of(request));
    }

    std::string bytes_of(ScriptedRequest const& request) {
        auto const value_of = [this](std::string_view name) { return value(name); };
        auto const body = filled(request.body.value_or(""), value_of);
        values_["length"] = std::to_string(body.size());
        sign(body);
        auto bytes = request.method + ' ' + filled(request.target, value_of) + " HTTP/1.1\r\n";
        for (auto const& header : request.headers) {
            bool const is_length = header.find("{{length}}") != std::string::npos;
            if (!is_length || request.body) bytes += filled(header, value_of) + "\r\n";
        }
        return bytes + "\r\n" + body;
    }

    void sign(std::string const& body) {
        json::error_code code;
        auto const parsed = json::parse(body, code);
        SignedSignIn parts;
        parts.app_id = member_text(parsed, "appId");
        if (code || parts.app_id.empty()) return;
        parts.user_id = member_text(parsed, "userId");
        parts.expire_time = member(parsed, "expireTime").to_number<std::int64_t>(code);
        parts.nonce = member_text(parsed, "nonce");
        auto const digest = app_signature(Secret(server_.app_key), parts);
        values_["signature"] = to_hex(digest.data(), digest.size());
    }

    std::string value(std::string_view name) {
        if (name == "nonce32") return random_hex(32);
        if (name == "nonce40") return random_hex(40);
        if (name == "nonce64") return random_hex(64);
        if (name == "uuid") return uuid();
        if (name == "in 10 minutes") return seconds_from_now(std::chrono::minutes{10});
        if (name == "in 12 hours") return seconds_from_now(std::chrono::hours{12});
        if (name.starts_with('%')) return percent_encoded(value(name.substr(1)));
        if (name.starts_with("upper ")) return upper_case(value(name.substr(6)));
        if (name.starts_with("base64 ")) {
            auto const colon = name.find(':');
            auto const text = value(name.substr(7, colon - 7));
            return to_base64(colon == name.npos ? text
                                                : text + ':' + value(name.substr(colon + 1)));
        }
        auto const found = values_.find(std::string(name));
        EXPECT_NE(found, values_.end()) << "no such placeholder: " << name;
        return found == values_.end() ? std::string{} : found->second;
    }

    static json::value body_of(RawAnswer const& answer) {
        json::error_code code;
        auto body = answer.body.empty() ? json::value() : json::parse(answer.body, code);
        EXPECT_FALSE(code) << answer.body;
        return body;
    }

    void expect(ScriptedRequest const& request, RawAnswer const& answer) {
        EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 ")) << answer.head;
        EXPECT_EQ(std::to_string(answer.status()), request.expected.front())
            << answer.head << answer.body;
        // Compared byte by byte in the C++ SDK.
        EXPECT_NE(answer.header("X-Request-Id"), "") << answer.head;
        auto const body = body_of(answer);
        if (answer.status() != 200) expect_refusal(body, answer);
        for (std::size_t i = 1; i < request.expected.size(); ++i) {
            expect_word(request.expected[i], body, answer);
        }
    }

    /// The C++ SDK throws at other texts, the old Java SDK needs all three, and all of them read
    /// error_code as text.
    static void expect_refusal(json::value const& body, RawAnswer const& answer) {
        ASSERT_TRUE(body.is_object()) << answer.body;
        EXPECT_EQ(body.get_object().size(), 3U) << answer.body;
        EXPECT_NE(member_text(body, "error_code"), "");
        EXPECT_NE(member_text(body, "error_msg"), "");
        EXPECT_EQ(member_text(body, "request_id"), answer.header("X-Request-Id"));
    }

    void expect_word(std::string const& word, json::value const& body, RawAnswer const& answer) {
        if (word == "empty") {
            EXPECT_EQ(answer.body, "");
        } else if (word.front() != '/') {
            EXPECT_EQ(member_text(body, "error_code"), word);
        } else {
            expect_field(word, body, answer);
        }
    }

    void expect_field(std::string const& word, json::value const& body, RawAnswer const& answer) {
        auto const end = word.find_first_of("=>");
        json::error_code code;
        auto const* const found = body.find_pointer(word.substr(0, end), code);
        ASSERT_NE(found, nullptr) << word << ": " << answer.body;
        if (end == std::string::npos) return;
        if (word[end] == '>') {
            EXPECT_NE(text_of(*found), "") << word;
            values_[word.substr(end + 1)] = text_of(*found);
            return;
        }
        auto const wanted = filled(word.substr(end + 1), [this](auto name) { return value(name); });
        EXPECT_EQ(text_of(*found), wanted) << word;
    }

    ClientScript script_;
    RunningServer const& server_;
    std::map<std::string, std::string> values_;
    std::optional<RawConnection> connection_;
};

std::vector<std::string> client_names() {
    std::vector<std::string> names;
    for (auto const& entry :
         std::filesystem::directory_iterator(ROOMKEY_SOURCE_ROOT "/tests/clients/scripts")) {
        names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Clients : public testing::TestWithParam<std::string> {
protected:
    static void SetUpTestSuite() { server_ = std::make_unique<RunningServer>(); }
    static void TearDownTestSuite() { server_.reset(); }

    static std::unique_ptr<RunningServer> server_;
};

std::unique_ptr<RunningServer> Clients::server_;

TEST_P(Clients, AreServedWhateverTheirWays) { Client(GetParam(), *server_).play(); }

TEST_P(Clients, SendSomethingOfEveryGroup) {
    auto const sent = operations_of(script_of(GetParam()));
    std::map<std::string, bool> is_sent;
    for (auto const& [operation, group] : vendor_operations()) {
        is_sent[group] |= sent.contains(operation);
    }
    for (auto const& [group, is] : is_sent) EXPECT_TRUE(is) << group;
}

INSTANTIATE_TEST_SUITE_P(OfTheVendor, Clients, testing::ValuesIn(client_names()),
                         [](auto const& row) { return row.param; });

TEST(ClientScripts, HaveEveryOperation) {
    std::set<std::string> sent;
    for (auto const& name : client_names()) sent.merge(operations_of(script_of(name)));
    std::set<std::string> served;
    for (auto const& [operation, group] : vendor_operations()) served.insert(operation);
    EXPECT_EQ(sent, served);
}

}  // namespace
}  // namespace roomkey
