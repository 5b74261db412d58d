#include "api/terminal/renew_credential.hpp"

#include "api/access_proof.hpp"
#include "api/terminal/credential_reply.hpp"

namespace roomkey {

Result<HttpReply> renew_credential(RenewCredential const& use_case, Call const& call) {
    bool const is_for_page = TRY(is_device_page(call.request));
    auto const renewed = TRY(use_case.run(call.access_token(), call.context()));
    return credential_reply({}, {renewed.credential, renewed.validity, renewed.expires_at},
                            is_for_page);
}

}  // namespace roomkey
