#pragma once

#include <string>
#include <vector>

#include "net/http_client.hpp"
#include "tests/e2e/running_server.hpp"

namespace roomkey {

/// What one administrator, with one device, knows of their own terminal.
struct Ledger {
    std::string account;
    std::string code;       ///< Of the last acknowledged reset.
    bool is_spent = false;  ///< An activation with it was acknowledged or begun.
    std::vector<std::string> acknowledged_ids;  ///< Request ids of the acknowledged resets.
    std::string open_id;                        ///< Of a reset whose answer never came.
    std::vector<std::string> credentials;       ///< Of all acknowledged activations, oldest first.
    int resets = 0;
};

/// False when the service is gone: no answer, or one of those that say so (503).
bool reset_once(HttpClient& client, std::string const& token, Ledger& ledger);
bool activate_once(HttpClient& client, Ledger& ledger);

/// Every other code is spent, so that the service dies among bound and unbound terminals.
void use_until_it_dies(RunningServer& server, std::string const& token, Ledger& ledger);

/// How many of the credentials are accepted.
int live_credentials(HttpClient& client, Ledger const& ledger);

}  // namespace roomkey
