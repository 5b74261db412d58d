#include "usecase/directory/resources.hpp"

#include <map>
#include <vector>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/resources.hpp"
#include "storage/sql/search/search_text.hpp"
#include "usecase/directory/corps.hpp"

namespace roomkey {
namespace {

Status check(Transaction& tx, Corp const& corp, UserType type, ErrorCode of_terminals) {
    if (TRY(is_resource_left(tx, corp, type))) return Done{};
    return refusal(is_terminal(type) ? of_terminals : ErrorCode::user_limit_reached);
}

constexpr auto in_page = &SearchResourcesRequest::page;
constexpr auto search_fields = bind<SearchResourcesRequest>(
    rules::search_corp_resources,
    {field<in_page, &PageRequest::offset>("offset"), field<in_page, &PageRequest::limit>("limit"),
     field<&SearchResourcesRequest::id>("searchKey"), field<&SearchResourcesRequest::type>("type"),
     field<&SearchResourcesRequest::type_id>("typeId"),
     field<&SearchResourcesRequest::order_id>("orderId"),
     converted<from_unix_milliseconds, &SearchResourcesRequest::expires_after>("startExpireDate"),
     converted<from_unix_milliseconds, &SearchResourcesRequest::expires_before>("endExpireDate"),
     field<&SearchResourcesRequest::status>("status"),
     // Of rooms, which do not exist here.
     ignored("vmrMode")});

std::vector<CorpResource> resources_of(Corp const& corp) {
    std::vector<CorpResource> all;
    all.reserve(all_resources.size());
    for (auto const& each : all_resources) {
        all.push_back({corp.id.value + '-' + std::string(each.wire_name), each,
                       ResourceLimits::of(corp.limits, each.type)});
    }
    return all;
}

/// None is of an order or of a type with an id; all are normal and never expire.
bool is_wanted(CorpResource const& each, SearchResourcesRequest const& request) {
    auto const part = searched_text(request.id);
    return part && searched_text(each.id).value_or(each.id).find(*part) != std::string::npos &&
           (request.type.empty() || request.type == each.resource.wire_name) &&
           request.type_id.empty() && request.order_id.empty() && request.status.value_or(0) == 0 &&
           (!request.expires_after || *request.expires_after < resource_expiry) &&
           (!request.expires_before || *request.expires_before > resource_expiry);
}

}  // namespace

Fields<SearchResourcesRequest> search_resources_fields() { return search_fields; }

Result<bool> is_resource_left(Transaction& tx, Corp const& corp, UserType type) {
    if (ResourceLimits::of(corp.limits, type) == ResourceLimits::unlimited) return true;
    // The limit may have been changed since.
    auto const held = TRY(hold_corp(tx, corp.id));
    if (!held) return internal_error("the actor's enterprise is gone");
    auto const limit = ResourceLimits::of(held->limits, type);
    if (limit == ResourceLimits::unlimited) return true;
    return TRY(count_enabled(tx, corp.id, type, limit)) < limit;
}

Status check_resource(Transaction& tx, Corp const& corp, UserType type) {
    return check(tx, corp, type, ErrorCode::terminal_limit_reached);
}

Status check_resource_to_enable(Transaction& tx, Corp const& corp, UserType type) {
    return check(tx, corp, type, ErrorCode::terminal_resources_used_up);
}

Result<CorpResources> Corps::show_resources(NoFields const& /*request*/, Actor const& actor) const {
    auto const work = [](Reader& reader, Permit const& permit) -> Result<CorpResources> {
        auto const counts = TRY(count_enabled(reader, permit.corp.id));
        CorpResources shown{permit.corp, resources_of(permit.corp)};
        for (auto& each : shown.all) {
            auto const count = counts.find(each.resource.type);
            if (count != counts.end()) each.used = count->second;
        }
        return shown;
    };
    return gate_.read(actor, operations::show_corp_resource, work);
}

Result<Page<CorpResource>> Corps::search_resources(SearchResourcesRequest const& request,
                                                   Actor const& actor) const {
    auto const work = [&](Reader& /*reader*/, Permit const& permit) -> Result<Page<CorpResource>> {
        auto found = resources_of(permit.corp);
        std::erase_if(found, [&](CorpResource const& each) { return !is_wanted(each, request); });
        return page_out_of(found, request.page);
    };
    return gate_.read(actor, operations::search_corp_resources, work);
}

Status hold_resources(Transaction& tx, Corp const& corp) {
    if (corp.limits != ResourceLimits{}) TRY(hold_corp(tx, corp.id));
    return Done{};
}

}  // namespace roomkey
