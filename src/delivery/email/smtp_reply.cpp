#include "delivery/email/smtp_reply.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/names.hpp"

namespace roomkey {
namespace {

constexpr int start_mail_input = 354;
constexpr int closing_channel = 221;

// By the beginning of the line; what follows it does not matter here.
constexpr std::pair<std::string_view, SmtpStep> commands[] = {
    {"EHLO", SmtpStep::hello},   {"HELO", SmtpStep::hello},  {"STARTTLS", SmtpStep::starttls},
    {"AUTH", SmtpStep::sign_in}, {"MAIL", SmtpStep::sender}, {"RCPT", SmtpStep::recipient},
    {"DATA", SmtpStep::data},
};

/// The enhanced status at the start of `text`, such as "5.1.1"; empty if there is none.
std::string_view enhanced_status(std::string_view text) {
    auto const word = text.substr(0, text.find_first_of(" \r\n"));
    bool const is_status =
        word.size() >= 5 && word[1] == '.' && is_digit(word.back()) &&
        std::count(word.begin(), word.end(), '.') == 2 &&
        std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
    return is_status ? word : std::string_view{};
}

/// RFC 3463: the address of the recipient is wrong, except that .7 and .8 mean the sender's; or its
/// mailbox is disabled.
bool means_recipient(std::string_view enhanced) {
    if (enhanced == "5.2.1") return true;
    return enhanced.starts_with("5.1.") && enhanced != "5.1.7" && enhanced != "5.1.8";
}

constexpr std::pair<SmtpStep, std::string_view> words[] = {
    {SmtpStep::greeting, "greeting"}, {SmtpStep::hello, "hello"},
    {SmtpStep::starttls, "tls"},      {SmtpStep::sign_in, "sign_in"},
    {SmtpStep::sender, "sender"},     {SmtpStep::recipient, "recipient"},
};

std::string_view word_of(SmtpStep step) { return name_in(words, step, "message"); }

SendOutcome again(std::string reason, std::string_view to_mend = {}) {
    return {SendOutcome::Kind::try_again, std::move(reason), to_mend};
}

}  // namespace

void SmtpDialogue::say(std::string_view command) {
    auto const verb = command.substr(0, command.find_first_of(" \r\n"));
    // Others, such as the QUIT after a refusal or the parts of a sign-in, change nothing.
    for (auto const& [name, step] : commands) {
        if (verb == name) step_ = step;
    }
}

void SmtpDialogue::hear(std::string_view line) {
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return;
    int const code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    // The answer to the QUIT that follows a refusal says nothing about the message.
    if (code == closing_channel) return;
    auto const enhanced = line.size() > 4 ? enhanced_status(line.substr(4)) : std::string_view{};
    // Some servers say it only once in a reply of several lines.
    bool const is_same_reply = is_continued_ && code == code_;
    if (!is_same_reply || !enhanced.empty()) enhanced_ = enhanced;
    code_ = code;
    is_continued_ = line.size() > 3 && line[3] == '-';
    if (code_ == start_mail_input) step_ = SmtpStep::message;
}

bool SmtpDialogue::is_refusal_of_message(int curl_code) const {
    // libcurl's code for an unwanted reply, once it has arrived.
    return curl_code == CURLE_WEIRD_SERVER_REPLY && step_ == SmtpStep::message && code_ >= 400;
}

bool SmtpDialogue::is_refusal_for_ever() const {
    if (code_ < 500 || code_ > 599) return false;
    if (step_ == SmtpStep::message) return enhanced_ == "5.6.0";
    if (step_ != SmtpStep::recipient) return false;
    if (!enhanced_.empty()) return means_recipient(enhanced_);
    return code_ == 550 || code_ == 551 || code_ == 553;
}

std::string SmtpDialogue::status() const {
    if (code_ == 0) return {};
    return std::to_string(code_) + (enhanced_.empty() ? "" : " " + enhanced_);
}

SendOutcome smtp_outcome(int curl_code, SmtpDialogue const& dialogue) {
    if (curl_code == CURLE_OK) return {};
    // libcurl's codes for a refused envelope, and for a refused message.
    bool const is_refusal =
        curl_code == CURLE_SEND_ERROR || dialogue.is_refusal_of_message(curl_code);
    if (is_refusal && dialogue.is_refusal_for_ever()) {
        return {SendOutcome::Kind::refused, "rejected by the mail server: " + dialogue.status()};
    }
    switch (curl_code) {
        case CURLE_LOGIN_DENIED:
            return again("the mail server rejected the sign-in: " + dialogue.status(), "sign_in");
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return again("the mail server's certificate is not trusted", "certificate");
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
            return again("TLS with the mail server failed", "tls");
        case CURLE_COULDNT_CONNECT:
        case CURLE_COULDNT_RESOLVE_HOST:
            return again("the mail server cannot be reached");
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_ABORTED_BY_CALLBACK:
            return again("the mail server does not respond");
        default:
            break;
    }
    if (dialogue.code() >= 500) {
        auto const step = word_of(dialogue.step());
        return again("the mail server does not accept mail from this service (" +
                         std::string(step) + "): " + dialogue.status(),
                     step);
    }
    if (dialogue.code() >= 400)
        return again("temporarily rejected by the mail server: " + dialogue.status());
    return again("the connection to the mail server was lost");
}

}  // namespace roomkey
