#pragma once

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line.hpp"
#include "tests/fakes/fake_clock.hpp"

namespace roomkey {

/// The program around the commands, which remembers what it was asked for. It has no database: what
/// commands do with one is tested in tests/cli.
class ScriptedHost : public CommandHost {
public:
    Result<Initialised> initialise(Place const& given, std::string const& name) override {
        place = given;
        corp_name = name;
        return initialised;
    }
    Status with_services(Place const& given,
                         std::function<Status(UseCases const&)> const& /*work*/) override {
        place = given;
        return answer.ok() ? Status(unavailable("no database here")) : answer;
    }
    Status serve(ServeOptions const& given) override { return note("serve", given); }
    Status demo(ServeOptions const& given, std::optional<std::string> const& seed) override {
        return note("demo" + (seed ? ' ' + *seed : std::string()), given);
    }
    std::string config_reference() override { return "every key\n"; }
    std::string errors_json() override { return errors; }
    Result<std::string> describe_config(ServeOptions const& given) override {
        TRY(note("config", given));
        return std::string("[http]\nlisten = \"127.0.0.1:8443\"\n");
    }
    Status back_up(Place const& given, std::string const& target, bool with_keys) override {
        return note("backup " + target + (with_keys ? "" : " without keys"), {given, {}, {}});
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
};

/// Types command lines.
class CommandBench : public ::testing::Test {
protected:
    /// Returns the exit code; `out` and `err` have the texts.
    int run(std::vector<std::string> words, std::string const& input = {});

    /// The object that the last command printed; it has to be all of its output.
    [[nodiscard]] boost::json::object json() const;

    /// What the commands run in.
    virtual CommandHost& program() { return host; }

    ScriptedHost host;
    bool is_output_full = false;  ///< As /dev/full: what is written is lost when it is flushed.
    std::string out;
    std::string err;
};

}  // namespace roomkey
