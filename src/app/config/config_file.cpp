#include "app/config/config_file.hpp"

#include <toml++/toml.h>
#include <sstream>
#include <utility>

#include "base/file.hpp"
#include "base/file_rights.hpp"
#include "base/plain_text.hpp"

namespace roomkey {
namespace {

std::string form_text(toml::node const& node) {
    std::ostringstream out;
    node.visit([&](auto const& held) { out << held; });
    return out.str();
}

GivenValue given_value(std::string name, toml::node const& node, std::string const& origin) {
    GivenValue given;
    given.name = std::move(name);
    given.origin = origin + ":" + std::to_string(node.source().begin.line);
    if (auto const* const text = node.as_string()) {
        given.form = GivenValue::Form::text;
        given.text = text->get();
    } else if (auto const* const number = node.as_integer()) {
        given.form = GivenValue::Form::number;
        given.text = std::to_string(number->get());
    } else {
        given.form = GivenValue::Form::other;
        given.text = form_text(node);
    }
    return given;
}

void flatten(toml::table const& table, std::string const& prefix, std::string const& origin,
             std::vector<GivenValue>& values) {
    for (auto const& [key, node] : table) {
        auto const name = prefix + std::string(key.str());
        if (auto const* const inner = node.as_table()) {
            flatten(*inner, name + ".", origin, values);
        } else {
            values.push_back(given_value(name, node, origin));
        }
    }
}

}  // namespace

Result<std::vector<GivenValue>> parse_config_text(std::string_view text,
                                                  std::string const& origin) {
    try {
        std::vector<GivenValue> values;
        flatten(toml::parse(text), "", origin, values);
        return values;
    } catch (toml::parse_error const& error) {
        auto const place = error.source().begin;
        return invalid_field(
            origin + ":" + std::to_string(place.line) + ":" + std::to_string(place.column),
            Fault::wrong_format, "TOML (" + std::string(error.description()) + ")");
    }
}

Result<std::vector<GivenValue>> read_config_file(std::filesystem::path const& path) {
    // With `keys.command` and others in it, who writes it runs commands as the service.
    TRY(refuse_written_by_strangers(path, "the configuration file"));
    auto const plain = plain_text(TRY(read_file(path)));
    if (!plain) {
        return invalid_field(path.string(), Fault::wrong_format, std::string(plain_text_expected));
    }
    return parse_config_text(*plain, path.string());
}

}  // namespace roomkey
