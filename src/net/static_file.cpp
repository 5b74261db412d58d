#include "net/static_file.hpp"

#include <array>
#include <optional>
#include <string>

#include "base/ascii.hpp"
#include "net/weighted_list.hpp"

namespace roomkey {
namespace {

struct Form {
    std::string_view coding;  ///< As in Content-Encoding.
    std::string_view content;
};

/// What Accept-Encoding says of the coding; empty if it is silent.
std::optional<int> weight_of(std::vector<WeightedItem> const& wishes, std::string_view coding) {
    std::optional<int> of_the_rest;
    for (auto const& wish : wishes) {
        if (is_same_ignoring_case(wish.name, coding)) return wish.weight;
        if (wish.name == "*") of_the_rest = wish.weight;
    }
    return of_the_rest;
}

/// The best form, the smaller of equally preferred ones.
Form choose_form(StaticFile const& file, HttpRequest const& request) {
    std::vector<WeightedItem> wishes;
    for (auto const& header : request.headers) {
        if (!is_same_ignoring_case(header.name, "Accept-Encoding")) continue;
        for (auto const& wish : parse_weighted_list(header.value)) wishes.push_back(wish);
    }
    std::array<Form, 2> const compressed{{{"br", file.brotli}, {"gzip", file.gzip}}};
    Form best{"identity", file.identity};
    // If not named, the file itself is acceptable, but anything named is preferred.
    int best_weight = weight_of(wishes, "identity").value_or(0);
    for (auto const& form : compressed) {
        int const weight = weight_of(wishes, form.coding).value_or(0);
        bool const is_liked =
            best.coding == "identity" ? weight >= best_weight && weight > 0 : weight > best_weight;
        if (form.content.empty() || !is_liked) continue;
        best = form;
        best_weight = weight;
    }
    return best;
}

/// Whether a list of entity tags such as `W/"a", "b"` has `tag`, compared weakly (RFC 9110 section
/// 13.1.2). Tags may contain commas, so quotes are what counts.
bool has_tag(std::string_view list, std::string_view tag) {
    if (list == "*") return true;
    for (auto start = list.find('"'); start != std::string_view::npos; start = list.find('"')) {
        auto const end = list.find('"', start + 1);
        if (end == std::string_view::npos) return false;
        if (list.substr(start, end - start + 1) == tag) return true;
        list.remove_prefix(end + 1);
    }
    return false;
}

bool is_known_to_client(HttpRequest const& request, std::string_view tag) {
    for (auto const& header : request.headers) {
        if (is_same_ignoring_case(header.name, "If-None-Match") && has_tag(header.value, tag)) {
            return true;
        }
    }
    return false;
}

}  // namespace

HttpReply static_reply(StaticFile const& file, HttpRequest const& request) {
    auto const form = choose_form(file, request);
    auto const is_identity = form.coding == "identity";
    std::string tag = "\"" + std::string(file.tag);
    if (!is_identity) tag.append("-").append(form.coding);
    tag += '"';

    HttpReply reply;
    reply.headers.reserve(16);
    reply.headers.push_back({"ETag", tag});
    bool const has_forms = !file.brotli.empty() || !file.gzip.empty();
    if (has_forms) reply.headers.push_back({"Vary", "Accept-Encoding"});
    if (is_known_to_client(request, tag)) {
        reply.status = 304;
        return reply;
    }
    reply.headers.push_back({"Content-Type", std::string(file.content_type)});
    if (!is_identity) reply.headers.push_back({"Content-Encoding", std::string(form.coding)});
    reply.static_body = form.content;
    return reply;
}

}  // namespace roomkey
