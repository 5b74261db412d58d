#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

Result<std::optional<Notice>> find_notice(Reader& reader, NoticeId const& id);
/// Empty if it is out of reach: of departments, also if its account was deleted.
Result<std::optional<Notice>> find_notice(Reader& reader, Reach const& reach, NoticeId const& id);
/// Newest first, at most `listed_notices_max`.
Result<std::vector<Notice>> list_notices(Reader& reader, UserId const& user);
Result<Page<NoticeRow>> search_notices(Reader& reader, NoticeSearch const& search);
Result<NoticeFigures> notice_figures(Reader& reader);
Status insert_notice(Transaction& tx, Notice const& notice);
/// Marks the unsettled notices of this account superseded, which empties their contacts.
Status supersede_notices(Transaction& tx, UserId const& user, Instant now);
/// The same for one notice, if it is queued. False if it is not: leased, settled or unknown.
Result<bool> supersede_notice(Transaction& tx, NoticeId const& id, Instant now);
/// Leases up to `count` due notices (queued, or sending with a lapsed lease) to the node `holder`
/// until `leased_until`, longest due first, counting the attempt. Due is also what would have to
/// wait for longer than `notice_wait_max`. Those whose code lapsed are
/// leased too, so that the caller settles them. Notices that another transaction is changing are
/// passed over. Terminals that are found afterwards are not held: a reset that comes in between
/// supersedes the notice, lease or not.
Result<std::vector<Notice>> lease_notices(Transaction& tx, int count, Instant now,
                                          Instant leased_until, std::string const& holder = {});
/// Ends every lease of `holder` now: it is dead, and what it held may be claimed again.
Status release_leases(Transaction& tx, Instant now, std::string const& holder = {});
/// Saves state, both counts of attempts, next attempt, failure and contact of a notice that is
/// still leased until `notice.leased_until`. False if the lease was lost or the notice superseded
/// meanwhile.
Result<bool> settle_notice(Transaction& tx, Notice const& notice);
/// Notes what the gateway reported, and `failure` unless that is empty, which then outlasts an
/// accepting `settle_notice`: a gateway may report before it has answered. False if there is no
/// such notice or its report is final.
Result<bool> save_report(Transaction& tx, NoticeId const& id, ReportState report,
                         std::string const& failure, Instant at);

}  // namespace roomkey
