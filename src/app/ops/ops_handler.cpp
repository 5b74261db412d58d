#include "app/ops/ops_handler.hpp"

#include <array>
#include <utility>

#include "api/language.hpp"
#include "api/problem.hpp"
#include "app/ops/metrics.hpp"

namespace roomkey {
namespace {

HttpReply text_reply(std::string body, std::string_view content_type) {
    HttpReply reply;
    reply.headers.push_back({"Content-Type", std::string(content_type)});
    // An answer about now is useless later.
    reply.headers.push_back({"Cache-Control", "no-store"});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    reply.body = std::move(body);
    return reply;
}

constexpr std::string_view plain_text = "text/plain; charset=utf-8";

}  // namespace

struct OpsHandler::Page {
    std::string_view path;
    std::string_view route;
    HttpReply (OpsHandler::*answer)(HttpRequest const&);
    bool is_change = false;  ///< Only POST; otherwise GET and HEAD.

    [[nodiscard]] bool takes(std::string_view method) const {
        return is_change ? method == "POST" : method == "GET" || method == "HEAD";
    }
};

OpsHandler::Page const* OpsHandler::find_page(std::string_view path) {
    static constexpr std::array<Page, 5> pages{{
        {"/livez", "livez", &OpsHandler::answer_live},
        {"/readyz", "readyz", &OpsHandler::answer_ready},
        {"/metrics", "metrics", &OpsHandler::answer_metrics},
        {"/sms/report", "sms_report", &OpsHandler::answer_report},
        {"/demo/reset", "demo_reset", &OpsHandler::answer_reset, /*is_change=*/true},
    }};
    for (auto const& page : pages) {
        if (page.path == path) return &page;
    }
    return nullptr;
}

OpsHandler::OpsHandler(Readiness& readiness, std::function<std::string()> scrape, Log& log)
    : readiness_(readiness), scrape_(std::move(scrape)), log_(log) {}

HttpReply OpsHandler::handle(HttpRequest const& request) {
    std::string_view const target = request.target;
    auto const* const page = find_page(target.substr(0, target.find('?')));
    // Where nothing can be reset there is no such page.
    bool const is_missing = page == nullptr || (page->is_change && !reset_);
    if (is_missing) return refuse(request, refusal(ErrorCode::route_unknown));
    if (!page->takes(request.method)) {
        auto reply = refuse(request, refusal(ErrorCode::method_not_allowed));
        reply.headers.push_back({"Allow", page->is_change ? "POST" : "GET, HEAD"});
        reply.route = page->route;
        return reply;
    }
    auto reply = (this->*page->answer)(request);
    reply.route = page->route;
    return reply;
}

HttpReply OpsHandler::refuse(HttpRequest const& request, Error const& error) {
    auto const language = preferred_language(request.header("Accept-Language").value_or(""));
    auto reply = problem_reply(error, language, request.request_id);
    reply.headers.push_back({"Cache-Control", "no-store"});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

HttpReply OpsHandler::answer_live(HttpRequest const& /*request*/) {
    return text_reply("ok", plain_text);
}

HttpReply OpsHandler::answer_ready(HttpRequest const& request) {
    if (auto const failure = readiness_.check()) {
        auto const& error = failure->error;
        log_.write(LogLevel::warning, "not_ready",
                   {{"check", std::string(failure->check)},
                    {"reason", std::string(reason_name(error.code))},
                    {"detail", error.detail}});
        return refuse(request, refusal_about(ErrorCode::unavailable, std::string(failure->check)));
    }
    return text_reply("ok", plain_text);
}

HttpReply OpsHandler::answer_metrics(HttpRequest const& /*request*/) {
    return text_reply(scrape_(), Metrics::content_type);
}

HttpReply OpsHandler::answer_reset(HttpRequest const& request) {
    // Of a page in a browser on the same machine, which need not be the tester's.
    if (request.header("Origin") || request.header("Sec-Fetch-Site")) {
        return refuse(request, refusal(ErrorCode::cross_site_request, "a page asked"));
    }
    auto const status = reset_();
    return status.ok() ? text_reply("ok", plain_text) : refuse(request, status.error());
}

HttpReply OpsHandler::answer_report(HttpRequest const& request) {
    if (!take_report_) return refuse(request, refusal(ErrorCode::route_unknown));
    std::string_view const target = request.target;
    auto const mark = target.find('?');
    auto const status =
        take_report_(mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1));
    return status.ok() ? text_reply("ok", plain_text) : refuse(request, status.error());
}

}  // namespace roomkey
