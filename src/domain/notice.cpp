#include "domain/notice.hpp"

namespace roomkey {

std::string_view wire_name(Language language) {
    return language == Language::en_us ? "en-US" : "zh-CN";
}

std::string_view wire_name(Channel channel) { return channel == Channel::sms ? "sms" : "email"; }

std::string_view wire_name(NoticeState state) {
    switch (state) {
        case NoticeState::queued:
            return "queued";
        case NoticeState::sending:
            return "sending";
        case NoticeState::accepted:
            return "accepted";
        case NoticeState::failed:
            return "failed";
        case NoticeState::superseded:
            return "superseded";
    }
    return "queued";
}

std::string_view wire_name(ReportState state) {
    switch (state) {
        case ReportState::none:
            return "";
        case ReportState::submitted:
            return "submitted";
        case ReportState::buffered:
            return "buffered";
        case ReportState::delivered:
            return "delivered";
        case ReportState::failed:
            return "failed";
        case ReportState::rejected:
            return "rejected";
    }
    return "";
}

std::optional<NoticeState> notice_state_named(std::string_view name) {
    for (auto const state : notice_states) {
        if (wire_name(state) == name) return state;
    }
    return std::nullopt;
}

std::optional<ReportState> report_state_named(std::string_view name) {
    for (auto const state : report_states) {
        if (wire_name(state) == name) return state;
    }
    return std::nullopt;
}

}  // namespace roomkey
