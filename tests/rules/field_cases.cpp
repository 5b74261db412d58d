#include "tests/rules/field_cases.hpp"

#include <algorithm>
#include <bit>

#include "fields/pattern.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr std::string_view item_mark = "[]";

std::string repeated(std::string_view piece, std::int64_t count) {
    std::string text;
    for (std::int64_t i = 0; i < count; ++i) text += piece;
    return text;
}

/// A character of the kind, a letter or a digit if it has one.
char character_of(PatternStep const& step) {
    for (char const c : std::string_view("a0A+@-_.")) {
        PatternStep one = step;
        one.count_min = one.count_max = 1;
        one.begins_alternative = true;
        if (matches(std::string_view(&c, 1), {&one, 1})) return c;
    }
    if (step.bytes_below_64 != 0) return static_cast<char>(std::countr_zero(step.bytes_below_64));
    return static_cast<char>(64 + std::countr_zero(step.bytes_below_128));
}

/// A text of `length` characters that fits the pattern; empty if there is none.
std::string fitting(std::span<PatternStep const> pattern, std::size_t length) {
    while (!pattern.empty()) {
        std::size_t size = 1;
        while (size < pattern.size() && !pattern[size].begins_alternative) ++size;
        std::size_t rest = length;
        for (auto const& step : pattern.first(size)) rest -= std::min(rest, step.count_min);
        std::string text;
        for (auto const& step : pattern.first(size)) {
            auto const more = std::min(rest, step.count_max - step.count_min);
            rest -= more;
            auto const c = character_of(step);
            text.append(step.count_min + more, c);
        }
        if (text.size() == length && matches(text, pattern.first(size))) return text;
        pattern = pattern.subspan(size);
    }
    return {};
}

std::string text_of_length(FieldRule const& rule, std::int64_t length) {
    if (rule.pattern.empty()) return repeated("a", length);
    return fitting(rule.pattern, static_cast<std::size_t>(length));
}

/// A value that keeps the rule; of a list, its item. Others for other numbers, where there are.
json::value sound_value(FieldRule const& rule, std::size_t number = 0) {
    bool const is_text = rule.type == FieldType::text;
    if (rule.type == FieldType::boolean) return true;
    if (!rule.values.empty()) {
        std::string const value(rule.values[number % rule.values.size()]);
        return is_text ? json::value(value) : json::value(std::stoll(value));
    }
    auto const least = std::max<std::int64_t>(rule.minimum, is_text ? 1 : 0);
    if (!is_text) return std::min(least + static_cast<std::int64_t>(number), rule.maximum);
    auto length = std::min(std::max<std::int64_t>(least, 3), rule.maximum);
    auto text = text_of_length(rule, length);
    // What has to be in it may take more.
    while (text.empty() && length < rule.maximum) text = text_of_length(rule, ++length);
    auto const digits = std::to_string(number);
    bool const is_free = rule.pattern.empty() && text.size() >= digits.size();
    return json::value(is_free ? text.replace(0, digits.size(), digits) : text);
}

/// Collects the cases of one field.
class CaseList {
public:
    explicit CaseList(FieldRule const& rule)
        : rule_(rule), list_name_(rule.name.substr(0, rule.name.find(item_mark))) {}

    std::vector<FieldCase> take() && { return std::move(cases_); }

    void of_presence() {
        // A path without one of its segments is another path.
        if (rule_.place != FieldPlace::path) absent("absent", {});
        if (is_in_body()) absent("null", {json::value()});
        if (rule_.keeps_empty) {
            bool const is_too_short = rule_.type == FieldType::text && rule_.minimum > 0;
            add("empty", {json::value("")}, is_too_short, Fault::wrong_length, list_name_);
        } else if (list_name_ != "body") {
            absent("empty", {json::value("")});
        }
    }

    void of_repetition() {
        bool const is_whole_body = list_name_ == "body";
        if (rule_.place == FieldPlace::path || is_whole_body) return;
        bool const is_query_list = rule_.is_list && rule_.place == FieldPlace::query;
        auto const value =
            rule_.is_list && !is_query_list ? json::value(list_of(1)) : sound_value(rule_);
        // The reader of JSON knows the last name alone.
        auto const dot = list_name_.rfind('.');
        auto const name = dot == std::string::npos ? list_name_ : list_name_.substr(dot + 1);
        add("twice", {value, value}, !is_query_list, Fault::duplicated, name);
    }

    void of_list() {
        if (!rule_.is_list) return;
        if (is_in_body()) {
            refused("no list", {json::value("text")}, Fault::wrong_type);
            refused("a list with null", {json::value(json::array{nullptr})}, Fault::wrong_type,
                    item_name());
            refused("a list of what its items are not", {json::value(json::array{json::array()})},
                    Fault::wrong_type, item_name());
        } else {
            auto const both = joined(sound_value(rule_, 0)) + ',' + joined(sound_value(rule_, 1));
            taken("separated by commas", {json::value(both)}, Fault::wrong_type);
        }
        if (rule_.items_min > 0) {
            taken("fewest items", items(rule_.items_min), Fault::wrong_length);
            if (is_in_body()) {
                refused("too few items", items(rule_.items_min - 1), Fault::wrong_length);
            }
        }
        if (rule_.items_max == std::numeric_limits<std::size_t>::max()) return;
        taken("most items", items(rule_.items_max), Fault::wrong_length);
        refused("one item too many", items(rule_.items_max + 1), Fault::wrong_length);
    }

    void of_type() {
        if (is_in_body()) {
            for (auto const& value : {json::value("1"), json::value(7), json::value(1.5),
                                      json::value(true), json::value(json::object{})}) {
                bool const is_right = (rule_.type == FieldType::text && value.is_string()) ||
                                      (rule_.type == FieldType::integer && value.is_int64()) ||
                                      (rule_.type == FieldType::boolean && value.is_bool());
                if (is_right) continue;
                refused_item("of wrong type: " + json::serialize(value), value, Fault::wrong_type);
            }
        } else if (rule_.type != FieldType::text) {
            refused_item("no number and no boolean", json::value("x"), Fault::wrong_type);
            refused_item("a fraction", json::value("1.5"), Fault::wrong_type);
        }
    }

    void of_values() {
        for (auto const value : rule_.values) {
            std::string const text(value);
            bool const is_text = rule_.type == FieldType::text;
            auto const given = is_text ? json::value(text) : json::value(std::stoll(text));
            taken_item("listed: " + text, given, Fault::unknown_value);
        }
        if (rule_.values.empty()) return;
        bool const is_text = rule_.type == FieldType::text;
        refused_item("not listed", is_text ? json::value("unlisted") : json::value(99),
                     Fault::unknown_value);
        refused_item(
            "next to one listed",
            is_text ? json::value(std::string(rule_.values.front()) + 'x') : json::value(-1),
            Fault::unknown_value);
    }

    void of_booleans() {
        if (rule_.type != FieldType::boolean) return;
        for (bool const is_true : {true, false}) {
            taken_item(is_true ? "true" : "false", is_true, Fault::wrong_type);
        }
        if (is_in_body()) return;
        for (auto const* const word : {"1", "0", "TRUE", "False"}) {
            taken_item(word, json::value(word), Fault::wrong_type);
        }
    }

    void of_numbers() {
        if (rule_.type != FieldType::integer || !rule_.values.empty()) return;
        if (rule_.minimum != FieldRule::lowest) {
            taken_item("least", rule_.minimum, Fault::out_of_range);
            refused_item("one below the least", rule_.minimum - 1, Fault::out_of_range);
        }
        taken_item("greatest", rule_.maximum, Fault::out_of_range);
        auto const past = static_cast<std::uint64_t>(rule_.maximum) + 1;
        auto const value = rule_.maximum == FieldRule::highest ? json::value(past)
                                                               : json::value(rule_.maximum + 1);
        refused_item("one past the greatest", value, Fault::out_of_range);
    }

    void of_lengths() {
        if (rule_.type != FieldType::text || !rule_.values.empty()) return;
        if (rule_.minimum > 0) text_item("shortest", rule_.minimum, false);
        if (rule_.minimum > 1) text_item("one below the shortest", rule_.minimum - 1, true);
        if (rule_.maximum == FieldRule::highest) return;
        text_item("longest", rule_.maximum, false);
        text_item("one past the longest", rule_.maximum + 1, true);
        if (!rule_.pattern.empty() || rule_.place == FieldPlace::header) return;
        // Characters count, not bytes.
        taken_item("longest, of 3 bytes each", json::value(repeated("室", rule_.maximum)),
                   Fault::wrong_length);
    }

    void of_formats() {
        if (rule_.type != FieldType::text || !rule_.values.empty()) return;
        auto text = std::string(sound_value(rule_).as_string());
        // What else takes them is for the operation to say.
        text.back() = '\t';
        if (!rule_.takes_control_characters) {
            if (is_in_body() && rule_.minimum > 0) {
                refused_item("of blanks", json::value(repeated("\u3000", rule_.minimum)),
                             Fault::wrong_format);
            }
            refused_item("with a control character", json::value(text), Fault::wrong_format);
            bool const is_kept =
                rule_.place == FieldPlace::body || rule_.place == FieldPlace::header;
            text.pop_back();
            if (is_kept) {
                refused_item("with a character that nobody sees", json::value(text + "\u2060"),
                             Fault::wrong_format);
            }
        }
        if (rule_.pattern.empty()) return;
        for (auto const* const piece : {"!", ":", "@", "a"}) {
            auto const odd = repeated(piece, std::max<std::int64_t>(rule_.minimum, 2));
            if (matches(odd, rule_.pattern)) continue;
            return refused_item("against the pattern", json::value(odd), Fault::wrong_format);
        }
    }

private:
    [[nodiscard]] bool is_in_body() const { return rule_.place == FieldPlace::body; }
    [[nodiscard]] std::string item_name() const {
        auto const mark = rule_.name.find(item_mark);
        auto const rest =
            mark == std::string_view::npos ? std::string_view{} : rule_.name.substr(mark + 2);
        return list_name_ + "[0]" + std::string(rest);
    }
    static std::string joined(json::value const& value) {
        return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
    }

    /// As an item of the list, where the items are objects with one field.
    [[nodiscard]] json::value item(json::value value) const {
        auto const mark = rule_.name.find(item_mark);
        if (mark == std::string_view::npos) return value;
        return json::object{{rule_.name.substr(mark + 3), std::move(value)}};
    }
    [[nodiscard]] json::array list_of(std::size_t count) const {
        json::array list;
        for (std::size_t i = 0; i < count; ++i) list.push_back(item(sound_value(rule_, i)));
        return list;
    }
    /// A list of so many items, as it is given at this place.
    [[nodiscard]] std::vector<json::value> items(std::size_t count) const {
        if (is_in_body()) return {json::value(list_of(count))};
        auto const list = list_of(count);
        return {list.begin(), list.end()};
    }

    void add(std::string name, std::vector<json::value> values, bool is_refused, Fault fault,
             std::string refused_name) {
        cases_.push_back(
            {std::move(name), std::move(values), is_refused, fault, std::move(refused_name)});
    }
    void absent(std::string name, std::vector<json::value> values) {
        add(std::move(name), std::move(values), rule_.is_required,
            rule_.is_required ? Fault::missing : Fault::none, list_name_);
    }
    void taken(std::string name, std::vector<json::value> values, Fault fault) {
        add(std::move(name), std::move(values), false, fault, list_name_);
    }
    void refused(std::string name, std::vector<json::value> values, Fault fault) {
        refused(std::move(name), std::move(values), fault, list_name_);
    }
    void refused(std::string name, std::vector<json::value> values, Fault fault,
                 std::string refused_name) {
        add(std::move(name), std::move(values), true, fault, std::move(refused_name));
    }

    /// The value of the field, or of the only item of the list that it is.
    void add_item(std::string name, json::value value, bool is_refused, Fault fault) {
        if (rule_.is_list && is_in_body()) value = json::array{item(std::move(value))};
        add(std::move(name), {std::move(value)}, is_refused, fault,
            rule_.is_list ? item_name() : list_name_);
    }
    void taken_item(std::string name, json::value value, Fault fault) {
        add_item(std::move(name), std::move(value), false, fault);
    }
    void refused_item(std::string name, json::value value, Fault fault) {
        add_item(std::move(name), std::move(value), true, fault);
    }
    void text_item(std::string name, std::int64_t length, bool is_refused) {
        auto const text = text_of_length(rule_, length);
        if (text.empty()) return;
        add_item(std::move(name), json::value(text), is_refused, Fault::wrong_length);
    }

    FieldRule const& rule_;
    std::string list_name_;
    std::vector<FieldCase> cases_;
};

}  // namespace

std::vector<FieldCase> field_cases(FieldRule const& rule) {
    CaseList list(rule);
    list.of_presence();
    list.of_repetition();
    list.of_list();
    list.of_type();
    list.of_values();
    list.of_booleans();
    list.of_numbers();
    list.of_lengths();
    list.of_formats();
    return std::move(list).take();
}

}  // namespace roomkey
