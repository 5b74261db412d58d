#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "fields/binding.hpp"
#include "usecase/caller.hpp"

namespace roomkey {

struct SearchNoticesRequest {
    Secret access_token;
    PageRequest page;
    std::string account;  ///< Empty: all.
    std::optional<NoticeState> state;
    std::optional<ReportState> report;  ///< Not `none`.
    std::optional<Instant> from;        ///< Queued then or later.
    std::optional<Instant> to;          ///< Queued before then.
};

Fields<SearchNoticesRequest> search_notices_fields();

/// A notice as administrators see it: where it went only masked.
struct FoundNotice {
    NoticeRow row;               ///< Without the sealed contact and the code.
    bool is_resendable = false;  ///< Its code is live: neither replaced, nor spent, nor lapsed.
    bool needs_contact = false;  ///< A resend has to name the contact again.
};

FoundNotice found_notice(NoticeRow row, Instant now);

/// One page of notices, newest first.
Result<Page<FoundNotice>> find_notices(Reader& reader, NoticeSearch const& search, Instant now);

/// Pages through the notices of the caller's enterprise, newest first: what became of each code
/// that was to be sent, and why one failed.
///
/// Errors: those of `Authentication::administrator`.
class SearchNotices {
public:
    SearchNotices(Store& store, Clock const& clock, Authentication const& authentication)
        : store_(store), clock_(clock), authentication_(authentication) {}

    Result<Page<FoundNotice>> run(SearchNoticesRequest const& request) const;

private:
    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
};

}  // namespace roomkey
