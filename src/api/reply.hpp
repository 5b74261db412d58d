#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "domain/page.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// 200 with a JSON body and the headers of the published examples.
HttpReply json_reply(boost::json::object const& body);

/// 200 with the envelope of a page; `object_of` makes the JSON of one record.
template <class Record>
HttpReply page_reply(Page<Record> const& page, boost::json::object (*object_of)(Record const&)) {
    boost::json::array data;
    data.reserve(page.data.size());
    for (auto const& record : page.data) data.push_back(object_of(record));
    return json_reply({{"offset", page.offset},
                       {"limit", page.limit},
                       {"count", page.count},
                       {"data", std::move(data)}});
}

/// 200 without a body: what the vendor answers where there is no result. Clients break on 204.
HttpReply empty_reply();

/// The headers that every answer carries.
void add_common_headers(HttpReply& reply);

}  // namespace roomkey
