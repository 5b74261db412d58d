#include "storage/sqlite/transaction/search_index.hpp"

#include <algorithm>
#include <cstddef>
#include <new>
#include <set>
#include <vector>

#include "base/utf8.hpp"
#include "storage/sql/search/search_text.hpp"

namespace roomkey::sqlite {
namespace {

/// Enough to narrow any search down; bounds the work that one key can cause.
constexpr std::size_t query_grams_max = 32;

constexpr std::string_view all_fields = "u";
constexpr std::string_view names_only = "n";

/// Single bytes where the text is not UTF-8, so that it is still found.
std::vector<char32_t> points_of(std::string_view text) {
    auto points = utf8_code_points(text);
    if (points) return *std::move(points);
    std::vector<char32_t> bytes;
    for (char const byte : text) bytes.push_back(static_cast<unsigned char>(byte));
    return bytes;
}

void append_hex(std::string& word, char32_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string reversed;
    do {
        reversed += digits[value & 0xf];
        value >>= 4;
    } while (value != 0);
    word.append(reversed.rbegin(), reversed.rend());
}

/// What all words of such accounts of an enterprise begin with. Only letters and digits, which the
/// tokenizer of the full-text table keeps together.
std::string prefix_of(CorpId const& corp, std::string_view fields, std::string_view type) {
    return std::string{fields} + std::string{type} + 'c' +
           to_hex(reinterpret_cast<std::uint8_t const*>(corp.value.data()), corp.value.size());
}

std::string word_of(std::string const& prefix, std::vector<char32_t> const& points,
                    std::size_t start, std::size_t length) {
    auto word = prefix;
    for (std::size_t i = start; i < start + length; ++i) {
        word += 'x';
        append_hex(word, points[i]);
    }
    return word;
}

std::string joined(std::set<std::string> const& words) {
    std::string text;
    for (auto const& word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

void add_field(std::set<std::string>& words, std::string const& prefix, std::string_view field) {
    auto const points = points_of(field);
    for (std::size_t length = 1; length <= gram_length_max; ++length) {
        for (std::size_t start = 0; start + length <= points.size(); ++start) {
            words.insert(word_of(prefix, points, start, length));
        }
    }
}

void add_fields(std::set<std::string>& words, std::string const& prefix, std::string_view fields) {
    while (true) {
        auto const end = fields.find(field_separator);
        add_field(words, prefix, fields.substr(0, end));
        if (end == std::string_view::npos) return;
        fields.remove_prefix(end + 1);
    }
}

std::string words_of_key(std::string const& prefix, std::vector<char32_t> const& points) {
    auto const length = std::min(points.size(), gram_length_max);
    auto const last = points.size() - length;
    // Side by side, and the last one up to the end: each further one costs another list to walk.
    std::set<std::string> words{word_of(prefix, points, last, length)};
    for (std::size_t start = 0; start < last && words.size() < query_grams_max; start += length) {
        words.insert(word_of(prefix, points, start, length));
    }
    return joined(words);
}

std::string_view text_of(sqlite3_value* value) {
    auto const* const data = sqlite3_value_text(value);
    if (data == nullptr) return {};
    return {reinterpret_cast<char const*>(data),
            static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void contains_text_function(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    bool const is_found = text_of(values[0]).find(text_of(values[1])) != std::string_view::npos;
    sqlite3_result_int(context, is_found ? 1 : 0);
}

void search_query_function(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    // No exception may pass through SQLite.
    try {
        auto const words = search_query(CorpId{std::string{text_of(values[0])}}, text_of(values[1]),
                                        text_of(values[2]));
        sqlite3_result_text64(context, words.data(), words.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } catch (std::bad_alloc const&) {
        sqlite3_result_error_nomem(context);
    }
}

}  // namespace

std::string search_words(UserText const& text) {
    std::set<std::string> words;
    auto const type = std::to_string(static_cast<int>(text.type));
    auto const prefix = prefix_of(text.corp_id, all_fields, type);
    add_fields(words, prefix, text.name);
    add_fields(words, prefix, text.other);
    if (is_terminal(text.type)) {
        add_fields(words, prefix_of(text.corp_id, names_only, type), text.name);
    }
    return joined(words);
}

std::string search_query(CorpId const& corp, std::string_view key, std::string_view scope) {
    auto const points = points_of(key);
    std::string query;
    auto types = scope.substr(std::min<std::size_t>(scope.size(), 1));
    while (!types.empty()) {
        types.remove_prefix(1);  // The comma.
        auto const end = std::min(types.find(','), types.size());
        auto const prefix = prefix_of(corp, scope.substr(0, 1), types.substr(0, end));
        query += (query.empty() ? "(" : " OR (") + words_of_key(prefix, points) + ')';
        types.remove_prefix(end);
    }
    return query;
}

Status register_search_functions(sqlite3* database) {
    struct Function {
        char const* name;
        int values;
        void (*run)(sqlite3_context*, int, sqlite3_value**);
    };
    for (auto const& [name, values, run] : {
             Function{"contains_text", 2, contains_text_function},
             Function{"search_query", 3, search_query_function},
         }) {
        int const code = sqlite3_create_function_v2(
            database, name, values, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
            run, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return error_from(database, code, "create function");
    }
    return Done{};
}

Status add_to_search(Connection& connection, UserId const& user, UserText const& text) {
    return connection.run(
        "INSERT INTO user_gram (rowid, words) SELECT user_key, $2 FROM users WHERE user_id = $1",
        user, search_words(text));
}

Status remove_from_search(Connection& connection, UserId const& user, UserText const& text) {
    return connection.run(
        "INSERT INTO user_gram (user_gram, rowid, words) "
        "SELECT 'delete', user_key, $2 FROM users WHERE user_id = $1",
        user, search_words(text));
}

}  // namespace roomkey::sqlite
