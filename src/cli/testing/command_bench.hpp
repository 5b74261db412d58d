#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/testing/mock_store.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/sample_phone_numbers.hpp"
#include "tests/fakes/seeded_randomness.hpp"

namespace roomkey {

/// The program around the commands, which remembers what it was asked for.
class ScriptedHost final : public CommandHost {
public:
    explicit ScriptedHost(OperatorServices services) : services_(services) {}

    Result<Initialised> initialise(Place const& given, std::string const& name) override {
        place = given;
        corp_name = name;
        return initialised;
    }
    Status with_services(Place const& given,
                         std::function<Status(OperatorServices&)> const& work) override {
        place = given;
        if (!answer.ok()) return answer;
        return work(services_);
    }
    Status serve(ServeOptions const& given) override { return note("serve", given); }
    Status demo(ServeOptions const& given) override { return note("demo", given); }
    std::string config_reference() override { return "every key\n"; }
    std::string errors_json() override { return errors; }
    Result<std::string> describe_config(ServeOptions const& given) override {
        TRY(note("config", given));
        return std::string("[http]\nlisten = \"127.0.0.1:8443\"\n");
    }
    Status back_up(Place const& given, std::string const& target) override {
        return note("backup " + target, {given, {}, {}});
    }
    Result<Restored> restore(Place const& given, std::string const& source,
                             AccessToEnd const& to_end) override {
        TRY(note("restore " + source, {given, {}, {}}));
        ended = to_end;
        return restored;
    }
    Result<std::vector<Finding>> examine(Place const& given) override {
        TRY(note("doctor", {given, {}, {}}));
        return findings;
    }
    Result<std::vector<CopiedTable>> copy(Place const& given, std::string const& target,
                                          CopyObserver const& observe) override {
        TRY(note("copy " + target, {given, {}, {}}));
        for (auto const& table : copied) observe(table.name, table.rows);
        return copied;
    }
    Result<KeyList> list_keys(Place const& given) override {
        TRY(note("key list", {given, {}, {}}));
        return keys;
    }
    Result<int> add_key(Place const& given) override {
        TRY(note("key add", {given, {}, {}}));
        return 2;
    }
    Status use_key(Place const& given, int id) override {
        return note("key use " + std::to_string(id), {given, {}, {}});
    }
    Status remove_key(Place const& given, int id) override {
        return note("key remove " + std::to_string(id), {given, {}, {}});
    }
    Result<ResealProgress> reseal_values(Place const& given,
                                         ResealValues::Observer const& observe) override {
        TRY(note("key reseal", {given, {}, {}}));
        observe(progress);
        return progress;
    }
    [[nodiscard]] std::string version() const override { return "1.2.3"; }
    [[nodiscard]] Clock const& clock() const override { return time; }
    bool wait_for_stop(Duration /*pause*/) override { return true; }

    FakeClock time;
    Status answer = Done{};  ///< To whatever is asked for.
    Result<Initialised> initialised = Initialised{};
    Restored restored;
    AccessToEnd ended;
    std::vector<CopiedTable> copied;
    std::vector<Finding> findings;
    KeyList keys;
    std::string errors = R"({"errors":[]})";
    ResealProgress progress;

    std::string asked;
    Place place;
    ServeOptions options;
    std::string corp_name;

private:
    Status note(std::string what, ServeOptions const& given) {
        asked = std::move(what);
        place = given.place;
        options = given;
        return answer;
    }

    OperatorServices services_;
};

/// Types command lines over the real use cases and a scripted database. There is one enterprise,
/// "123456789", unless a test says otherwise.
class CommandBench : public ::testing::Test {
protected:
    CommandBench();
    ~CommandBench() override;

    [[nodiscard]] Corp make_corp(std::string id, std::string name) const;

    /// Answers the exit code; `out` and `err` have the texts.
    int run(std::vector<std::string> words, std::string const& input = {});

    /// The object that the last command printed; it has to be all of its output.
    [[nodiscard]] boost::json::object json() const;

    std::vector<Corp> corps;
    std::optional<User> user;
    AuditEntry audited;  ///< The last one.
    std::string out;
    std::string err;
    ::testing::NiceMock<MockTransaction> database;

private:
    FakeClock clock_;
    SeededRandomness randomness_{3};
    KeyRing keys_ = KeyRing::make(randomness_);
    Sealer sealer_{keys_, randomness_};
    LookupHash hashes_{keys_};
    TokenMaker tokens_{randomness_};
    CodeMaker codes_{randomness_};
    // The cheapest that libsodium takes: what a hash costs is not under test here.
    PasswordHasher passwords_{{1, std::size_t{8192}}, 1, std::chrono::seconds{1}};
    MockStore store_{database};
    Authentication authentication_{hashes_, clock_};
    RefusalAudit refusals_{store_, authentication_, clock_};
    TerminalFeed feed_;
    SamplePhoneNumbers numbers_;
    CodeIssue issue_{codes_, tokens_, hashes_, sealer_, numbers_};
    CreateCode create_code_{store_, clock_, authentication_, issue_, tokens_, refusals_, {}};
    OperateCorps operate_corps_{store_, clock_, tokens_, sealer_, passwords_};
    OperateApps operate_apps_{store_, clock_, tokens_, sealer_};
    OperateUsers operate_users_{store_, clock_, tokens_, passwords_, feed_};
    OperateCodes operate_codes_{store_, clock_, issue_, create_code_, feed_};
    OperateNotices operate_notices_{store_, clock_, issue_, sealer_};
    ReadAuditLog audit_log_{store_};
    EndAccess end_access_{store_, clock_};

protected:
    ScriptedHost host{{operate_corps_, operate_apps_, operate_users_, operate_codes_,
                       operate_notices_, audit_log_, end_access_}};
};

}  // namespace roomkey
