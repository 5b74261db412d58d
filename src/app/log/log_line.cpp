#include "app/log/log_line.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

bool is_plain(char character) {
    return character > ' ' && character <= '~' && character != '"' && character != '\\';
}

void append_point(std::string& out, char32_t point) {
    if (point == '"' || point == '\\') {
        out += '\\';
        out += static_cast<char>(point);
    } else if (point == '\n') {
        out += "\\n";
    } else if (disturbs_line(point)) {
        append_escape(out, point);
    } else {
        append_utf8(out, point);
    }
}

/// In quotes, escaped as JSON has it (RFC 8259 section 7). What is not UTF-8 becomes U+FFFD.
void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (auto const point : shown_code_points(text)) append_point(out, point);
    out += '"';
}

/// Bare where nothing in it could be taken for something else.
void append_value(std::string& out, std::string_view text) {
    bool const is_bare = !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
        return is_plain(character) && character != '=';
    });
    if (is_bare) {
        out += text;
    } else {
        append_quoted(out, text);
    }
}

void append_json_value(std::string& out, std::string_view text) {
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        out += '"';
        out += text;
        out += '"';
    } else {
        append_quoted(out, text);
    }
}

}  // namespace

std::string log_line_text(std::string_view event, std::initializer_list<LogField> fields) {
    std::string line = "event=";
    append_value(line, event);
    for (auto const& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        append_value(line, field.value);
    }
    return line;
}

std::string log_line_json(std::string_view event, std::initializer_list<LogField> fields) {
    std::string line = "\"event\":";
    append_json_value(line, event);
    for (auto const& field : fields) {
        line += ',';
        append_json_value(line, field.key);
        line += ':';
        append_json_value(line, field.value);
    }
    return line;
}

}  // namespace roomkey
