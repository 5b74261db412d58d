#pragma once

#include <boost/json/object.hpp>
#include <utility>

#include "api/reply.hpp"
#include "api/request_fields.hpp"
#include "api/router.hpp"

namespace roomkey {

/// The endpoint of an operation that needs no more than its fields: reads the request by them, has
/// the use case, which it keeps, run with the caller's token, and makes the reply of what comes
/// back.
template <class UseCase, class Request, class MakeReply>
Endpoint operation(UseCase use_case, Fields<Request> fields, MakeReply make_reply) {
    return [use_case = std::move(use_case), fields,
            make_reply](Call const& call) -> Result<HttpReply> {
        auto request = TRY(read_request(call, fields));
        request.access_token = call.access_token();
        if constexpr (requires { use_case.run(request, call.context()); }) {
            return make_reply(TRY(use_case.run(request, call.context())));
        } else {
            return make_reply(TRY(use_case.run(request)));
        }
    };
}

/// Replies with one record.
template <class Record>
auto record_of(boost::json::object (*object_of)(Record const&)) {
    return [object_of](Record const& record) { return json_reply(object_of(record)); };
}

/// Replies with a page of records.
template <class Record>
auto page_of(boost::json::object (*object_of)(Record const&)) {
    return [object_of](Page<Record> const& page) { return page_reply(page, object_of); };
}

/// Replies without a body.
inline HttpReply no_result(Done const& /*done*/) { return empty_reply(); }

}  // namespace roomkey
