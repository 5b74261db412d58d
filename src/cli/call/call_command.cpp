#include "cli/call/call_command.hpp"

#include <algorithm>
#include <memory>

#include "cli/call/http_call.hpp"
#include "cli/operator/corp_choice.hpp"
#include "cli/operator/field_flags.hpp"
#include "cli/operator/password_input.hpp"
#include "cli/text/error_message.hpp"
#include "cli/text/json_line.hpp"
#include "cli/text/server_flags.hpp"
#include "cli/text/table.hpp"
#include "fields/operation_rules.hpp"
#include "net/http_client.hpp"
#include "operations/served_operations.hpp"

namespace roomkey {
namespace {

// As much as the header of a request may have.
constexpr std::size_t line_bytes_max = 16'384;

struct CallFlags {
    Operation const* operation = nullptr;
    RuleFlags fields;
    ServerFlags server;
    std::string token;
    bool is_token_on_input = false;
    bool is_header_on_input = false;
    std::vector<std::string> headers;
    std::optional<std::string> corp;
    std::optional<std::string> language;

    CLI::Option const* server_option = nullptr;

    [[nodiscard]] bool is_on_server() const { return server_option->count() > 0; }
    /// Whether the request says who sends it, or needs not to.
    [[nodiscard]] bool has_proof() const {
        return operation->access == Access::open || !token.empty() || is_token_on_input ||
               is_header_on_input || !headers.empty();
    }
    [[nodiscard]] FieldSource source() const {
        return [this](FieldRule const& rule) { return fields.find(rule); };
    }
};

/// The flag of a field: its name on the wire, of a field within a list's items the last part.
std::string flag_of(FieldRule const& rule) {
    auto const mark = rule.name.find("[].");
    return "--" +
           std::string(mark == std::string_view::npos ? rule.name : rule.name.substr(mark + 3));
}

bool has_field(Operation const& operation, std::string const& flag) {
    return std::any_of(operation.rules.begin(), operation.rules.end(),
                       [&](FieldRule const& rule) { return flag_of(rule) == flag; });
}

/// Streams are followed by `roomkey terminal`.
bool is_callable(Operation const& operation) { return &operation != &operations::watch_terminal; }

void show_result(Output& output, std::optional<boost::json::value> const& body) {
    if (!body) return output.show(nullptr, "done\n");
    output.show(*body, json_line(*body));
}

Status run_on_folder(CallFlags const& flags, UseCases const& use_cases, CommandRunner& runner,
                     Output& output) {
    auto const all = served_operations(use_cases);
    auto const served = std::find_if(all.begin(), all.end(), [&](ServedOperation const& each) {
        return each.operation == flags.operation;
    });
    if (served == all.end()) {
        return runner.wrong_command_line(
            invalid_field("--server", Fault::missing, "URL; this operation is not for operators"));
    }
    auto const corp = TRY(choose_corp(use_cases.corps, flags.corp));
    std::optional<Language> language;
    if (flags.language) language = language_named(*flags.language);
    auto const result = served->run(operator_of(corp.id, language), flags.source());
    if (!result.ok()) return flags.fields.named_by_flag(result.error());
    show_result(output, result->body);
    return Done{};
}

Result<std::string> read_line(std::istream& in, std::string const& flag) {
    auto const line = TRY(read_secret_line(in, flag, line_bytes_max, "1..16384"));
    return std::string(line.reveal());
}

Result<std::vector<HttpHeader>> headers_of(CallFlags const& flags, std::istream& in) {
    std::vector<HttpHeader> headers;
    if (flags.language) headers.push_back({"Accept-Language", *flags.language});
    if (!flags.token.empty()) headers.push_back({"X-Access-Token", flags.token});
    if (flags.is_token_on_input) {
        headers.push_back({"X-Access-Token", TRY(read_line(in, "--token-stdin"))});
    }
    auto given = flags.headers;
    if (flags.is_header_on_input) given.push_back(TRY(read_line(in, "--header-stdin")));
    for (auto const& header : given) {
        auto const colon = header.find(':');
        if (colon == std::string::npos || colon == 0) {
            return invalid_field("--header", Fault::wrong_format, "NAME: VALUE");
        }
        auto const value = header.find_first_not_of(' ', colon + 1);
        headers.push_back(
            {header.substr(0, colon), value == std::string::npos ? "" : header.substr(value)});
    }
    // The command line speaks English; a server that is not asked may not. Messages to others are
    // in the language of the enterprise all the same.
    if (!find_header(headers, "Accept-Language")) {
        headers.push_back({"Accept-Language", "en-US, *;q=0.1"});
    }
    return headers;
}

/// What the server says of a refusal.
std::string refusal_of(HttpAnswer const& answer) {
    auto text = "the server answered " + std::to_string(answer.status);
    boost::json::error_code code;
    auto const body = boost::json::parse(answer.body, code);
    if (code || !body.is_object()) return text;
    for (auto const* const name : {"error_code", "error_msg", "request_id"}) {
        auto const* const value = body.get_object().if_contains(name);
        if (value != nullptr && value->is_string()) {
            text += std::string(name[0] == 'r' ? "; request " : " ") + value->get_string().c_str();
        }
    }
    return printable(text);
}

Status run_on_server(CallFlags const& flags, CommandRunner& runner, Output& output) {
    auto const call = make_http_call(*flags.operation, flags.source());
    if (!call.ok()) return flags.fields.named_by_flag(call.error());
    auto headers = TRY(headers_of(flags, runner.console().in));
    headers.insert(headers.end(), call->headers.begin(), call->headers.end());
    auto options = TRY(flags.server.client_options());
    options.is_cancelled = [&] { return runner.host().wait_for_stop(Duration{0}); };
    HttpClient client(std::move(options));
    auto const sent = client.send(flags.operation->method, call->target, headers, call->body);
    if (!sent.ok()) return with_remedy(sent.error());
    auto const& answer = *sent;
    if (answer.status != 200) {
        bool const lacks_token = answer.status == 401 && !flags.has_proof();
        return unavailable(refusal_of(answer) +
                           (lacks_token ? "; give a token with --token-stdin" : ""));
    }
    if (answer.body.empty()) {
        show_result(output, std::nullopt);
        return Done{};
    }
    boost::json::error_code code;
    auto const body = boost::json::parse(answer.body, code);
    if (code) return unavailable("the server's answer is not JSON");
    show_result(output, body);
    return Done{};
}

/// What only a server needs. Without one it would be passed over in silence, and the operation done
/// with an operator's rights.
void add_proof_flags(CLI::App& command, CallFlags& flags, CLI::Option* server) {
    CLI::Option* token = nullptr;
    // CheckToken is about a token and needs no other.
    if (!has_field(*flags.operation, "--token")) {
        command.add_option("--token", flags.token, "Access token for --server")
            ->type_name("TOKEN")
            ->needs(server);
        token = command
                    .add_flag("--token-stdin", flags.is_token_on_input,
                              "Read the access token from the next line of standard input")
                    ->needs(server);
    }
    command.add_option("--header", flags.headers, "A further header for --server, NAME: VALUE")
        ->type_name("HEADER")
        ->allow_extra_args(false)
        ->needs(server);
    auto* const header =
        command
            .add_flag("--header-stdin", flags.is_header_on_input,
                      "Read a further header from the next line of standard input, so that nobody "
                      "sees it: Authorization: Basic ...")
            ->needs(server);
    if (token != nullptr) header->excludes(token);
}

void add_operation(CLI::App& group, CommandRunner& runner, Operation const& operation) {
    auto const flags = std::make_shared<CallFlags>();
    flags->operation = &operation;
    flags->fields.read_secrets_from(runner.console().in);
    auto& command =
        *group.add_subcommand(std::string(operation.name), std::string(operation.summary));
    for (auto const& rule : operation.rules) {
        auto* const flag =
            flags->fields.add(command, rule, flag_of(rule), std::string(rule.description));
        if (!rule.is_secret) flag->type_name(rule.type == FieldType::text ? "TEXT" : "VALUE");
    }
    auto* const server = flags->server.add_to(command, false);
    flags->server_option = server;
    add_proof_flags(command, *flags, server);
    add_corp_flag(command, flags->corp)->excludes(server);
    // Of an operation that has a field of this name, the flag is that field's.
    if (command.get_option_no_throw("--language") == nullptr) {
        command
            .add_option("--language", flags->language,
                        "Language of messages: zh-CN, en-US; if left out en-US with --server, "
                        "else the enterprise's")
            ->type_name("LANGUAGE")
            ->check(one_of({"zh-CN", "en-US"}));
    }
    runner.operate_or(
        command,
        [flags, &runner](Output& output) -> std::optional<Status> {
            if (!flags->is_on_server()) return std::nullopt;
            return run_on_server(*flags, runner, output);
        },
        [flags, &runner](UseCases const& use_cases, Output& output) {
            return run_on_folder(*flags, use_cases, runner, output);
        });
}

}  // namespace

void add_call_command(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand(
        "call", "Any operation of the API: call OPERATION --FIELD VALUE ...; see call --help");
    group.require_subcommand(1);
    group.footer(
        "Without --server the operation is done on the data folder, as the operator, who needs no\n"
        "token. Fields are named as on the wire; /explorer and docs/cli.md describe them. "
        "Passwords\n"
        "and tokens are read from standard input, a line each: fields in the order of --help, "
        "then\n"
        "the token.");
    for (auto const* const operation : operations::all) {
        if (is_callable(*operation)) add_operation(group, runner, *operation);
    }
}

}  // namespace roomkey
