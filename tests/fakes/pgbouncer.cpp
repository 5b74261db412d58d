#include "tests/fakes/pgbouncer.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/percent.hpp"

namespace roomkey {
namespace {

[[noreturn]] void give_up(char const* what) {
    std::fprintf(stderr, "pgbouncer: %s\n", what);
    std::abort();
}

sockaddr_in local_address(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

int free_port() {
    auto address = local_address(0);
    socklen_t size = sizeof address;
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, raw, size) != 0) give_up("no free port");
    ::getsockname(socket, raw, &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

bool takes_connections(int port) {
    auto const address = local_address(port);
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool const is_open =
        ::connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    ::close(socket);
    return is_open;
}

}  // namespace

PgBouncer::PgBouncer(PostgresServer const& server, std::string const& database,
                     std::string const& pool_mode)
    : database_(database), port_(free_port()) {
    auto const settings = folder_.file("pgbouncer.ini");
    auto const users = folder_.file("users.txt");
    std::ofstream(users) << '"' << PostgresServer::user << "\" \"" << PostgresServer::password
                         << "\"\n";
    std::ofstream(settings) << "[databases]\n"
                            << database << " = host=127.0.0.1 port=" << server.port()
                            << "\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " << port_
                            << "\nunix_socket_dir =\nauth_type = plain\nauth_file = " << users
                            << "\npool_mode = " << pool_mode << "\n";
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        int const null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        for (int const standard : {0, 1, 2}) ::dup2(null, standard);
        if (::geteuid() == 0) {
            // It refuses to run as root.
            auto const* const user = ::getpwnam("postgres");
            bool const is_other =
                user != nullptr &&
                ::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) == 0 &&
                ::setgid(user->pw_gid) == 0 && ::setuid(user->pw_uid) == 0;
            if (!is_other) ::_exit(127);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        }
        ::execl("/usr/sbin/pgbouncer", "pgbouncer", settings.c_str(), nullptr);
        ::_exit(127);
    }
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (!takes_connections(port_)) {
        int status = 0;
        bool const is_over = std::chrono::steady_clock::now() > end ||
                             ::waitpid(process_, &status, WNOHANG) == process_;
        if (is_over) give_up("it does not start; install Debian's pgbouncer");
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

PgBouncer::~PgBouncer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

std::string PgBouncer::uri() const {
    return std::string("postgresql://") + PostgresServer::user + ':' +
           percent_encoded(PostgresServer::password) + "@127.0.0.1:" + std::to_string(port_) + '/' +
           database_;
}

}  // namespace roomkey
