#include "tests/e2e/child_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <sstream>
#include <thread>

extern char** environ;

namespace roomkey {
namespace {

constexpr std::chrono::seconds deadline{60};
constexpr std::chrono::milliseconds look_again{10};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (auto& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> arguments, std::vector<std::string> environment,
                           std::string program) {
    arguments.insert(arguments.begin(), program);
    for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
    auto const argument_pointers = pointers(arguments);
    auto const environment_pointers = pointers(environment);
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
        // A test that dies must not leave its programs behind.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(err[1], STDERR_FILENO);
        ::execve(program.c_str(), argument_pointers.data(), environment_pointers.data());
        ::_exit(127);
    }
    ::close(out[1]);
    ::close(err[1]);
    out_.descriptor = out[0];
    err_.descriptor = err[0];
    for (auto* stream : {&out_, &err_}) {
        stream->reader = std::thread([this, stream] { read_all(*stream); });
    }
}

ChildProcess::~ChildProcess() {
    if (!code_) {
        signal(SIGKILL);
        wait();
    }
}

void ChildProcess::read_all(Stream& stream) {
    std::array<char, 4096> buffer{};
    for (;;) {
        auto const count = ::read(stream.descriptor, buffer.data(), buffer.size());
        if (count <= 0) break;
        std::lock_guard const lock(mutex_);
        stream.text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    ::close(stream.descriptor);
}

void ChildProcess::signal(int number) const {
    if (pid_ > 0 && !code_) ::kill(pid_, number);
}

int ChildProcess::wait() {
    if (code_) return *code_;
    int status = 0;
    auto const end = std::chrono::steady_clock::now() + deadline;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            ADD_FAILURE() << "the program does not end: " << out() << err();
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, &status, 0);
            break;
        }
        std::this_thread::sleep_for(look_again);
    }
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    out_.reader.join();
    err_.reader.join();
    return *code_;
}

std::string ChildProcess::wait_for_line(std::function<bool(std::string const&)> const& wanted) {
    auto const end = std::chrono::steady_clock::now() + deadline;
    while (std::chrono::steady_clock::now() < end) {
        std::istringstream lines(out() + err());
        for (std::string line; std::getline(lines, line);) {
            if (!lines.eof() && wanted(line)) return line;
        }
        std::this_thread::sleep_for(look_again);
    }
    return {};
}

std::string ChildProcess::wait_for(std::string const& part) {
    return wait_for_line(
        [&](std::string const& line) { return line.find(part) != std::string::npos; });
}

std::string ChildProcess::text_of(Stream const& stream) const {
    std::lock_guard const lock(mutex_);
    return stream.text;
}

std::string ChildProcess::out() const { return text_of(out_); }
std::string ChildProcess::err() const { return text_of(err_); }

Finished run_program(std::vector<std::string> arguments, std::vector<std::string> environment,
                     std::string program) {
    ChildProcess child(std::move(arguments), std::move(environment), std::move(program));
    int const code = child.wait();
    return {code, child.out(), child.err()};
}

}  // namespace roomkey
