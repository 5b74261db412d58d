#include "cli/operator/corp_commands.hpp"

#include <charconv>
#include <limits>
#include <memory>
#include <utility>

#include "base/duration_text.hpp"
#include "cli/operator/corp_choice.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/moment.hpp"
#include "domain/activation/code_format_text.hpp"

namespace roomkey {
namespace {

std::string name_words() {
    return "Name, 1.." + std::to_string(corp_name_length_max) + " characters";
}

struct CorpFlags {
    std::optional<std::string> corp;
    std::optional<std::string> name;
    std::optional<std::string> code_validity;
    std::optional<std::string> code_format;
    std::optional<std::string> auto_user_create;
    std::optional<std::string> strict_nonces;
    std::optional<std::string> sms;
    std::optional<std::string> language;
    std::optional<std::string> time_zone;
    std::optional<std::string> totp;
    std::vector<std::string> limits;
};

/// A limit that is too large for a number is out of range like any that is too large.
std::optional<std::pair<UserType, std::optional<int>>> parse_limit(std::string_view text) {
    auto const split = text.find('=');
    if (split == std::string_view::npos) return std::nullopt;
    auto const type = user_kind_named(text.substr(0, split));
    if (!type) return std::nullopt;
    auto const count = text.substr(split + 1);
    if (count == "none") return std::pair<UserType, std::optional<int>>{*type, std::nullopt};
    int limit = 0;
    auto const [end, fault] = std::from_chars(count.data(), count.data() + count.size(), limit);
    if (end != count.data() + count.size() || fault == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (fault != std::errc{}) limit = std::numeric_limits<int>::max();
    return std::pair{*type, std::optional{limit}};
}

std::optional<bool> is_on(std::optional<std::string> const& flag) {
    if (!flag) return std::nullopt;
    return *flag == "on";
}

/// The texts were checked when the command line was parsed.
CorpChange change_of(CorpFlags const& flags) {
    CorpChange change;
    change.name = flags.name;
    if (flags.code_validity) change.code_validity = parse_duration(*flags.code_validity);
    if (flags.code_format) change.code_format = parse_code_format(*flags.code_format);
    change.auto_user_create = is_on(flags.auto_user_create);
    change.strict_nonces = is_on(flags.strict_nonces);
    change.enable_sms = is_on(flags.sms);
    if (flags.language) change.language = language_named(*flags.language);
    if (flags.time_zone) change.time_zone = *flags.time_zone == "none" ? "" : *flags.time_zone;
    if (flags.totp) change.requires_totp = *flags.totp == "required";
    for (auto const& text : flags.limits) {
        if (auto const limit = parse_limit(text)) change.limits[limit->first] = limit->second;
    }
    return change;
}

void add_add(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CorpFlags>();
    auto& command = *group.add_subcommand(
        "add", "Make an enterprise with its default administrator and one application");
    command.add_option("--name", flags->name, name_words())->type_name("NAME")->required();
    command.footer("Prints the administrator's password and the App Key, this once.");
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        show_created_corp(output, TRY(services.corps.create(*flags->name)));
        return Done{};
    });
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto& command = *group.add_subcommand("list", "List all enterprises");
    runner.operate(command, [](UseCases const& services, Output& output) -> Status {
        auto const corps = TRY(services.corps.list());
        output.show(list_json(corps, corp_json), corps_table(corps));
        return Done{};
    });
}

void add_show(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CorpFlags>();
    auto& command = *group.add_subcommand("show", "Show an enterprise and its settings");
    add_corp_flag(command, flags->corp);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        output.show(corp_json(corp), corp_text(corp));
        return Done{};
    });
}

/// How its users sign in, what reaches them, and how many there may be.
void add_policy_flags(CLI::App& changes, CorpFlags& flags) {
    changes
        .add_option("--auto-user-create", flags.auto_user_create,
                    "Whether an App ID sign-in with an unknown user makes the user")
        ->type_name("on|off")
        ->check(one_of({"on", "off"}));
    changes
        .add_option("--strict-nonces", flags.strict_nonces,
                    "Whether a nonce of an App ID sign-in is accepted only once")
        ->type_name("on|off")
        ->check(one_of({"on", "off"}));
    changes
        .add_option("--language", flags.language,
                    "Language of messages, unless a request asks for another: zh-CN, en-US")
        ->type_name("LANGUAGE")
        ->check(one_of({"zh-CN", "en-US"}));
    changes
        .add_option("--time-zone", flags.time_zone,
                    "Time zone in messages, such as Europe/Berlin; none: Beijing's in Chinese, UTC "
                    "in English")
        ->type_name("ZONE");
    changes.add_option("--sms", flags.sms, "Whether codes go out by SMS")
        ->type_name("on|off")
        ->check(one_of({"on", "off"}));
    changes
        .add_option("--totp", flags.totp,
                    "Whether sessions of the console need a one-time password as second factor")
        ->type_name("required|optional")
        ->check(one_of({"required", "optional"}));
    changes
        .add_option("--limit", flags.limits,
                    "How many enabled accounts of a kind there may be, such as idea-hub=20; may be "
                    "repeated")
        ->type_name("KIND=0..1000000|none")
        ->allow_extra_args(false)
        ->check(accepts(parse_limit,
                        "member, hard-terminal, smart-tv, idea-hub or smart-rooms, "
                        "with =0..1000000 or =none"));
}

void add_set(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<CorpFlags>();
    auto& command =
        *group.add_subcommand("set", "Change settings of an enterprise; what is not named stays");
    add_corp_flag(command, flags->corp);
    auto& changes = *command.add_option_group("Changes");
    changes.add_option("--name", flags->name, name_words())->type_name("NAME");
    changes
        .add_option("--code-validity", flags->code_validity,
                    "How long new codes are valid, 1m..365d, such as 10d; those of hard "
                    "terminals always 10d")
        ->type_name("DURATION")
        ->check(accepts(parse_duration, "a whole number with s, m, h or d, such as 10d"));
    changes
        .add_option("--code-format", flags->code_format,
                    "How new codes are written: digits:8 to digits:16, or crockford")
        ->type_name("FORMAT")
        ->check(accepts(parse_code_format, "digits:8..16, crockford"));
    add_policy_flags(changes, *flags);
    changes.require_option(1, 0);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const corp = TRY(choose_corp(services.corps, flags->corp));
        auto const changed = TRY(services.corps.update(corp.id, change_of(*flags)));
        output.show(corp_json(changed), corp_text(changed));
        return Done{};
    });
}

}  // namespace

void add_corp_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand("corp", "Enterprises: add, list, show, set");
    group.require_subcommand(1);
    add_add(group, runner);
    add_list(group, runner);
    add_show(group, runner);
    add_set(group, runner);
}

}  // namespace roomkey
