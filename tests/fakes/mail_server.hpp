#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/fakes/script_process.hpp"

namespace roomkey {

/// A real SMTP server in one of its modes; see tests/email/smtp_sink.py. Users define
/// ROOMKEY_SOURCE_ROOT.
class MailServer {
public:
    explicit MailServer(std::vector<std::string> flags = {}) : flags_(std::move(flags)) { start(); }

    /// On the same port as before, if there was one.
    void start() {
        auto flags = flags_;
        if (!port_.empty()) flags.insert(flags.end(), {"--port", port_});
        process_.emplace(ROOMKEY_SOURCE_ROOT "/tests/email/smtp_sink.py", flags);
        port_ = process_->line();
        EXPECT_NE(port_, "") << "the mail server did not start";
    }
    /// With all that it printed and nobody read.
    void stop() { process_.reset(); }

    /// The next message that it accepted; empty, and a failure, if none comes for a generous while.
    boost::json::object message() {
        auto const line = process_->line();
        EXPECT_NE(line, "") << "no message came";
        return line.empty() ? boost::json::object{} : boost::json::parse(line).as_object();
    }
    [[nodiscard]] std::string const& port() const { return port_; }

private:
    std::vector<std::string> flags_;
    std::string port_;
    std::optional<ScriptProcess> process_;
};

}  // namespace roomkey
