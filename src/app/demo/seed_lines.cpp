#include "app/demo/seed_lines.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <vector>

namespace roomkey {
namespace {

namespace json = boost::json;

/// Listens to a parse and notes the line of each value.
class LineFinder {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    int line = 1;  ///< The one that is being parsed.
    SeedLines lines;
    std::string duplicated;

    using Code = json::error_code&;
    bool on_document_begin(Code) { return true; }
    bool on_document_end(Code) { return true; }
    bool on_object_begin(Code) { return begin(/*is_array=*/false); }
    bool on_object_end(std::size_t, Code) { return end(); }
    bool on_array_begin(Code) { return begin(/*is_array=*/true); }
    bool on_array_end(std::size_t, Code) { return end(); }
    bool on_key_part(json::string_view part, std::size_t, Code) {
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, Code) {
        key_.append(part.data(), part.size());
        open_.back().place = open_.back().path.empty() ? key_ : open_.back().path + '.' + key_;
        key_.clear();
        return true;
    }
    bool on_string_part(json::string_view, std::size_t, Code) { return true; }
    bool on_string(json::string_view, std::size_t, Code) { return note(); }
    bool on_number_part(json::string_view, Code) { return true; }
    bool on_int64(std::int64_t, json::string_view, Code) { return note(); }
    bool on_uint64(std::uint64_t, json::string_view, Code) { return note(); }
    bool on_double(double, json::string_view, Code) { return note(); }
    bool on_bool(bool, Code) { return note(); }
    bool on_null(Code) { return note(); }
    bool on_comment_part(json::string_view, Code) { return true; }
    bool on_comment(json::string_view, Code) { return true; }

private:
    struct Container {
        bool is_array = false;
        std::string path;
        std::size_t count = 0;
        std::string place;  ///< Of the member whose value comes next, in an object.
    };

    std::string next_place() {
        if (open_.empty()) return {};
        auto& container = open_.back();
        if (!container.is_array) return container.place;
        return container.path + '[' + std::to_string(container.count++) + ']';
    }
    bool note() {
        auto place = next_place();
        bool const is_new = lines.emplace(place, line).second;
        if (!is_new && duplicated.empty()) duplicated = std::move(place);
        return is_new;
    }
    bool begin(bool is_array) {
        auto const count = open_.empty() ? 0 : open_.back().count;
        if (!note()) return false;
        Container container;
        container.is_array = is_array;
        if (!open_.empty()) {
            auto const& outer = open_.back();
            container.path =
                outer.is_array ? outer.path + '[' + std::to_string(count) + ']' : outer.place;
        }
        open_.push_back(std::move(container));
        return true;
    }
    bool end() {
        open_.pop_back();
        return true;
    }

    std::vector<Container> open_;
    std::string key_;
};

}  // namespace

Result<SeedLines> find_lines(std::string_view text, std::string const& file) {
    json::basic_parser<LineFinder> parser(json::parse_options{});
    auto& finder = parser.handler();
    json::error_code code;
    // Line by line, so that the line of what is found is known.
    while (!code) {
        auto const size = std::min(text.size(), text.find('\n')) + 1;
        auto const line = text.substr(0, size);
        bool const is_last = size >= text.size();
        auto const taken = parser.write_some(!is_last, line.data(), line.size(), code);
        // The parser itself stops where the document ends.
        if (!code && taken < line.size()) code = json::error::extra_data;
        if (is_last || code) break;
        text.remove_prefix(size);
        ++finder.line;
    }
    auto const place = file + ':' + std::to_string(finder.line) + ": ";
    if (!finder.duplicated.empty()) {
        return unavailable(place + finder.duplicated + " is given more than once");
    }
    if (code) return unavailable(place + "not JSON (" + code.message() + ")");
    return std::move(finder.lines);
}

}  // namespace roomkey
