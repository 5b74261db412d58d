#include "usecase/delivery/search_notices.hpp"

#include <utility>

#include "domain/resend_policy.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

using Request = SearchNoticesRequest;

constexpr auto fields =
    bind<Request>(rules::search_notices, {field<&Request::page, &PageRequest::offset>("offset"),
                                          field<&Request::page, &PageRequest::limit>("limit"),
                                          field<&Request::account>("account"),
                                          converted<notice_state_named, &Request::state>("state"),
                                          converted<report_state_named, &Request::report>("report"),
                                          converted<from_unix_milliseconds, &Request::from>("from"),
                                          converted<from_unix_milliseconds, &Request::to>("to")});

}  // namespace

Fields<SearchNoticesRequest> search_notices_fields() { return fields; }

FoundNotice found_notice(NoticeRow row, Instant now) {
    FoundNotice found;
    found.is_resendable = allow_resend(row.notice, row.notice.corp_id, row.code, now).ok();
    found.needs_contact = row.notice.sealed_contact.empty();
    row.notice.sealed_contact.clear();
    row.code.reset();
    found.row = std::move(row);
    return found;
}

Result<Page<FoundNotice>> find_notices(Reader& reader, NoticeSearch const& search, Instant now) {
    auto rows = TRY(reader.search_notices(search));
    Page<FoundNotice> page{rows.offset, rows.limit, rows.count, {}};
    page.data.reserve(rows.data.size());
    for (auto& row : rows.data) page.data.push_back(found_notice(std::move(row), now));
    return page;
}

Result<Page<FoundNotice>> SearchNotices::run(SearchNoticesRequest const& request) const {
    return store_.read([&](Reader& reader) -> Result<Page<FoundNotice>> {
        auto const caller = TRY(authentication_.administrator(reader, request.access_token));
        NoticeSearch search;
        search.corp_id = caller.corp.id;
        search.account = request.account;
        search.state = request.state;
        search.report = request.report;
        search.from = request.from;
        search.to = request.to;
        search.page = request.page;
        return find_notices(reader, search, clock_.now());
    });
}

}  // namespace roomkey
