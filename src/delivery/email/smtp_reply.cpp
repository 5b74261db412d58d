#include "delivery/email/smtp_reply.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>

namespace roomkey {
namespace {

constexpr int start_mail_input = 354;
constexpr int closing_channel = 221;
// RFC 4954 section 6: the server wants another sign-in, or one at all.
constexpr std::array<int, 4> sign_in_codes{530, 534, 535, 538};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The enhanced status at the start of `text`, such as "5.1.1"; empty if there is none.
std::string_view enhanced_status(std::string_view text) {
    auto const word = text.substr(0, text.find_first_of(" \r\n"));
    bool const is_status =
        word.size() >= 5 && word[1] == '.' && is_digit(word.back()) &&
        std::count(word.begin(), word.end(), '.') == 2 &&
        std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
    return is_status ? word : std::string_view{};
}

SendOutcome again(std::string reason) { return {SendOutcome::Kind::try_again, std::move(reason)}; }

bool is_final(int curl_code, SmtpDialogue const& dialogue) {
    auto const code = dialogue.code();
    if (code < 500 || code > 599) return false;
    if (std::find(sign_in_codes.begin(), sign_in_codes.end(), code) != sign_in_codes.end()) {
        return false;
    }
    // libcurl's words for a refused envelope, and for a refused message.
    return curl_code == CURLE_SEND_ERROR || dialogue.is_refusal_of_message(curl_code);
}

}  // namespace

void SmtpDialogue::hear(std::string_view line) {
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return;
    int const code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    // The answer to the QUIT that follows a refusal says nothing about the message.
    if (code == closing_channel) return;
    code_ = code;
    enhanced_ = line.size() > 4 ? enhanced_status(line.substr(4)) : std::string_view{};
    if (code_ == start_mail_input) has_taken_message_ = true;
}

bool SmtpDialogue::is_refusal_of_message(int curl_code) const {
    // libcurl's word for an answer that it did not want, once it is there.
    return curl_code == CURLE_WEIRD_SERVER_REPLY && has_taken_message_ && code_ >= 400;
}

std::string SmtpDialogue::status() const {
    if (code_ == 0) return {};
    return std::to_string(code_) + (enhanced_.empty() ? "" : " " + enhanced_);
}

SendOutcome smtp_outcome(int curl_code, SmtpDialogue const& dialogue) {
    if (curl_code == CURLE_OK) return {};
    if (is_final(curl_code, dialogue)) {
        return {SendOutcome::Kind::refused, "mail server refused: " + dialogue.status()};
    }
    switch (curl_code) {
        case CURLE_LOGIN_DENIED:
            return again("mail server refused our sign-in: " + dialogue.status());
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return again("the mail server's certificate is not trusted");
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
            return again("no TLS with the mail server");
        case CURLE_COULDNT_CONNECT:
        case CURLE_COULDNT_RESOLVE_HOST:
            return again("mail server cannot be reached");
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_ABORTED_BY_CALLBACK:
            return again("mail server does not answer");
        default:
            break;
    }
    if (dialogue.code() >= 400) return again("mail server put us off: " + dialogue.status());
    return again("mail server broke off");
}

}  // namespace roomkey
