#include "usecase/audit_log.hpp"

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

namespace commands {
constexpr auto search_audit = operator_only("search_audit");
}  // namespace commands

using Search = SearchAuditRequest;
constexpr auto found = &Search::search;
constexpr auto search_fields = bind<Search>(
    rules::search_audit,
    {field<found, &AuditSearch::page, &PageRequest::offset>("offset"),
     field<found, &AuditSearch::page, &PageRequest::limit>("limit"),
     field<found, &AuditSearch::account>("account"),
     field<found, &AuditSearch::operation>("operation"), field<found, &AuditSearch::actor>("actor"),
     field<found, &AuditSearch::source>("source"),
     field<found, &AuditSearch::is_refused>("refused"),
     converted<from_unix_milliseconds, found, &AuditSearch::from>("from"),
     converted<from_unix_milliseconds, found, &AuditSearch::to>("to")});

}  // namespace

Fields<SearchAuditRequest> search_audit_fields() { return search_fields; }

Result<Page<AuditEntry>> AuditLog::search(SearchAuditRequest const& request,
                                          Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) {
        auto search = request.search;
        search.corp_id = permit.corp.id;
        return search_audit(reader, search);
    };
    return gate_.read(actor, operations::search_audit, work);
}

Result<Page<AuditEntry>> AuditLog::search(AuditSearch const& search) const {
    return gate_.read(
        operator_of_all(), commands::search_audit,
        [&](Reader& reader, Permit const& /*permit*/) { return search_audit(reader, search); });
}

}  // namespace roomkey
