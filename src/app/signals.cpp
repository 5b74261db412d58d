#include "app/signals.hpp"

#include <pthread.h>
#include <algorithm>
#include <cerrno>
#include <ctime>

namespace roomkey {

Signals::Signals() {
    sigemptyset(&awaited_);
    for (int const signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&awaited_, signal);
    pthread_sigmask(SIG_BLOCK, &awaited_, &before_);
    // Writing to a closed connection is an error code, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
}

Signals::~Signals() {
    while (wait_for(Duration::zero())) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int Signals::wait() {
    int signal = 0;
    while (sigwait(&awaited_, &signal) != 0) {
    }
    return signal;
}

std::optional<int> Signals::wait_for(Duration pause) {
    using std::chrono::steady_clock;
    auto const end = steady_clock::now() + pause;
    for (;;) {
        auto const left =
            std::max(std::chrono::ceil<std::chrono::nanoseconds>(end - steady_clock::now()),
                     std::chrono::nanoseconds::zero());
        auto const seconds = std::chrono::floor<std::chrono::seconds>(left);
        timespec limit{};
        limit.tv_sec = static_cast<std::time_t>(seconds.count());
        limit.tv_nsec = static_cast<long>((left - seconds).count());
        int const signal = sigtimedwait(&awaited_, nullptr, &limit);
        if (signal > 0) return signal;
        if (errno != EINTR) return std::nullopt;
    }
}

}  // namespace roomkey
