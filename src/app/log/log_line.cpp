#include "app/log/log_line.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

struct Span {
    char32_t first;
    char32_t last;
};

// What changes how the rest of a line looks or where it ends: C0 and C1 controls, marks and
// overrides of direction, line and paragraph separators.
constexpr std::array<Span, 6> hidden{{
    {0x0000, 0x001F},
    {0x007F, 0x009F},
    {0x061C, 0x061C},
    {0x200E, 0x200F},
    {0x2028, 0x202E},
    {0x2066, 0x2069},
}};

bool is_hidden(char32_t point) {
    return std::any_of(hidden.begin(), hidden.end(),
                       [&](Span const& span) { return span.first <= point && point <= span.last; });
}

bool is_plain(char character) {
    return character > ' ' && character <= '~' && character != '"' && character != '\\';
}

void append_utf8(std::string& out, char32_t point) {
    auto const byte = [&](char32_t bits) { out += static_cast<char>(bits); };
    auto const rest = [&](unsigned shift) { byte(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0U | (point >> 6U));
        rest(0);
    } else if (point < 0x10000) {
        byte(0xE0U | (point >> 12U));
        rest(6);
        rest(0);
    } else {
        byte(0xF0U | (point >> 18U));
        rest(12);
        rest(6);
        rest(0);
    }
}

void append_point(std::string& out, char32_t point) {
    static constexpr std::string_view hex = "0123456789abcdef";
    if (point == '"' || point == '\\') {
        out += '\\';
        out += static_cast<char>(point);
    } else if (point == '\n') {
        out += "\\n";
    } else if (is_hidden(point)) {
        out += "\\u";
        for (unsigned const shift : {12U, 8U, 4U, 0U}) out += hex[(point >> shift) & 0xFU];
    } else {
        append_utf8(out, point);
    }
}

/// In quotes, escaped as JSON has it (RFC 8259 section 7). Bytes that are not UTF-8 become U+FFFD.
void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    if (auto const points = utf8_code_points(text)) {
        for (auto const point : *points) append_point(out, point);
    } else {
        for (char const character : text) {
            auto const byte = static_cast<unsigned char>(character);
            append_point(out, byte < 0x80 ? byte : U'\uFFFD');
        }
    }
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
