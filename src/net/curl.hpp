#pragma once

#include <memory>
#include <string>

struct curl_slist;

namespace roomkey {

struct FreeCurl {
    void operator()(void* handle) const;
    void operator()(curl_slist* list) const;
};
/// Of a CURL, which is a void to libcurl's users.
using CurlHandle = std::unique_ptr<void, FreeCurl>;
using CurlList = std::unique_ptr<curl_slist, FreeCurl>;

/// A handle of libcurl, which is started first. Null if that fails.
CurlHandle make_curl_handle();

/// False, and nothing is added, if there is no memory.
bool append(CurlList& list, std::string const& line);

}  // namespace roomkey
