#include "storage/sqlite/transaction/search_index.hpp"

#include <algorithm>
#include <cstddef>
#include <new>
#include <set>
#include <tuple>
#include <vector>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace roomkey::sqlite {
namespace {

constexpr std::size_t gram_length_max = 3;
/// Enough to narrow any search down; bounds the work that one key can cause.
constexpr std::size_t query_grams_max = 32;

auto searched_fields(User const& user) {
    return std::tie(user.name, user.account, user.phone, user.email, user.third_account,
                    user.serial_number);
}

/// Lower-cased code points; single bytes where the text is not UTF-8, so that it is still found.
std::vector<char32_t> folded(std::string_view text) {
    auto points = utf8_code_points(text);
    if (!points) {
        points.emplace();
        for (char const byte : text) points->push_back(static_cast<unsigned char>(byte));
    }
    for (auto& point : *points) {
        if (point >= U'A' && point <= U'Z') point += U'a' - U'A';
    }
    return *std::move(points);
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

/// What all words of an enterprise begin with. Only letters and digits, which the tokenizer of the
/// full-text table keeps together.
std::string prefix_of(CorpId const& corp) {
    return "c" +
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

std::string_view text_of(sqlite3_value* value) {
    auto const* const data = sqlite3_value_text(value);
    if (data == nullptr) return {};
    return {reinterpret_cast<char const*>(data),
            static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void contains_text_function(sqlite3_context* context, int count, sqlite3_value** values) {
    auto const key = text_of(values[0]);
    bool is_found = false;
    for (int i = 1; i < count && !is_found; ++i) is_found = contains_text(text_of(values[i]), key);
    sqlite3_result_int(context, is_found ? 1 : 0);
}

void search_query_function(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    // No exception may pass through SQLite.
    try {
        auto const words =
            search_query(CorpId{std::string{text_of(values[0])}}, text_of(values[1]));
        sqlite3_result_text64(context, words.data(), words.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } catch (std::bad_alloc const&) {
        sqlite3_result_error_nomem(context);
    }
}

}  // namespace

std::string search_words(User const& user) {
    auto const prefix = prefix_of(user.corp_id);
    std::set<std::string> words;
    auto const add = [&](std::string const& field) {
        auto const points = folded(field);
        for (std::size_t length = 1; length <= gram_length_max; ++length) {
            for (std::size_t start = 0; start + length <= points.size(); ++start) {
                words.insert(word_of(prefix, points, start, length));
            }
        }
    };
    std::apply([&](auto const&... fields) { (add(fields), ...); }, searched_fields(user));
    return joined(words);
}

bool is_found_alike(User const& one, User const& other) {
    return searched_fields(one) == searched_fields(other);
}

std::string search_query(CorpId const& corp, std::string_view key) {
    auto const prefix = prefix_of(corp);
    auto const points = folded(key);
    auto const length = std::min(points.size(), gram_length_max);
    std::set<std::string> words;
    for (std::size_t start = 0; start + length <= points.size(); ++start) {
        words.insert(word_of(prefix, points, start, length));
        if (words.size() == query_grams_max) break;
    }
    return joined(words);
}

bool contains_text(std::string_view text, std::string_view key) {
    auto const found = std::search(text.begin(), text.end(), key.begin(), key.end(),
                                   [](char a, char b) { return lower(a) == lower(b); });
    return found != text.end() || key.empty();
}

Status register_search_functions(sqlite3* database) {
    struct Function {
        char const* name;
        int values;
        void (*run)(sqlite3_context*, int, sqlite3_value**);
    };
    for (auto const& [name, values, run] : {
             Function{"contains_text", -1, contains_text_function},
             Function{"search_query", 2, search_query_function},
         }) {
        int const code = sqlite3_create_function_v2(
            database, name, values, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
            run, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return error_from(database, code, "create function");
    }
    return Done{};
}

Status add_to_search(Connection& connection, std::int64_t user_key, User const& user) {
    return connection.run("INSERT INTO user_gram (rowid, words) VALUES ($1, $2)", user_key,
                          search_words(user));
}

Status remove_from_search(Connection& connection, std::int64_t user_key, User const& user) {
    return connection.run(
        "INSERT INTO user_gram (user_gram, rowid, words) VALUES ('delete', $1, $2)", user_key,
        search_words(user));
}

}  // namespace roomkey::sqlite
