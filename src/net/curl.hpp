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

/// Has `handle` trust the certificates of this PEM file, however an editor wrote it, and no others.
/// If it cannot be read, the transfer fails and says so.
void trust_only(void* handle, std::string const& ca_file);

/// False, and nothing is added, if there is no memory.
bool append(CurlList& list, std::string const& line);

}  // namespace roomkey
