#include "net/curl.hpp"

#include <curl/curl.h>

#include <mutex>

#include "net/pem_text.hpp"

namespace roomkey {

void FreeCurl::operator()(void* handle) const { curl_easy_cleanup(handle); }
void FreeCurl::operator()(curl_slist* list) const { curl_slist_free_all(list); }

CurlHandle make_curl_handle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return CurlHandle(curl_easy_init());
}

void trust_only(void* handle, std::string const& ca_file) {
    auto const text = pem_text(ca_file);
    if (text.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, ca_file.c_str());
        return;
    }
    // libcurl copies them, and takes them as if it changed them.
    std::string bytes = text.reveal();
    curl_blob blob{bytes.data(), bytes.size(), CURL_BLOB_COPY};
    curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &blob);
}

bool append(CurlList& list, std::string const& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return false;
    (void)list.release();
    list.reset(longer);
    return true;
}

}  // namespace roomkey
