#include "usecase/sso/sso_flow.hpp"

#include <array>
#include <charconv>
#include <string_view>

#include "base/bytes.hpp"
#include "base/time_left.hpp"

namespace roomkey {
namespace {

constexpr std::string_view context = "sso";
constexpr std::size_t cookie_length_max = 2048;
constexpr std::size_t part_count = 7;

std::string_view view_of(Bytes const& bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace

Secret sealed_flow(Sealer const& sealer, SsoFlow const& flow) {
    // No part has a line break: they are ids and secrets of our own making.
    std::string text;
    for (auto const* part :
         {&flow.question.state, &flow.question.nonce, &flow.question.verifier.reveal(),
          &flow.corp.value, &flow.tester.value, &flow.revision}) {
        text += *part + '\n';
    }
    text += std::to_string(unix_milliseconds(flow.expires_at));
    return Secret(
        to_base64(view_of(sealer.seal(SealPurpose::sso_flow, context, Secret(std::move(text))))));
}

std::optional<SsoFlow> opened_flow(Sealer const& sealer, Secret const& cookie, Instant now) {
    if (cookie.reveal().size() > cookie_length_max) return std::nullopt;
    auto const sealed = from_base64(cookie.reveal());
    if (!sealed) return std::nullopt;
    auto const opened =
        sealer.open(SealPurpose::sso_flow, context, Bytes(sealed->begin(), sealed->end()));
    if (!opened.ok()) return std::nullopt;
    std::array<std::string_view, part_count> parts;
    std::string_view rest = opened->reveal();
    for (auto& part : parts) {
        auto const end = rest.find('\n');
        part = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    std::int64_t expires_at = 0;
    auto const& last = parts.back();
    std::from_chars(last.data(), last.data() + last.size(), expires_at);
    SsoFlow flow;
    flow.question = {std::string(parts[0]), std::string(parts[1]), Secret(std::string(parts[2]))};
    flow.corp = CorpId{std::string(parts[3])};
    flow.tester = UserId{std::string(parts[4])};
    flow.revision = parts[5];
    flow.expires_at = from_unix_milliseconds(expires_at);
    if (time_left(flow.expires_at, now, sso_flow_validity) == Duration::zero()) return std::nullopt;
    return flow;
}

}  // namespace roomkey
