#include "domain/notice.hpp"

namespace roomkey {

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

}  // namespace roomkey
