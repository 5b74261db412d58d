#include "domain/notice.hpp"

#include "base/names.hpp"

namespace roomkey {
namespace {

constexpr std::pair<NoticeState, std::string_view> notice_names[] = {
    {NoticeState::queued, "queued"},         {NoticeState::sending, "sending"},
    {NoticeState::accepted, "accepted"},     {NoticeState::failed, "failed"},
    {NoticeState::superseded, "superseded"},
};
static_assert(std::size(notice_names) == notice_states.size());

constexpr std::pair<ReportState, std::string_view> report_names[] = {
    {ReportState::submitted, "submitted"}, {ReportState::buffered, "buffered"},
    {ReportState::delivered, "delivered"}, {ReportState::failed, "failed"},
    {ReportState::rejected, "rejected"},
};
static_assert(std::size(report_names) == report_states.size());

}  // namespace

std::string_view wire_name(Language language) {
    return language == Language::en_us ? "en-US" : "zh-CN";
}

std::optional<Language> language_named(std::string_view name) {
    for (auto const language : {Language::zh_cn, Language::en_us}) {
        if (wire_name(language) == name) return language;
    }
    return std::nullopt;
}

std::string_view wire_name(Channel channel) { return channel == Channel::sms ? "sms" : "email"; }

std::string_view wire_name(NoticeState state) { return name_in(notice_names, state, "queued"); }

std::string_view wire_name(ReportState state) { return name_in(report_names, state); }

std::optional<NoticeState> notice_state_named(std::string_view name) {
    return value_named<NoticeState>(notice_names, name);
}

std::optional<ReportState> report_state_named(std::string_view name) {
    return value_named<ReportState>(report_names, name);
}

}  // namespace roomkey
