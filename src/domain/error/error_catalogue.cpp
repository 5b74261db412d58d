#include "domain/error/error_catalogue.hpp"

#include <algorithm>
#include <tuple>

#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

std::vector<ErrorEntry> make_catalogue() {
    std::vector<ErrorEntry> entries;
    for (auto const part : {request_errors(), caller_errors(), session_errors(), sso_errors(),
                            subject_errors(), user_errors(), terminal_errors(), pairing_errors()}) {
        entries.insert(entries.end(), part.begin(), part.end());
    }
    std::stable_sort(entries.begin(), entries.end(), [](auto const& one, auto const& other) {
        return std::tie(one.wire_code, one.status) < std::tie(other.wire_code, other.status);
    });
    return entries;
}

}  // namespace

std::string_view wire_name(ErrorOrigin origin) {
    return origin == ErrorOrigin::vendor ? "vendor" : "roomkey";
}

std::vector<ErrorEntry> const& error_catalogue() {
    static auto const catalogue = make_catalogue();
    return catalogue;
}

ErrorEntry const& error_entry(ErrorCode code) {
    auto const& catalogue = error_catalogue();
    auto const find = [&](ErrorCode wanted) {
        return std::find_if(catalogue.begin(), catalogue.end(),
                            [wanted](ErrorEntry const& entry) { return entry.code == wanted; });
    };
    auto const found = find(code);
    return found == catalogue.end() ? *find(ErrorCode::internal) : *found;
}

}  // namespace roomkey
