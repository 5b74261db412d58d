#include "delivery/email/smtp_channel.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <chrono>
#include <string_view>
#include <utility>

#include "base/moment_text.hpp"
#include "delivery/email/email_address.hpp"
#include "delivery/email/mail_header.hpp"
#include "delivery/email/qr_png.hpp"
#include "delivery/email/smtp_reply.hpp"
#include "net/curl.hpp"

namespace roomkey {
namespace {

struct FreeMime {
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Mime = std::unique_ptr<curl_mime, FreeMime>;

/// libcurl's signature; hears each line that the server says.
std::size_t on_reply(char* data, std::size_t size, std::size_t count, void* dialogue) {
    static_cast<SmtpDialogue*>(dialogue)->hear({data, size * count});
    return size * count;
}

/// libcurl's signature; receives each command of ours, and nothing else that libcurl reports.
int on_trace(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size, void* dialogue) {
    if (type == CURLINFO_HEADER_OUT) static_cast<SmtpDialogue*>(dialogue)->say({data, size});
    return 0;
}

/// When a transfer has to end, whatever libcurl waits for: it has no overall limit for the reply
/// to the message and for the QUIT after a refusal.
struct Patience {
    std::atomic<bool> const& is_cancelled;
    std::chrono::steady_clock::time_point end;
};

/// libcurl's signature; called about once a second, also while a reply is awaited.
int on_progress(void* raw, curl_off_t /*down_total*/, curl_off_t /*down*/, curl_off_t /*up_total*/,
                curl_off_t /*up*/) {
    auto const& patience = *static_cast<Patience const*>(raw);
    return patience.is_cancelled || std::chrono::steady_clock::now() > patience.end ? 1 : 0;
}

/// A part whose bytes are copied and go out in base64, so that no server touches them.
curl_mimepart* add_part(curl_mime* mime, std::string_view data, char const* type) {
    auto* const part = curl_mime_addpart(mime);
    curl_mime_data(part, data.data(), data.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "base64");
    return part;
}

/// Adds `child` to `parent`, which owns it from then on.
void add_mime(curl_mime* parent, Mime child, char const* type) {
    auto* const part = curl_mime_addpart(parent);
    if (curl_mime_subparts(part, child.get()) == CURLE_OK) (void)child.release();
    curl_mime_type(part, type);
}

/// Text, and HTML with its picture, if there is one, as two ways to read the same (RFC 2046 section
/// 5.1.4). Text alone if there is no HTML.
Mime mime_of(CURL* handle, EmailContent const& content, std::string_view picture) {
    if (content.html.empty()) {
        Mime text(curl_mime_init(handle));
        add_part(text.get(), content.text.reveal(), "text/plain; charset=utf-8");
        return text;
    }
    Mime whole(curl_mime_init(handle));
    add_part(whole.get(), content.text.reveal(), "text/plain; charset=utf-8");
    if (picture.empty()) {
        add_part(whole.get(), content.html.reveal(), "text/html; charset=utf-8");
        return whole;
    }
    Mime related(curl_mime_init(handle));
    add_part(related.get(), content.html.reveal(), "text/html; charset=utf-8");
    auto* const image = add_part(related.get(), picture, "image/png");
    CurlList image_headers;
    append(image_headers, "Content-ID: <" + std::string(qr_content_id) + ">");
    append(image_headers, "Content-Disposition: inline; filename=\"activation.png\"");
    curl_mime_headers(image, image_headers.release(), 1);
    add_mime(whole.get(), std::move(related), "multipart/related");
    return whole;
}

/// What `smtp_outcome` says of a refused sign-in.
constexpr std::string_view sign_in_refused = "sign_in";

std::string link_of(std::string link, std::string const& code) {
    constexpr std::string_view mark = "{code}";
    auto const at = link.find(mark);
    if (at != std::string::npos) link.replace(at, mark.size(), code);
    return link;
}

}  // namespace

/// A handle of libcurl, which keeps its connection to the server between two messages.
class SmtpChannel::Connection {
public:
    Connection(SmtpOptions const& options, std::atomic<bool> const& is_cancelled)
        : options_(options), is_cancelled_(is_cancelled) {}
    /// Never waits. libcurl sends QUIT when a connection ends and reads the reply for as long as
    /// that takes, so there must be nothing to read: a server that owes an answer is sent nothing
    /// at all, the others get the QUIT (RFC 5321 section 4.1.1.10).
    ~Connection() {
        if (is_open()) shut(is_in_step_ && !is_cancelled_ ? SHUT_RD : SHUT_RDWR);
    }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    [[nodiscard]] bool is_open() const { return handle_ != nullptr; }
    /// False once an answer of the server may be on its way that belongs to an earlier message.
    [[nodiscard]] bool is_in_step() const { return is_in_step_; }

    SendOutcome send(OutgoingMessage const& message, EmailContent const& content,
                     std::string_view picture, Secret const& token) {
        SmtpDialogue dialogue;
        set_server(token);
        set(CURLOPT_HEADERFUNCTION, on_reply);
        set(CURLOPT_HEADERDATA, &dialogue);
        set(CURLOPT_DEBUGFUNCTION, on_trace);
        set(CURLOPT_DEBUGDATA, &dialogue);
        set(CURLOPT_VERBOSE, 1L);

        auto const from = "<" + options_.from + ">";
        auto const& to = message.contact.reveal();
        CurlList receivers;
        append(receivers, "<" + to + ">");
        set(CURLOPT_MAIL_FROM, from.c_str());
        set(CURLOPT_MAIL_RCPT, receivers.get());

        auto const headers = headers_of(message, content);
        auto const mime = mime_of(handle_.get(), content, picture);
        set(CURLOPT_HTTPHEADER, headers.get());
        set(CURLOPT_MIMEPOST, mime.get());
        Patience const patience{is_cancelled_,
                                std::chrono::steady_clock::now() + options_.total_max};
        set(CURLOPT_XFERINFOFUNCTION, &on_progress);
        set(CURLOPT_XFERINFODATA, &patience);
        set(CURLOPT_NOPROGRESS, 0L);
        auto const code = curl_easy_perform(handle_.get());
        is_in_step_ = code == CURLE_OK || dialogue.is_refusal_of_message(code);
        // What was borrowed for this message is released now; the connection stays.
        curl_easy_reset(handle_.get());
        if (code == CURLE_ABORTED_BY_CALLBACK && is_cancelled_) {
            return {SendOutcome::Kind::try_again, "stopped while waiting for the mail server"};
        }
        return smtp_outcome(code, dialogue);
    }

private:
    void shut(int how) {
        curl_socket_t socket = CURL_SOCKET_BAD;
        if (curl_easy_getinfo(handle_.get(), CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK) return;
        if (socket != CURL_SOCKET_BAD) ::shutdown(socket, how);
    }

    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(handle_.get(), option, value);
    }

    void set_server(Secret const& token) {
        // libcurl greets with the path of the URL.
        std::unique_ptr<char, decltype(&curl_free)> const path(
            curl_easy_escape(handle_.get(), options_.greeting.c_str(),
                             static_cast<int>(options_.greeting.size())),
            &curl_free);
        set(CURLOPT_URL, (options_.url + '/' + path.get()).c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_USE_SSL, options_.needs_starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
        if (!options_.ca_file.empty()) trust_only(handle_.get(), options_.ca_file);
        if (!options_.user.empty()) {
            set(CURLOPT_USERNAME, options_.user.c_str());
            if (token.empty()) {
                set(CURLOPT_PASSWORD, options_.password.reveal().c_str());
            } else {
                set(CURLOPT_XOAUTH2_BEARER, token.reveal().c_str());
            }
        }
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_max.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_max.count()));
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT,
            static_cast<long>(std::chrono::ceil<std::chrono::seconds>(options_.total_max).count()));
        set(CURLOPT_NOSIGNAL, 1L);
    }

    CurlList headers_of(OutgoingMessage const& message, EmailContent const& content) const {
        auto const domain = options_.from.substr(options_.from.rfind('@') + 1);
        auto const name =
            options_.from_name.empty() ? std::string{} : header_name(options_.from_name) + ' ';
        CurlList headers;
        append(headers, "Date: " + header_date(message.created_at) + " +0000");
        append(headers, "From: " + name + '<' + options_.from + '>');
        append(headers, "To: <" + message.contact.reveal() + '>');
        append(headers, "Subject: " + header_text(content.subject));
        append(headers, "Message-ID: <" + message.id.value + '@' + domain + '>');
        append(headers, "Content-Language: " + std::string(language_tag(message.language)));
        // RFC 3834: no vacation notes, please.
        append(headers, "Auto-Submitted: auto-generated");
        append(headers, "Content-Type: multipart/alternative");
        return headers;
    }

    SmtpOptions const& options_;
    std::atomic<bool> const& is_cancelled_;
    bool is_in_step_ = true;
    CurlHandle handle_ = make_curl_handle();
};

SmtpChannel::SmtpChannel(SmtpOptions options, EmailTemplates templates)
    : options_(std::move(options)), templates_(std::move(templates)) {}

SmtpChannel::~SmtpChannel() = default;

SendOutcome SmtpChannel::send(OutgoingMessage const& message) {
    // What goes into a command or a header must not be able to end it.
    if (!EmailAddress::parse(message.contact.reveal()).ok()) {
        return {SendOutcome::Kind::refused, "the address is not one that a mail server accepts"};
    }
    EmailContent content;
    Secret picture;
    if (message.has_password) {
        content = templates_.render(message, {});
    } else {
        auto const link = link_of(options_.activation_link, message.code.reveal());
        auto drawn = qr_png(link);
        if (!drawn.ok())
            return {SendOutcome::Kind::refused, "cannot create a QR code of the activation link"};
        picture = *std::move(drawn);
        content = templates_.render(message, link);
    }

    auto outcome = send_once(message, content, picture);
    // A token that has lapsed is refused; a new one may do.
    bool const may_have_lapsed = options_.print_token && outcome.to_mend == sign_in_refused;
    return may_have_lapsed ? send_once(message, content, picture) : outcome;
}

SendOutcome SmtpChannel::send_once(OutgoingMessage const& message, EmailContent const& content,
                                   Secret const& picture) {
    if (is_cancelled_) return {SendOutcome::Kind::try_again, "stopped before it was sent"};
    auto const with = token();
    if (!with.ok()) return {SendOutcome::Kind::try_again, with.error().detail, sign_in_refused};
    auto connection = take_connection();
    if (!connection->is_open()) return {SendOutcome::Kind::try_again, "out of memory"};
    auto outcome = connection->send(message, content, picture.reveal(), *with);
    if (connection->is_in_step()) give_back(std::move(connection));
    if (outcome.to_mend == sign_in_refused) forget_token(*with);
    return outcome;
}

Result<Secret> SmtpChannel::token() {
    if (!options_.print_token) return Secret();
    // One at a time asks for it, and the others use what it got.
    std::lock_guard const lock(token_mutex_);
    if (!token_.empty()) return token_;
    auto const begun = std::chrono::steady_clock::now();
    token_ = TRY(options_.print_token());
    // Of the time that a message may take, the rest would not be enough to send it.
    constexpr std::chrono::seconds pause_max{4};
    if (std::chrono::steady_clock::now() - begun > pause_max) {
        return unavailable("email.token_command took long; the message goes out next time");
    }
    return token_;
}

void SmtpChannel::forget_token(Secret const& refused) {
    std::lock_guard const lock(token_mutex_);
    if (token_.reveal() == refused.reveal()) token_ = Secret();
}

std::unique_ptr<SmtpChannel::Connection> SmtpChannel::take_connection() {
    std::lock_guard const lock(mutex_);
    if (idle_.empty()) return std::make_unique<Connection>(options_, is_cancelled_);
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void SmtpChannel::give_back(std::unique_ptr<Connection> connection) {
    std::lock_guard const lock(mutex_);
    idle_.push_back(std::move(connection));
}

}  // namespace roomkey
