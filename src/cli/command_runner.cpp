#include "cli/command_runner.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <limits>
#include <memory>
#include <utility>

#include "base/utf8.hpp"
#include "cli/text/error_message.hpp"
#include "cli/text/json_line.hpp"
#include "cli/text/shell_word.hpp"
#include "domain/page.hpp"

namespace roomkey {
namespace {

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// The flags that lead a further command to the same place. A URI may contain a password, which
/// must not appear on a screen.
std::string place_words(Place const& place) {
    std::string words;
    if (place.data) words += " --data " + shell_word(*place.data);
    if (place.database) words += " --database URI";
    if (place.config) words += " --config " + shell_word(*place.config);
    return words;
}

/// No record has text of another encoding, and the engines differ in what they do when asked for
/// it.
Status check_utf8(std::vector<CLI::Option*> const& fields) {
    for (auto const* field : fields) {
        for (auto const& text : field->results()) {
            if (!utf8_length(text)) {
                return invalid_field(field->get_name(), Fault::wrong_format, "UTF-8");
            }
        }
    }
    return Done{};
}

}  // namespace

void Output::show(boost::json::value const& json, std::string_view text) {
    if (is_json_) {
        out_ << json_line(json);
    } else {
        out_ << text;
    }
    out_.flush();
}

void Output::show_once(boost::json::value const& json, std::string text,
                       std::vector<ShownOnce> const& secrets) {
    text += '\n';
    for (auto const& secret : secrets) {
        auto const command = to_run(secret.command);
        text +=
            "The " + secret.name + " is not shown again; a new one is made with: " + command + '\n';
        remedy_ += "; a new " + secret.name + " is made with: " + command;
    }
    // A reader that went away must not end the program before it says what to run.
    std::signal(SIGPIPE, SIG_IGN);
    show(json, text);
}

std::string Output::to_run(std::string command) const {
    return std::move(command) + place_words(place_);
}

void CommandRunner::perform(CLI::App& command, Job job) {
    command.callback([this, job = std::move(job)] { job_ = job; });
}

void CommandRunner::operate(CLI::App& command, Work work) {
    operate_or(
        command, [](Output& /*output*/) { return std::nullopt; }, std::move(work));
}

void CommandRunner::operate_or(CLI::App& command, Elsewhere elsewhere, Work work) {
    struct Flags {
        Place place;
        bool is_json = false;
    };
    auto const flags = std::make_shared<Flags>();
    auto const fields = command.get_options();
    add_place_flags(command, flags->place);
    command.add_flag("--json", flags->is_json, "Print one JSON value");
    perform(
        command, [this, flags, fields, elsewhere = std::move(elsewhere), work = std::move(work)] {
            if (auto const status = check_utf8(fields); !status.ok()) return finish(status);
            auto answer = output(flags->is_json, flags->place);
            if (auto const status = elsewhere(answer)) return finish(*status);
            return finish(host_.with_services(
                flags->place, [&](UseCases const& services) { return work(services, answer); }));
        });
}

int CommandRunner::run() { return job_ ? job_() : exit_usage; }

int CommandRunner::conclude(int code) {
    if (console_.out.flush()) return code;
    console_.err << "roomkey: cannot write to standard output; the changes have been made"
                 << remedy_ << '\n';
    return code == exit_ok ? exit_failed : code;
}

int CommandRunner::finish(Status const& status) {
    if (status.ok()) return exit_ok;
    console_.err << "roomkey: " << error_message(status.error()) << '\n';
    return refused_code_;
}

void add_place_flags(CLI::App& command, Place& place) {
    command
        .add_option("--data", place.data, "Folder with the keys, the certificate and the database")
        ->type_name("DIR");
    command
        .add_option("--database", place.database,
                    "postgresql://... instead of the embedded database")
        ->type_name("URI");
    command.add_option("--config", place.config, "Configuration file")->type_name("FILE");
}

void add_page_flags(CLI::App& command, std::int64_t& offset, int& limit) {
    command.add_option("--offset", offset, "Number of records to skip")
        ->type_name("COUNT")
        ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()))
        ->capture_default_str();
    command.add_option("--limit", limit, "Number of records to show, 1..500")
        ->type_name("COUNT")
        ->check(whole_number(page_limit_min, page_limit_max))
        ->capture_default_str();
}

CLI::Validator one_of(std::vector<std::string> words) {
    auto const accepted = joined(words);
    return accepts(
        [words = std::move(words)](std::string const& text) {
            return std::find(words.begin(), words.end(), text) != words.end();
        },
        accepted);
}

CLI::Validator whole_number(std::int64_t min, std::int64_t max) {
    return accepts(
        [min, max](std::string const& text) {
            std::int64_t number = 0;
            auto const* const end = text.data() + text.size();
            auto const [stop, fault] = std::from_chars(text.data(), end, number);
            return fault == std::errc{} && stop == end && number >= min && number <= max;
        },
        "a whole number, " + std::to_string(min) + ".." + std::to_string(max));
}

}  // namespace roomkey
