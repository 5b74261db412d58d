#include "tests/api/openapi_reader.hpp"

#include "api/service/openapi_document.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

json::value const null_value;
json::object const empty_object;

std::string upper(std::string_view text) {
    std::string result(text);
    for (auto& character : result) {
        if (character >= 'a' && character <= 'z')
            character = static_cast<char>(character - 'a' + 'A');
    }
    return result;
}

bool is_method(std::string_view key) {
    for (auto const* const method : {"get", "put", "post", "delete", "patch", "head", "options"}) {
        if (key == method) return true;
    }
    return false;
}

}  // namespace

json::value const& member(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found == nullptr ? null_value : *found;
}

json::value const& member(json::value const& value, std::string_view name) {
    return value.is_object() ? member(value.get_object(), name) : null_value;
}

json::object const& member_object(json::object const& object, std::string_view name) {
    auto const& found = member(object, name);
    return found.is_object() ? found.get_object() : empty_object;
}

json::object const& member_object(json::value const& value, std::string_view name) {
    return value.is_object() ? member_object(value.get_object(), name) : empty_object;
}

std::string member_text(json::object const& object, std::string_view name) {
    auto const& found = member(object, name);
    return found.is_string() ? std::string(found.get_string().c_str()) : std::string{};
}

std::string member_text(json::value const& value, std::string_view name) {
    return value.is_object() ? member_text(value.get_object(), name) : std::string{};
}

std::vector<std::string> member_texts(json::value const& value, std::string_view name) {
    std::vector<std::string> texts;
    auto const& found = member(value, name);
    if (!found.is_array()) return texts;
    for (auto const& item : found.get_array()) {
        if (item.is_string()) texts.emplace_back(item.get_string().c_str());
    }
    return texts;
}

std::string OpenApiReader::Operation::name() const {
    auto const* const id = object->if_contains("operationId");
    if (id != nullptr && id->is_string()) return std::string(id->get_string().c_str());
    return method + ' ' + path;
}

OpenApiReader::OpenApiReader(Language language) {
    json::error_code code;
    auto const text = openapi_document(language).json;
    auto parsed = json::parse({text.data(), text.size()}, code);
    if (!code) root_ = std::move(parsed);
}

json::value const& OpenApiReader::resolved(json::value const& value) const {
    auto const* current = &value;
    // A chain of references that is longer than this is circular.
    for (int steps = 0; steps < 16; ++steps) {
        auto const reference = member_text(*current, "$ref");
        if (reference.empty()) return *current;
        if (!reference.starts_with("#/")) return null_value;
        json::error_code code;
        auto const* const target = root_.find_pointer(reference.substr(1), code);
        if (target == nullptr || code) return null_value;
        current = target;
    }
    return null_value;
}

std::vector<OpenApiReader::Operation> OpenApiReader::operations() const {
    std::vector<Operation> operations;
    for (auto const& [path, item] : member_object(root_, "paths")) {
        if (!item.is_object()) continue;
        for (auto const& [key, object] : item.get_object()) {
            if (!is_method(key) || !object.is_object()) continue;
            operations.push_back(
                {upper(key), std::string(path), &item.get_object(), &object.get_object()});
        }
    }
    return operations;
}

std::vector<json::value> OpenApiReader::parameters(Operation const& operation) const {
    std::vector<json::value> parameters;
    for (auto const* const holder : {operation.item, operation.object}) {
        auto const* const list = holder->if_contains("parameters");
        if (list == nullptr || !list->is_array()) continue;
        for (auto const& parameter : list->get_array()) parameters.push_back(resolved(parameter));
    }
    return parameters;
}

json::value const& OpenApiReader::response(Operation const& operation,
                                           std::string_view status) const {
    auto const* const responses = operation.object->if_contains("responses");
    return responses == nullptr ? null_value : resolved(member(*responses, status));
}

json::object const& OpenApiReader::content(json::value const& holder) const {
    return member_object(resolved(holder), "content");
}

json::object OpenApiReader::examples(json::value const& media_type) const {
    json::object examples;
    for (auto const& [name, example] : member_object(media_type, "examples")) {
        examples[name] = resolved(example);
    }
    return examples;
}

}  // namespace roomkey
