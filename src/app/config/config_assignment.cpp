#include "app/config/config_assignment.hpp"

#include <array>
#include <type_traits>
#include <utility>

#include "app/config/config_value.hpp"
#include "base/duration_text.hpp"
#include "storage/postgres/tools/postgres_uri.hpp"

namespace roomkey {
namespace {

// A message is one line; a longer value is cut.
constexpr std::size_t shown_bytes_max = 100;

template <class T>
struct Word {
    std::string_view text;
    T value;
};

constexpr std::array<Word<LogFormat>, 2> log_formats{{
    {"text", LogFormat::text},
    {"json", LogFormat::json},
}};

constexpr std::array<Word<LogLevel>, 4> log_levels{{
    {"debug", LogLevel::debug},
    {"info", LogLevel::info},
    {"warning", LogLevel::warning},
    {"error", LogLevel::error},
}};

auto const& words_of(LogFormatKey const& /*kind*/) { return log_formats; }
auto const& words_of(LogLevelKey const& /*kind*/) { return log_levels; }

template <class Kind>
constexpr bool is_choice = std::is_same_v<Kind, LogFormatKey> || std::is_same_v<Kind, LogLevelKey>;
template <class Kind>
constexpr bool is_count = std::is_same_v<Kind, CountKey> || std::is_same_v<Kind, WideCountKey>;

std::string shown(ConfigKey const& key, GivenValue const& given) {
    std::string text(key.name);
    if (!key.is_secret) {
        auto const text_of_it = key.is_url ? without_query(given.text) : given.text;
        bool const is_cut = text_of_it.size() > shown_bytes_max || text_of_it != given.text;
        text += " = \"" + text_of_it.substr(0, shown_bytes_max) + (is_cut ? "...\"" : "\"");
    }
    return text + " (" + given.origin + ")";
}

/// One assignment, kind by kind: `operator()` reads the text, checks it and writes the slot.
class Assignment {
public:
    Assignment(ConfigKey const& key, GivenValue const& given, Config& config)
        : key_(key), given_(given), config_(config) {}

    template <class Kind>
    requires is_count<Kind> Status operator()(Kind const& kind) const {
        return set_number(kind.slot, parse_whole_number(given_.text));
    }

    Status operator()(BytesKey const& kind) const {
        return set_number(kind.slot, parse_bytes(given_.text));
    }

    Status operator()(DurationKey const& kind) const {
        auto const duration = parse_duration(given_.text);
        if (!duration) return refuse(Fault::wrong_format);
        if (!is_in_range(duration->count())) return refuse(Fault::out_of_range);
        kind.slot(config_) = *duration;
        return Done{};
    }

    Status operator()(PathKey const& kind) const {
        // A zero byte would end the path early for the system.
        if (given_.text.empty() || given_.text.find('\0') != std::string::npos) {
            return refuse(Fault::wrong_format);
        }
        kind.slot(config_) = given_.text;
        return Done{};
    }

    Status operator()(TextKey const& kind) const {
        if (given_.text.find_first_of(std::string_view("\0\r\n", 3)) != std::string::npos) {
            return refuse(Fault::wrong_format);
        }
        kind.slot(config_) = given_.text;
        return Done{};
    }

    Status operator()(DatabaseKey const& kind) const {
        if (!given_.text.empty()) {
            auto const status = check_postgres_uri(given_.text);
            if (!status.ok()) return refuse(status.error().fault);
        }
        kind.slot(config_) = given_.text;
        return Done{};
    }

    Status operator()(AddressKey const& kind) const {
        auto address = parse_listen_address(given_.text);
        if (!address) return refuse(Fault::wrong_format);
        kind.slot(config_) = std::move(*address);
        return Done{};
    }

    Status operator()(OptionalAddressKey const& kind) const {
        auto address = parse_listen_address(given_.text);
        if (!address && given_.text != "off") return refuse(Fault::wrong_format);
        kind.slot(config_) = std::move(address);
        return Done{};
    }

    template <class Kind>
    requires is_choice<Kind> Status operator()(Kind const& kind) const {
        for (auto const& word : words_of(kind)) {
            if (word.text != given_.text) continue;
            kind.slot(config_) = word.value;
            return Done{};
        }
        return refuse(Fault::unknown_value);
    }

private:
    template <class T>
    Status set_number(Slot<T> slot, std::optional<std::int64_t> number) const {
        if (!number) return refuse(Fault::wrong_format);
        if (!is_in_range(*number)) return refuse(Fault::out_of_range);
        slot(config_) = static_cast<T>(*number);
        return Done{};
    }

    bool is_in_range(std::int64_t number) const {
        return key_.least <= number && number <= key_.most;
    }

    Error refuse(Fault fault) const {
        return invalid_field(shown(key_, given_), fault, accepted_text(key_));
    }

    ConfigKey const& key_;
    GivenValue const& given_;
    Config& config_;
};

/// The value of a `Config` as text, kind by kind.
struct Printer {
    Config& config;

    template <class Kind>
    requires is_count<Kind> std::string operator()(Kind const& kind) const {
        return std::to_string(kind.slot(config));
    }
    std::string operator()(BytesKey const& kind) const {
        return bytes_text(static_cast<std::int64_t>(kind.slot(config)));
    }
    std::string operator()(DurationKey const& kind) const {
        return duration_text(kind.slot(config));
    }
    std::string operator()(PathKey const& kind) const { return kind.slot(config).string(); }
    std::string operator()(TextKey const& kind) const { return kind.slot(config); }
    std::string operator()(DatabaseKey const& kind) const { return kind.slot(config); }
    std::string operator()(AddressKey const& kind) const {
        return listen_address_text(kind.slot(config));
    }
    std::string operator()(OptionalAddressKey const& kind) const {
        auto const& address = kind.slot(config);
        return address ? listen_address_text(*address) : "off";
    }
    template <class Kind>
    requires is_choice<Kind> std::string operator()(Kind const& kind) const {
        for (auto const& word : words_of(kind)) {
            if (word.value == kind.slot(config)) return std::string(word.text);
        }
        return {};
    }
};

/// What is accepted, kind by kind.
struct Describer {
    ConfigKey const& key;

    template <class Kind>
    requires is_count<Kind> std::string operator()(Kind const& /*kind*/) const {
        return std::to_string(key.least) + ".." + std::to_string(key.most);
    }
    std::string operator()(BytesKey const& /*kind*/) const {
        return bytes_text(key.least) + ".." + bytes_text(key.most);
    }
    std::string operator()(DurationKey const& /*kind*/) const {
        return duration_text(Duration{key.least}) + ".." + duration_text(Duration{key.most});
    }
    std::string operator()(PathKey const& /*kind*/) const { return "a path"; }
    std::string operator()(TextKey const& /*kind*/) const { return "one line of text"; }
    std::string operator()(DatabaseKey const& /*kind*/) const {
        return std::string("empty, or ") + postgres_uri_form +
               " whose target_session_attrs, if any, allows changes";
    }
    std::string operator()(AddressKey const& /*kind*/) const { return "HOST:PORT or [IPV6]:PORT"; }
    std::string operator()(OptionalAddressKey const& /*kind*/) const {
        return "HOST:PORT, [IPV6]:PORT or off";
    }
    template <class Kind>
    requires is_choice<Kind> std::string operator()(Kind const& kind) const {
        std::string text;
        for (auto const& word : words_of(kind)) {
            if (!text.empty()) text += ", ";
            text += word.text;
        }
        return text;
    }
};

/// Whether a file may give a value of this form; bytes go both ways.
bool is_form_right(ConfigKey const& key, GivenValue::Form form) {
    if (form == GivenValue::Form::any) return true;
    if (form == GivenValue::Form::other) return false;
    if (std::holds_alternative<BytesKey>(key.kind)) return true;
    return is_number_in_file(key) == (form == GivenValue::Form::number);
}

}  // namespace

std::string without_query(std::string const& url) { return url.substr(0, url.find('?')); }

std::string accepted_text(ConfigKey const& key) { return std::visit(Describer{key}, key.kind); }

std::string value_text(ConfigKey const& key, Config config) {
    return std::visit(Printer{config}, key.kind);
}

bool is_number_in_file(ConfigKey const& key) {
    return std::holds_alternative<CountKey>(key.kind) ||
           std::holds_alternative<WideCountKey>(key.kind);
}

Status set_value(ConfigKey const& key, GivenValue const& given, Config& config) {
    if (!is_form_right(key, given.form)) {
        auto accepted = accepted_text(key);
        accepted += is_number_in_file(key) ? ", without quotes" : ", in quotes";
        return invalid_field(shown(key, given), Fault::wrong_type, std::move(accepted));
    }
    return std::visit(Assignment{key, given, config}, key.kind);
}

}  // namespace roomkey
