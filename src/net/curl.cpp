#include "net/curl.hpp"

#include <curl/curl.h>

#include <mutex>

namespace roomkey {

void FreeCurl::operator()(void* handle) const { curl_easy_cleanup(handle); }
void FreeCurl::operator()(curl_slist* list) const { curl_slist_free_all(list); }

CurlHandle make_curl_handle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return CurlHandle(curl_easy_init());
}

bool append(CurlList& list, std::string const& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return false;
    (void)list.release();
    list.reset(longer);
    return true;
}

}  // namespace roomkey
