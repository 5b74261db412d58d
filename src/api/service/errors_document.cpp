#include "api/service/errors_document.hpp"

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <string>

#include "api/service/gzip.hpp"
#include "base/bytes.hpp"
#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"

namespace roomkey {
namespace {

boost::json::object both_languages(Bilingual const& text) {
    return {{wire_name(Language::zh_cn), text.zh}, {wire_name(Language::en_us), text.en}};
}

boost::json::object entry_json(ErrorEntry const& entry) {
    boost::json::array operations;
    for (auto const name : operations_answering(entry.code)) operations.emplace_back(name);
    boost::json::object json;
    json["code"] = entry.wire_code;
    json["status"] = entry.status;
    json["reason"] = reason_name(entry.code);
    json["origin"] = wire_name(entry.origin);
    json["originNote"] = both_languages(entry.origin_note);
    json["messages"] = both_languages(entry.message);
    json["when"] = both_languages(entry.when);
    json["remedy"] = both_languages(entry.remedy);
    json["operations"] = std::move(operations);
    return json;
}

std::string catalogue_json() {
    boost::json::array errors;
    for (auto const& entry : error_catalogue()) errors.push_back(entry_json(entry));
    boost::json::object document;
    document["errors"] = std::move(errors);
    return boost::json::serialize(document);
}

/// FNV-1a: nobody gains by two texts with one tag, so nothing stronger is needed.
std::string tag_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (char const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    std::array<std::uint8_t, 8> bytes{};
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(hash & 0xFFU);
        hash >>= 8U;
    }
    return to_hex(bytes.data(), bytes.size());
}

}  // namespace

Document errors_document() {
    static std::string const json = catalogue_json();
    static std::string const tag = tag_of(json);
    static std::string const packed = gzip(json);
    return {json, tag, packed};
}

}  // namespace roomkey
