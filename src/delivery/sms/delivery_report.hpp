#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/notice.hpp"

namespace roomkey {

struct DeliveryReport {
    NoticeId notice;
    /// Of Kannel's %d, userguide "Delivery Reports".
    ReportState status = ReportState::submitted;
    /// The SMS centre's words in one line, without numbers that may be codes; may be empty. Codes
    /// with letters may be in it: only who knows the code can tell, see `RecordReport`.
    std::string reply;
};

/// The URLs at which Kannel reports, and what it says there. Each URL has a token that only the
/// holder of the key can create, so that nobody else can report on a notice. Thread-safe.
class DeliveryReports {
public:
    /// `callback_url` is where Kannel reaches the ops listener, such as
    /// http://127.0.0.1:9464/sms/report. `key` is of this purpose alone. `invalid_parameter` if the
    /// address is none, has a '%', which Kannel would fill in, or if the key has less than 16
    /// bytes.
    static Result<DeliveryReports> open(std::string callback_url, Secret key);

    /// For Kannel's dlr-url; with the escapes %d and %A, which Kannel fills in.
    [[nodiscard]] std::string url_for(NoticeId const& notice) const;

    /// `query` is what follows the question mark, still encoded. `not_permitted` if the token does
    /// not belong to the notice, `invalid_parameter` if something is missing, twice there or
    /// malformed.
    [[nodiscard]] Result<DeliveryReport> read(std::string_view query) const;

private:
    DeliveryReports(std::string callback_url, Secret key);
    [[nodiscard]] Digest token_of(NoticeId const& notice) const;

    std::string callback_url_;
    Secret key_;
};

}  // namespace roomkey
