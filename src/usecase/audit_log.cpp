#include "usecase/audit_log.hpp"

#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

namespace commands {
constexpr auto search_audit = operator_only("search_audit");
}  // namespace commands

using Search = SearchAuditRequest;
constexpr auto search_fields =
    bind<Search>(rules::search_audit,
                 {field<&Search::page, &PageRequest::offset>("offset"),
                  field<&Search::page, &PageRequest::limit>("limit"),
                  field<&Search::account>("account"), field<&Search::operation>("operation"),
                  converted<from_unix_milliseconds, &Search::from>("from"),
                  converted<from_unix_milliseconds, &Search::to>("to")});

}  // namespace

Fields<SearchAuditRequest> search_audit_fields() { return search_fields; }

Result<Page<AuditEntry>> AuditLog::search(SearchAuditRequest const& request,
                                          Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) {
        return search_audit(reader, {permit.corp.id, request.account, request.operation,
                                     request.from, request.to, request.page});
    };
    return gate_.read(actor, operations::search_audit, work);
}

Result<Page<AuditEntry>> AuditLog::search(AuditSearch const& search) const {
    return gate_.read(
        operator_of_all(), commands::search_audit,
        [&](Reader& reader, Permit const& /*permit*/) { return search_audit(reader, search); });
}

}  // namespace roomkey
