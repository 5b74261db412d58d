#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "domain/notice.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// How one refusal looks on the wire. This table alone knows HTTP statuses and error codes.
struct Problem {
    ErrorCode code;
    int status;
    std::string_view wire_code;  ///< error_code.
    std::string_view zh;         ///< error_msg in Chinese, without the field.
    std::string_view en;         ///< error_msg in English, without the field.
};

Problem const& problem_of(ErrorCode code);

/// Every row, for documents and tests.
std::vector<Problem> const& all_problems();

/// The text of error_msg: the row's sentence, and the field with what is wrong with it.
std::string problem_message(Error const& error, Language language);

/// The whole answer: error_code, error_msg and request_id, exactly these three, because public
/// clients throw on others. The stable reason goes into the header X-Roomkey-Reason.
HttpReply problem_reply(Error const& error, Language language, std::string_view request_id);

}  // namespace roomkey
