#include "console/console_handler.hpp"

#include <algorithm>
#include <utility>

namespace roomkey {
namespace {

// Scripts, styles and requests of this origin alone; nothing inline, nothing evaluated, no frame.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr std::string_view permissions_policy =
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The page of the administrators reads the rest of its path itself, so that a reload or a link
/// leads to the same place.
constexpr std::string_view console_page = "/console";

std::string_view served_path(std::string_view path) {
    bool const is_below =
        path.starts_with(console_page) && path.substr(console_page.size(), 1) == "/";
    return is_below ? console_page : path;
}

ConsoleFile const* find_file(std::string_view path) {
    auto const files = console_files();
    auto const found = std::find_if(files.begin(), files.end(),
                                    [&](ConsoleFile const& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

void add_page_headers(HttpReply& reply, Caching caching) {
    auto const add = [&](std::string_view name, std::string_view value) {
        reply.headers.push_back({std::string(name), std::string(value)});
    };
    add("Cache-Control",
        caching == Caching::forever ? "public, max-age=31536000, immutable" : "no-cache");
    add("Content-Security-Policy", content_policy);
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Permissions-Policy", permissions_policy);
    add("Referrer-Policy", "no-referrer");
    add("X-Content-Type-Options", "nosniff");
    add("X-Frame-Options", "DENY");
}

}  // namespace

ConsoleHandler::ConsoleHandler(HttpHandler& api) : api_(api) {}

HttpReply ConsoleHandler::handle(HttpRequest const& request) {
    auto at_once = answer_at_once(request);
    return at_once ? std::move(*at_once) : api_.handle(request);
}

std::optional<HttpReply> ConsoleHandler::answer_at_once(HttpRequest const& request) {
    std::string_view const target = request.target;
    auto const* const file = find_file(served_path(target.substr(0, target.find('?'))));
    if (file == nullptr) return api_.answer_at_once(request);
    bool const is_asset = file->caching == Caching::forever;
    HttpReply reply;
    if (request.method == "GET" || request.method == "HEAD") {
        reply = static_reply(file->file, request);
        add_page_headers(reply, file->caching);
    } else {
        reply = api_.refuse(request, refusal(ErrorCode::method_not_allowed));
        reply.headers.push_back({"Allow", "GET, HEAD"});
    }
    reply.route = is_asset ? "ConsoleAsset" : "ConsolePage";
    return reply;
}

bool ConsoleHandler::answer_later(HttpRequest const& request, Executor const& executor,
                                  LaterReply done) {
    return api_.answer_later(request, executor, std::move(done));
}

Workers* ConsoleHandler::workers_for(HttpRequest const& request) {
    return api_.workers_for(request);
}

HttpAdmission ConsoleHandler::admit(HttpRequest const& request) { return api_.admit(request); }

HttpReply ConsoleHandler::refuse(HttpRequest const& request, Error const& error) {
    return api_.refuse(request, error);
}

}  // namespace roomkey
