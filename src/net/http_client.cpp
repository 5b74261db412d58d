#include "net/http_client.hpp"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstring>
#include <utility>

#include "base/ascii.hpp"
#include "net/address/internal_address.hpp"

namespace roomkey {
namespace {

constexpr std::size_t answer_bytes_max = std::size_t{1} << 20;

using SteadyClock = std::chrono::steady_clock;

Result<CurlList> header_list(std::vector<HttpHeader> const& headers) {
    // An upload would otherwise wait for "100 Continue", which not every server sends.
    CurlList list(curl_slist_append(nullptr, "Expect:"));
    for (auto const& header : headers) {
        std::string const line =
            header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
        if (line.find_first_of("\r\n") != std::string::npos) {
            return internal_error("a line break in header " + header.name);
        }
        if (!append(list, line)) return internal_error("out of memory");
    }
    return list;
}

/// What arrives during one exchange. libcurl calls back into it.
struct Exchange {
    CURL* handle = nullptr;
    HttpAnswer answer;
    std::function<bool(std::string_view)> const* on_line = nullptr;
    std::string line;
    std::chrono::milliseconds silence_max{0};
    std::function<bool()> const* is_cancelled = nullptr;
    std::string_view ca_file;
    SteadyClock::time_point heard_at = SteadyClock::now();
    bool is_too_large = false;
    bool is_ended_by_us = false;
    bool is_silent = false;
    bool was_sent = false;

    bool take(std::string_view data) {
        heard_at = SteadyClock::now();
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        if (on_line != nullptr && status == 200) return take_lines(data);
        is_too_large = answer.body.size() + data.size() > answer_bytes_max;
        if (!is_too_large) answer.body.append(data);
        return !is_too_large;
    }

    bool take_lines(std::string_view data) {
        while (!data.empty()) {
            auto const end = data.find('\n');
            line.append(data.substr(0, end));
            is_too_large = line.size() > answer_bytes_max;
            if (is_too_large) return false;
            if (end == std::string_view::npos) return true;
            data.remove_prefix(end + 1);
            if (line.ends_with('\r')) line.pop_back();
            is_ended_by_us = !(*on_line)(line);
            line.clear();
            if (is_ended_by_us) return false;
        }
        return true;
    }

    void take_header(std::string_view text) {
        heard_at = SteadyClock::now();
        // A status line begins a new head: what came with a "100 Continue" is not the answer's.
        if (text.starts_with("HTTP/")) answer.headers.clear();
        auto const colon = text.find(':');
        if (colon == std::string_view::npos) return;
        auto const value = trimmed(text.substr(colon + 1), " \t\r\n");
        answer.headers.push_back({std::string(text.substr(0, colon)), std::string(value)});
    }
};

// The signatures of these three are libcurl's.
std::size_t on_data(char* data, std::size_t size, std::size_t count, void* exchange) {
    bool const goes_on = static_cast<Exchange*>(exchange)->take({data, size * count});
    return goes_on ? size * count : CURL_WRITEFUNC_ERROR;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* exchange) {
    static_cast<Exchange*>(exchange)->take_header({data, size * count});
    return size * count;
}

int on_progress(void* raw, curl_off_t /*down_total*/, curl_off_t /*down*/, curl_off_t /*up_total*/,
                curl_off_t /*up*/) {
    auto& exchange = *static_cast<Exchange*>(raw);
    exchange.is_silent = exchange.silence_max.count() > 0 &&
                         SteadyClock::now() - exchange.heard_at > exchange.silence_max;
    bool const is_cancelled = *exchange.is_cancelled && (*exchange.is_cancelled)();
    return exchange.is_silent || is_cancelled ? 1 : 0;
}

/// Called with the address that is about to be connected to, so that a name cannot resolve to
/// another one afterwards.
curl_socket_t open_public(void* /*unused*/, curlsocktype /*purpose*/, curl_sockaddr* to) {
    namespace ip = boost::asio::ip;
    auto const* const raw = &to->addr;
    ip::address address;
    if (to->family == AF_INET) {
        sockaddr_in found{};
        std::memcpy(&found, raw, sizeof found);
        address = ip::address_v4(ntohl(found.sin_addr.s_addr));
    } else if (to->family == AF_INET6) {
        sockaddr_in6 found{};
        std::memcpy(&found, raw, sizeof found);
        ip::address_v6::bytes_type bytes{};
        std::memcpy(bytes.data(), &found.sin6_addr, bytes.size());
        address = ip::address_v6(bytes);
    } else {
        return CURL_SOCKET_BAD;
    }
    if (is_internal(address)) return CURL_SOCKET_BAD;
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

bool is_loopback(std::string_view url) {
    for (std::string_view const host : {"://127.0.0.1", "://localhost", "://[::1]"}) {
        if (url.find(host) != std::string_view::npos) return true;
    }
    return false;
}

void set_common(CURL* handle, HttpClientOptions const& options, Exchange& exchange) {
    curl_easy_reset(handle);
    exchange.is_cancelled = &options.is_cancelled;
    exchange.ca_file = options.ca_file;
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // Firewalls in front of receivers turn away callers without a name.
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "roomkey/" ROOMKEY_VERSION);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options.connect_max.count()));
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, options.is_insecure ? 0L : 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, options.is_insecure ? 0L : 2L);
    if (!options.ca_file.empty()) trust_only(handle, options.ca_file);
    // A proxy from the environment cannot reach this machine.
    if (is_loopback(options.base_url)) curl_easy_setopt(handle, CURLOPT_PROXY, "");
    if (options.is_public_only) {
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &open_public);
    }
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_data);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}

void set_method(CURL* handle, std::string const& method, std::string_view body) {
    if (method == "HEAD") {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
        return;
    }
    if (!body.empty() || method == "POST" || method == "PUT") {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.empty() ? "" : body.data());
    }
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method.c_str());
}

/// Whether any of the request went out on the connection that failed with `code`. What went out on
/// an earlier one, which the server had closed, libcurl has sent again.
bool has_sent(CURL* handle, CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return false;
        default:
            break;
    }
    long request_bytes = 0;
    curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &request_bytes);
    return request_bytes > 0;
}

Result<HttpAnswer> perform(Exchange& exchange, std::string const& url,
                           std::vector<HttpHeader> const& headers) {
    auto const list = TRY(header_list(headers));
    curl_easy_setopt(exchange.handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(exchange.handle, CURLOPT_HTTPHEADER, list.get());
    CURLcode const code = curl_easy_perform(exchange.handle);
    exchange.was_sent = has_sent(exchange.handle, code);
    // The handle outlives the list.
    curl_easy_setopt(exchange.handle, CURLOPT_HTTPHEADER, nullptr);
    if (exchange.is_too_large) return unavailable("the response is larger than 1 MiB");
    if (exchange.is_silent) return unavailable("the server stopped responding");
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        return unavailable(std::string(untrusted_certificate));
    }
    if (code == CURLE_SSL_CACERT_BADFILE) {
        return unavailable("no certificates to trust in " + std::string(exchange.ca_file));
    }
    if (code != CURLE_OK && !exchange.is_ended_by_us) return unavailable(curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(exchange.handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    return std::move(exchange.answer);
}

}  // namespace

HttpClient::HttpClient(HttpClientOptions options)
    : options_(std::move(options)), handle_(make_curl_handle()) {}

Result<HttpAnswer> HttpClient::send(std::string_view method, std::string_view target,
                                    std::vector<HttpHeader> const& headers, std::string_view body) {
    was_sent_ = false;
    if (handle_ == nullptr) return unavailable("cannot create an HTTP client");
    Exchange exchange;
    exchange.handle = handle_.get();
    set_common(handle_.get(), options_, exchange);
    curl_easy_setopt(handle_.get(), CURLOPT_TIMEOUT_MS,
                     static_cast<long>(options_.total_max.count()));
    set_method(handle_.get(), std::string(method), body);
    auto answer = perform(exchange, options_.base_url + std::string(target), headers);
    was_sent_ = exchange.was_sent;
    return answer;
}

Result<HttpAnswer> HttpClient::stream(std::string_view target,
                                      std::vector<HttpHeader> const& headers,
                                      std::chrono::milliseconds silence_max,
                                      std::function<bool(std::string_view line)> const& on_line) {
    if (handle_ == nullptr) return unavailable("cannot create an HTTP client");
    Exchange exchange;
    exchange.handle = handle_.get();
    exchange.on_line = &on_line;
    exchange.silence_max = silence_max;
    set_common(handle_.get(), options_, exchange);
    return perform(exchange, options_.base_url + std::string(target), headers);
}

}  // namespace roomkey
