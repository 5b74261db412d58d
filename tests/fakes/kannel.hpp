#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {

/// A text message as the fake SMS centre got it.
struct SmscMessage {
    std::string from;
    std::string to;
    bool is_ucs2 = false;
    std::string bytes;  ///< UTF-16BE for UCS-2, UTF-8 for the default alphabet.
};

/// Real Kannel (Debian's packages kannel and kannel-extras) on free ports of 127.0.0.1: bearerbox,
/// smsbox, and fakesmsc as the SMS centre that delivers all it gets. Numbers that begin with +999
/// have no route. Its files go away with this object.
class Kannel {
public:
    static constexpr char const* username = "roomkey";
    static constexpr char const* password = "s3cret & pass+word%";

    Kannel();
    ~Kannel();
    Kannel(Kannel const&) = delete;
    Kannel& operator=(Kannel const&) = delete;

    /// Returns when it takes messages. May be called again after `stop`.
    void start();
    /// Ends all its processes, by their ids.
    void stop();

    [[nodiscard]] std::string sendsms_url() const;
    /// Waits until the SMS centre has `count` messages since the last start; what it has then, or
    /// after a generous deadline.
    [[nodiscard]] std::vector<SmscMessage> wait_for(std::size_t count) const;

private:
    [[nodiscard]] pid_t run(std::vector<std::string> arguments, std::string const& log) const;
    void wait_for_line(std::string const& log, std::string const& part);
    [[nodiscard]] std::string text_of(std::string const& log) const;
    void write_configuration() const;

    TemporaryFolder folder_;
    int admin_port_ = 0;
    int smsbox_port_ = 0;
    int smsc_port_ = 0;
    int sendsms_port_ = 0;
    std::vector<pid_t> processes_;
};

}  // namespace roomkey
