#include "api/service/document.hpp"

#include "net/static_file.hpp"

namespace roomkey {

HttpReply document_reply(Call const& call, Document const& document) {
    return static_reply(
        {"application/json;charset=UTF-8", document.tag, document.json, document.gzip, {}},
        call.request);
}

}  // namespace roomkey
