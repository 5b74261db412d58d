// Fills a fresh data folder for a load test: one enterprise with many terminals.
//
//   roomkey_bench_seed DIR COUNT ACCOUNTS_FILE [mail | bound | mixed] [DATABASE_URI]
//
// Writes one terminal account with its code a line to ACCOUNTS_FILE, and an administrator's access
// token to standard output. With `mail` each terminal has a notice queued, to an address of its
// own. With `bound` each is bound to a device, whose credential takes the place of the code. With
// `mixed` the accounts are of every kind and ACCOUNTS_FILE stays empty.

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/config.hpp"
#include "app/config/config_value.hpp"
#include "app/installation/installation.hpp"
#include "bench/mixed_accounts.hpp"
#include "security/app_signature.hpp"
#include "security/system_randomness.hpp"

namespace roomkey {
namespace {

// As many as a group commit takes.
constexpr int seeders = 64;

// Half of a crowd is no crowd.
template <typename Value>
Value const& must(Result<Value> const& made) {
    if (made.ok()) return *made;
    std::cerr << reason_name(made.error().code) << ' ' << made.error().detail << '\n';
    std::_Exit(1);
}

Result<std::string> sign_in(Services& services, CreatedCorp const& corp) {
    SignedSignIn parts;
    parts.app_id = corp.app_id.value;
    parts.nonce = services.tokens.id();
    auto const signature = app_signature(corp.app_key, parts);
    AppTokenRequest request;
    request.authorization = "HMAC-SHA256 signature=" + to_hex(signature.data(), signature.size());
    request.app_id = parts.app_id;
    request.nonce = parts.nonce;
    auto const signed_in = TRY(services.create_app_token.run(request, {}));
    return signed_in.access_token.reveal();
}

enum class Kind { unspent, mail, bound, mixed };

struct Options {
    std::string folder;
    int count = 0;
    std::string accounts_file;
    Kind kind = Kind::unspent;
    std::string database;
};

// The credential of the device that the terminal is bound to.
std::string bind_device(Services& services, CreatedTerminal const& made, int number) {
    ActivationRequest request;
    request.code = made.code.reveal();
    request.sn = "SN" + std::to_string(number);
    auto const receipt = services.activate_terminal.run(request, {"", "192.0.2.1", {}});
    return must(receipt).credential.reveal();
}

void make_terminals(Services& services, CorpId const& corp, Options const& options,
                    std::ostream& accounts) {
    std::atomic<int> next{0};
    std::mutex mutex;
    std::vector<std::thread> threads;
    threads.reserve(seeders);
    for (int i = 0; i < seeders; ++i) {
        threads.emplace_back([&] {
            for (int number = next++; number < options.count; number = next++) {
                CreateCodeRequest request;
                request.device_name = "Room " + std::to_string(number);
                if (options.kind == Kind::mail) {
                    request.contacts.email = "room" + std::to_string(number) + "@example.com";
                }
                auto const created =
                    services.codes.create(request, operator_of(corp, Language::en_us));
                auto const& made = must(created);
                auto const secret = options.kind == Kind::bound
                                        ? bind_device(services, made, number)
                                        : made.code.reveal();
                std::lock_guard const lock(mutex);
                accounts << made.account << ' ' << secret << '\n';
            }
        });
    }
    for (auto& thread : threads) thread.join();
}

Status seed(Options const& options) {
    ConfigSources sources;
    sources.flags.emplace_back("data", options.folder);
    if (!options.database.empty()) sources.flags.emplace_back("database", options.database);
    auto const config = TRY(load_config(sources));
    SystemRandomness randomness;
    SystemClock const clock;
    TRY(Installation::create(config, randomness));
    auto const installation = TRY(Installation::open(config, clock, services_options(config)));
    auto& services = installation->services();
    auto const corp = TRY(services.corps.create("Load"));
    std::ofstream accounts(options.accounts_file);
    if (options.kind == Kind::mixed) {
        TRY(make_mixed_accounts(*installation, corp.corp_id, options.count));
    } else {
        make_terminals(services, corp.corp_id, options, accounts);
    }
    std::cout << TRY(sign_in(services, corp)) << std::endl;
    return Done{};
}

}  // namespace
}  // namespace roomkey

int main(int argc, char** argv) {
    std::vector<std::string> const words(argv + 1, argv + argc);
    if (words.size() < 3 || words.size() > 5) {
        std::cerr << "usage: roomkey_bench_seed DIR COUNT ACCOUNTS_FILE [mail | bound | mixed] "
                     "[DATABASE_URI]\n";
        return 2;
    }
    auto const count = roomkey::parse_whole_number(words[1]);
    if (!count) {
        std::cerr << "COUNT is not a whole number: " << words[1] << '\n';
        return 2;
    }
    roomkey::Options options{
        words[0], static_cast<int>(*count), words[2], roomkey::Kind::unspent, {}};
    for (std::size_t i = 3; i < words.size(); ++i) {
        if (words[i] == "mail") {
            options.kind = roomkey::Kind::mail;
        } else if (words[i] == "bound") {
            options.kind = roomkey::Kind::bound;
        } else if (words[i] == "mixed") {
            options.kind = roomkey::Kind::mixed;
        } else {
            options.database = words[i];
        }
    }
    auto const status = roomkey::seed(options);
    if (!status.ok()) std::cerr << status.error().detail << status.error().field << '\n';
    return status.ok() ? 0 : 1;
}
