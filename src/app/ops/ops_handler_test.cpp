#include "app/ops/ops_handler.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>
#include <optional>

namespace roomkey {
namespace {

/// Keeps what the last line said.
class LastLine final : public Log {
public:
    void write(LogLevel /*level*/, std::string_view event,
               std::initializer_list<LogField> fields) override {
        text = event;
        for (auto const& field : fields) {
            text += " " + std::string(field.key) + "=" + field.value;
        }
    }
    std::string text;
};

class OpsHandlerTest : public testing::Test {
protected:
    HttpReply ask(std::string const& method, std::string const& target) {
        HttpRequest request;
        request.method = method;
        request.target = target;
        request.headers = {{"Accept-Language", "en"}};
        request.request_id = "id-1";
        return handler_.handle(request);
    }

    static std::optional<std::string_view> header(HttpReply const& reply, std::string_view name) {
        return find_header(reply.headers, name);
    }

    LastLine log_;
    std::optional<Error> store_error_;
    bool is_stopping_ = false;
    Readiness readiness_{{{"stopping",
                           [this]() -> Status {
                               if (is_stopping_) return unavailable("stopping");
                               return Done{};
                           }},
                          {"store", [this]() -> Status {
                               if (store_error_) return *store_error_;
                               return Done{};
                           }}}};
    OpsHandler handler_{readiness_, [] { return std::string("figure 1\n"); }, log_};
};

TEST_F(OpsHandlerTest, TakesReportsOnlyWhereTheyAreAskedFor) {
    EXPECT_EQ(ask("GET", "/sms/report?status=1").status, 404);
    std::string taken;
    handler_.take_reports([&](std::string_view query) -> Status {
        taken = query;
        if (query.empty()) return refusal(ErrorCode::not_permitted);
        return Done{};
    });
    EXPECT_EQ(ask("GET", "/sms/report?status=1").status, 200);
    EXPECT_EQ(taken, "status=1");
    EXPECT_EQ(ask("GET", "/sms/report").status, 403);
    EXPECT_EQ(ask("POST", "/sms/report?status=1").status, 405);
}

TEST_F(OpsHandlerTest, ResetsOnlyWhereThatIsPossible) {
    EXPECT_EQ(ask("POST", "/demo/reset").status, 404);
    EXPECT_EQ(ask("GET", "/demo/reset").status, 404);
    int resets = 0;
    handler_.take_resets([&]() -> Status {
        if (++resets == 2) return unavailable("busy");
        return Done{};
    });
    for (auto const* method : {"GET", "HEAD", "PUT"}) {
        auto const reply = ask(method, "/demo/reset");
        EXPECT_EQ(reply.status, 405) << method;
        EXPECT_EQ(header(reply, "Allow"), "POST") << method;
    }
    EXPECT_EQ(resets, 0);
    EXPECT_EQ(ask("POST", "/demo/reset").status, 200);
    EXPECT_EQ(ask("POST", "/demo/reset").status, 503);
    EXPECT_EQ(resets, 2);
}

TEST_F(OpsHandlerTest, IsAliveWhateverTheStoreSays) {
    store_error_ = unavailable("disk on fire");
    auto const reply = ask("GET", "/livez");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "ok");
    EXPECT_EQ(reply.route, "livez");
    EXPECT_EQ(header(reply, "Cache-Control"), "no-store");
}

TEST_F(OpsHandlerTest, IsReadyIfAllChecksHold) {
    auto const reply = ask("GET", "/readyz?verbose");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "ok");
    EXPECT_EQ(reply.route, "readyz");
}

TEST_F(OpsHandlerTest, NamesTheCheckThatFailsAndLogsWhy) {
    store_error_ = unavailable("disk on fire");
    auto const reply = ask("GET", "/readyz");
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.route, "readyz");
    EXPECT_EQ(reply.reason, "unavailable");
    auto const body = boost::json::parse(reply.body).as_object();
    EXPECT_EQ(body.size(), 3U);
    EXPECT_EQ(body.at("error_code").as_string(), "USG.000000001");
    EXPECT_NE(body.at("error_msg").as_string().find("store"), std::string::npos);
    EXPECT_EQ(body.at("request_id").as_string(), "id-1");
    EXPECT_EQ(reply.body.find("fire"), std::string::npos);
    EXPECT_EQ(log_.text, "not_ready check=store reason=unavailable detail=disk on fire");
}

TEST_F(OpsHandlerTest, IsNotReadyOnceItStops) {
    is_stopping_ = true;
    auto const reply = ask("GET", "/readyz");
    EXPECT_EQ(reply.status, 503);
    EXPECT_NE(reply.body.find("stopping"), std::string::npos);
}

TEST_F(OpsHandlerTest, StaysNotReadyForAnErrorThatIsABug) {
    store_error_ = internal_error("schema is newer");
    EXPECT_EQ(ask("GET", "/readyz").status, 503);
}

TEST_F(OpsHandlerTest, GivesTheFigures) {
    auto const reply = ask("GET", "/metrics");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "figure 1\n");
    EXPECT_EQ(header(reply, "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
}

TEST_F(OpsHandlerTest, AnswersHeadLikeGet) {
    for (auto const* target : {"/livez", "/readyz", "/metrics"}) {
        EXPECT_EQ(ask("HEAD", target).status, 200) << target;
    }
}

TEST_F(OpsHandlerTest, RefusesOtherMethodsAndSaysWhichWork) {
    for (auto const* method : {"POST", "PUT", "DELETE", "get"}) {
        auto const reply = ask(method, "/metrics");
        EXPECT_EQ(reply.status, 405) << method;
        EXPECT_EQ(header(reply, "Allow"), "GET, HEAD") << method;
        EXPECT_EQ(reply.reason, "method_not_allowed") << method;
    }
}

TEST_F(OpsHandlerTest, KnowsNoOtherPath) {
    for (auto const* target : {"/", "/livez/", "/LIVEZ", "//metrics", "/metrics/x", ""}) {
        auto const reply = ask("GET", target);
        EXPECT_EQ(reply.status, 404) << target;
        EXPECT_EQ(boost::json::parse(reply.body).as_object().at("request_id").as_string(), "id-1");
    }
}

TEST_F(OpsHandlerTest, WordsRefusalsOfTheTransportLikeTheApi) {
    HttpRequest request;
    request.request_id = "id-2";
    auto const reply = handler_.refuse(request, refusal(ErrorCode::header_too_large));
    EXPECT_EQ(reply.status, 431);
    EXPECT_NE(reply.body.find("\"request_id\":\"id-2\""), std::string::npos);
}

}  // namespace
}  // namespace roomkey
