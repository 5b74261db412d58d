#include "api/service/document.hpp"

#include <string>

namespace roomkey {
namespace {

/// Takes the first item of a list with commas off `list`, without blanks around it.
std::string_view next_item(std::string_view& list) {
    auto const comma = list.find(',');
    auto item = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    auto const first = item.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return item.substr(first, item.find_last_not_of(" \t") - first + 1);
}

/// Our tags have no commas, so one that does is another's and may fall apart.
bool names_tag(std::string_view if_none_match, std::string_view quoted_tag) {
    while (!if_none_match.empty()) {
        auto item = next_item(if_none_match);
        if (item == "*") return true;
        // Weak comparison: what a proxy compressed is still the same document.
        if (item.starts_with("W/")) item.remove_prefix(2);
        if (item == quoted_tag) return true;
    }
    return false;
}

}  // namespace

HttpReply document_reply(Call const& call, Document const& document) {
    auto const tag = '"' + std::string(document.tag) + '"';
    HttpReply reply;
    reply.headers.push_back({"ETag", tag});
    if (names_tag(call.request.header("If-None-Match").value_or(""), tag)) {
        reply.status = 304;
        return reply;
    }
    reply.headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
    reply.body = document.json;
    return reply;
}

}  // namespace roomkey
