#include "operations/served_operation.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace roomkey {
namespace {

constexpr std::string_view key_name = "Idempotency-Key";

void append(std::string& text, FieldValue const& value) {
    // Lengths keep the parts apart: "ab" and "c" must not look like "a" and "bc".
    text += '\n' + std::to_string(static_cast<int>(value.kind)) + ' ' +
            std::to_string(value.number) + ' ' + std::to_string(value.text.size()) + ':' +
            value.text + std::to_string(value.items.size());
    for (auto const& item : value.items) append(text, item);
}

}  // namespace

Result<std::optional<std::string>> idempotency_key(Operation const& operation,
                                                   FieldSource const& source) {
    for (auto const& rule : operation.rules) {
        if (rule.name != key_name) continue;
        auto value = TRY(check_field(rule, TRY(source(rule))));
        if (value.kind == FieldValue::Kind::text) return std::optional{std::move(value.text)};
    }
    return std::optional<std::string>{};
}

Result<std::string> request_text(Operation const& operation, FieldSource const& source) {
    std::string text(operation.name);
    for (auto const& rule : operation.rules) {
        // A quick hash of a password that someone chose would be a way around the slow one.
        if (rule.name == key_name || rule.is_secret) continue;
        append(text, TRY(check_field(rule, TRY(source(rule)))));
    }
    return text;
}

Secret kept_result(OperationResult const& result) {
    return Secret(result.body ? boost::json::serialize(*result.body) : std::string{});
}

OperationResult earlier_result(Secret const& kept) {
    // It was written by `kept_result`.
    if (kept.reveal().empty()) return {std::nullopt, true};
    return {boost::json::parse(kept.reveal()), true};
}

}  // namespace roomkey
