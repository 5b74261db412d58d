#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/notice.hpp"

namespace roomkey {

/// The text that the receiver of a message gets. The names are printable lines of UTF-8.
struct SmsParts {
    std::string_view corp;
    std::string_view terminal;
    std::string_view code;  ///< As it is read: in groups. At most 19 characters of ASCII.
    Instant valid_until{};
    Instant written_at{};
    std::string time_zone = {};  ///< See local_time.
};

/// One line that fits one message, whatever the names: they are shortened as needed, code and
/// validity never. Chinese, and English with names that GSM-7 cannot write, is for UCS-2; English
/// is for GSM-7 otherwise.
Secret sms_text(SmsParts const& parts, Language language);

}  // namespace roomkey
