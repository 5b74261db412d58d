#include "tests/fakes/kannel.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

extern char** environ;

namespace roomkey {
namespace {

constexpr std::chrono::seconds deadline{60};
constexpr std::chrono::milliseconds look_again{20};

[[noreturn]] void give_up(std::string const& what) {
    // A test without its gateway can only mislead.
    std::fprintf(stderr, "kannel: %s\n", what.c_str());
    std::abort();
}

/// Ports that are free together.
std::array<int, 4> free_ports() {
    std::array<int, 4> ports{};
    std::array<int, 4> sockets{};
    for (std::size_t i = 0; i < ports.size(); ++i) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        sockets.at(i) = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(sockets.at(i), raw, size) != 0) give_up("no free port");
        ::getsockname(sockets.at(i), raw, &size);
        ports.at(i) = ntohs(address.sin_port);
    }
    for (int const socket : sockets) ::close(socket);
    return ports;
}

std::string form_decoded(std::string const& text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            decoded += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

/// "... Got message 1: <from to text|ucs-2 content>".
bool read_message(std::string const& line, SmscMessage& message) {
    auto const mark = line.find("Got message ");
    if (mark == std::string::npos || !line.ends_with('>')) return false;
    auto const begin = line.find('<', mark) + 1;
    std::istringstream words(line.substr(begin, line.size() - begin - 1));
    std::string kind;
    words >> message.from >> message.to >> kind;
    words.get();
    std::string content;
    std::getline(words, content);
    message.is_ucs2 = kind == "ucs-2";
    message.bytes = message.is_ucs2 ? form_decoded(content) : content;
    return true;
}

}  // namespace

Kannel::Kannel() {
    auto const ports = free_ports();
    admin_port_ = ports[0];
    smsbox_port_ = ports[1];
    smsc_port_ = ports[2];
    sendsms_port_ = ports[3];
    write_configuration();
}

Kannel::~Kannel() { stop(); }

void Kannel::start() {
    auto const configuration = folder_.file("kannel.conf");
    processes_.push_back(run({"/usr/sbin/bearerbox", configuration}, "bearerbox"));
    wait_for_line("bearerbox", "smsc_fake: start called");
    processes_.push_back(run({"/usr/sbin/smsbox", configuration}, "smsbox"));
    wait_for_line("smsbox", "HTTP: Including port " + std::to_string(sendsms_port_));
    wait_for_line("bearerbox", "Client connected from");
    // It sends nothing itself, but needs to know what.
    processes_.push_back(run({"/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r",
                              std::to_string(smsc_port_), "-i", "1", "-m", "0", "1 2 text unsent"},
                             "fakesmsc"));
    wait_for_line("bearerbox", "Fakesmsc client connected");
}

void Kannel::stop() {
    for (auto process = processes_.rbegin(); process != processes_.rend(); ++process) {
        ::kill(*process, SIGKILL);
        ::waitpid(*process, nullptr, 0);
    }
    processes_.clear();
}

std::string Kannel::sendsms_url() const {
    return "http://127.0.0.1:" + std::to_string(sendsms_port_) + "/cgi-bin/sendsms";
}

std::vector<SmscMessage> Kannel::wait_for(std::size_t count) const {
    std::vector<SmscMessage> messages;
    auto const end = std::chrono::steady_clock::now() + deadline;
    while (std::chrono::steady_clock::now() < end) {
        messages.clear();
        std::istringstream lines(text_of("fakesmsc"));
        SmscMessage message;
        for (std::string line; std::getline(lines, line);) {
            if (read_message(line, message)) messages.push_back(message);
        }
        if (messages.size() >= count) break;
        std::this_thread::sleep_for(look_again);
    }
    return messages;
}

pid_t Kannel::run(std::vector<std::string> arguments, std::string const& log) const {
    std::vector<char*> pointers;
    pointers.reserve(arguments.size() + 1);
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    auto const path = folder_.file(log);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t process = 0;
    int const failure =
        ::posix_spawn(&process, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) give_up("cannot run " + arguments[0]);
    return process;
}

void Kannel::wait_for_line(std::string const& log, std::string const& part) {
    auto const end = std::chrono::steady_clock::now() + deadline;
    while (text_of(log).find(part) == std::string::npos) {
        if (std::chrono::steady_clock::now() > end) {
            auto report = part;
            report.append(" is missing in:\n").append(text_of(log));
            stop();
            give_up(report);
        }
        std::this_thread::sleep_for(look_again);
    }
}

std::string Kannel::text_of(std::string const& log) const {
    std::ifstream file(folder_.file(log), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void Kannel::write_configuration() const {
    std::ofstream(folder_.file("kannel.conf"))
        << "group = core\nadmin-port = " << admin_port_ << "\nadmin-interface = 127.0.0.1"
        << "\nadmin-password = unused\nsmsbox-port = " << smsbox_port_
        << "\nsmsbox-interface = 127.0.0.1\nbox-allow-ip = 127.0.0.1\nbox-deny-ip = *.*.*.*"
        << "\ndlr-storage = internal\n\n"
        << "group = smsc\nsmsc = fake\nsmsc-id = fake\nport = " << smsc_port_
        << "\nconnect-allow-ip = 127.0.0.1\ndenied-prefix = +999\n\n"
        << "group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-port = " << sendsms_port_
        << "\nsendsms-interface = 127.0.0.1\nsendsms-chars = 0123456789+\n\n"
        << "group = sendsms-user\nusername = " << username << "\npassword = \"" << password
        << "\"\nmax-messages = 1\nconcatenation = false\n\n"
        << "group = sms-service\nkeyword = default\nmax-messages = 0\ntext = unused\n";
}

}  // namespace roomkey
