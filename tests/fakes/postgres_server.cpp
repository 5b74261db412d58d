#include "tests/fakes/postgres_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include "base/percent.hpp"

namespace roomkey {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds deadline{60};
constexpr std::chrono::milliseconds look_again{20};
constexpr int oldest_version = 15;

[[noreturn]] void give_up(std::string const& what) {
    // A test without its database can only mislead.
    std::fprintf(stderr, "postgres: %s\n", what.c_str());
    std::abort();
}

/// The folder with the programs of the newest version that is installed.
std::string programs() {
    int newest = 0;
    std::error_code missing;
    for (auto const& entry : fs::directory_iterator("/usr/lib/postgresql", missing)) {
        newest = std::max(newest, std::atoi(entry.path().filename().c_str()));
    }
    if (newest < oldest_version) give_up("no PostgreSQL from 15 on; install Debian's postgresql");
    return "/usr/lib/postgresql/" + std::to_string(newest) + "/bin/";
}

int free_port() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(socket, raw, size) != 0) give_up("no free port");
    ::getsockname(socket, raw, &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

/// The user that runs the server: nothing special unless this is root.
passwd const* server_user() {
    if (::geteuid() != 0) return nullptr;
    auto const* const user = ::getpwnam("postgres");
    if (user == nullptr) give_up("no user postgres to run as");
    return user;
}

/// Starts a program with its output in `log`, as `user` if there is one.
pid_t run_program(std::vector<std::string> arguments, std::string const& log, passwd const* user) {
    std::vector<char*> pointers;
    pointers.reserve(arguments.size() + 1);
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t const process = ::fork();
    if (process < 0) give_up("cannot fork");
    if (process > 0) return process;
    // A test that is killed must not leave its server behind.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    int const null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    int const output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(null, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    if (user != nullptr) {
        bool const is_other = ::initgroups(user->pw_name, user->pw_gid) == 0 &&
                              ::setgid(user->pw_gid) == 0 && ::setuid(user->pw_uid) == 0;
        if (!is_other) ::_exit(127);
        // Changing the user forgets the wish.
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    }
    if (::chdir("/") == 0) ::execv(pointers[0], pointers.data());
    ::_exit(127);
}

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs a program to its end; false if it failed.
bool run_to_end(std::vector<std::string> arguments, std::string const& log, passwd const* user) {
    int status = 0;
    ::waitpid(run_program(std::move(arguments), log, user), &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

PostgresServer::PostgresServer(std::vector<std::string> settings, bool is_durable)
    : port_(free_port()) {
    make_cluster(settings, is_durable);
    start();
    run(std::string("CREATE ROLE ") + user + " LOGIN PASSWORD '" + password + "'");
}

PostgresServer::~PostgresServer() { stop(); }

PostgresServer& PostgresServer::shared() {
    static PostgresServer server;
    return server;
}

void PostgresServer::make_cluster(std::vector<std::string> const& settings, bool is_durable) const {
    auto const* const account = server_user();
    // The server must reach its folder inside the temporary one, which is its user's then.
    bool const is_given = account == nullptr ||
                          ::chown(folder_.path().c_str(), account->pw_uid, account->pw_gid) == 0;
    if (!is_given) give_up("cannot give away the folder");
    auto const log = folder_.file("initdb.log");
    std::vector<std::string> arguments{
        programs() + "initdb", "-D", data_folder(), "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8"};
    if (!is_durable) arguments.emplace_back("--no-sync");
    std::ofstream(log).close();
    if (account != nullptr && ::chown(log.c_str(), account->pw_uid, account->pw_gid) != 0) {
        give_up("cannot give away the log");
    }
    if (!run_to_end(std::move(arguments), log, account)) give_up(text_of(log));
    std::ofstream(data_folder() + "/pg_hba.conf")
        << "local all all trust\n"
        << "host all " << user << " 127.0.0.1/32 scram-sha-256\n"
        << "host all postgres 127.0.0.1/32 trust\n"
        << "host replication postgres 127.0.0.1/32 trust\n";
    set("listen_addresses = '127.0.0.1'");
    set("port = " + std::to_string(port_));
    set("unix_socket_directories = '" + folder_.path().string() + "'");
    set("max_connections = 300");
    set("deadlock_timeout = 100ms");
    if (!is_durable) {
        for (auto const* const line : {"fsync = off", "synchronous_commit = local",
                                       "full_page_writes = off", "autovacuum = off"}) {
            set(line);
        }
    }
    for (auto const& line : settings) set(line);
}

void PostgresServer::start() {
    auto const end = std::chrono::steady_clock::now() + deadline;
    std::vector<std::string> const question{
        programs() + "pg_isready", "-q", "-h", "127.0.0.1", "-p", std::to_string(port_)};
    do {
        // After a kill it refuses to start until the last of the old sessions is gone.
        bool const is_over =
            postmaster_ > 0 && ::waitpid(postmaster_, nullptr, WNOHANG) == postmaster_;
        if (postmaster_ <= 0 || is_over) launch();
        if (run_to_end(question, folder_.file("ready.log"), nullptr)) return;
        std::this_thread::sleep_for(look_again);
    } while (std::chrono::steady_clock::now() < end);
    give_up("did not start:\n" + text_of(folder_.file("server.log")));
}

void PostgresServer::launch() {
    postmaster_ = run_program({programs() + "postgres", "-D", data_folder()},
                              folder_.file("server.log"), server_user());
}

void PostgresServer::start_as_standby(bool answers) {
    std::ofstream(data_folder() + "/standby.signal").close();
    set(answers ? "hot_standby = on" : "hot_standby = off");
    if (answers) return start();
    launch();
}

void PostgresServer::promote() const {
    auto const log = folder_.file("server.log");
    auto const end = std::chrono::steady_clock::now() + deadline;
    // Refused until it has become a standby.
    while (
        !run_to_end({programs() + "pg_ctl", "promote", "-D", data_folder()}, log, server_user())) {
        if (std::chrono::steady_clock::now() > end) give_up("no promotion:\n" + text_of(log));
        std::this_thread::sleep_for(look_again);
    }
}

void PostgresServer::stop() {
    if (postmaster_ <= 0) return;
    ::kill(postmaster_, SIGINT);
    ::waitpid(postmaster_, nullptr, 0);
    postmaster_ = -1;
}

void PostgresServer::kill() {
    if (postmaster_ <= 0) return;
    ::kill(postmaster_, SIGKILL);
    ::waitpid(postmaster_, nullptr, 0);
    postmaster_ = -1;
}

void PostgresServer::reload() const { ::kill(postmaster_, SIGHUP); }

void PostgresServer::set(std::string const& line) const {
    std::ofstream(data_folder() + "/postgresql.conf", std::ios::app) << line << '\n';
}

void PostgresServer::keep_history() {
    auto const* const account = server_user();
    auto const archive = folder_.file("archive");
    fs::create_directory(archive);
    if (account != nullptr && ::chown(archive.c_str(), account->pw_uid, account->pw_gid) != 0) {
        give_up("cannot give away the archive");
    }
    set("archive_mode = on");
    set("archive_command = 'test ! -f " + archive + "/%f && cp %p " + archive + "/%f'");
    stop();
    start();
    auto const log = folder_.file("server.log");
    bool const is_done =
        run_to_end({programs() + "pg_basebackup", "-D", folder_.file("copy"), "-h", "127.0.0.1",
                    "-p", std::to_string(port_), "-U", "postgres", "--checkpoint=fast"},
                   log, account);
    if (!is_done) give_up("no base backup:\n" + text_of(log));
}

void PostgresServer::go_back_to(std::string const& moment) {
    run("SELECT pg_switch_wal()");
    // It archives what is left before it ends.
    stop();
    fs::rename(data_folder(), folder_.file("before"));
    fs::rename(folder_.file("copy"), data_folder());
    set("restore_command = 'cp " + folder_.file("archive") + "/%f %p'");
    set("recovery_target_time = '" + moment + "'");
    set("recovery_target_action = 'promote'");
    std::ofstream(data_folder() + "/recovery.signal").close();
    start();
    // It accepts queries before it has got there.
    while (run("SELECT pg_is_in_recovery()") != "f") std::this_thread::sleep_for(look_again);
}

std::string PostgresServer::uri(std::string const& database) const {
    return std::string("postgresql://") + user + ':' + percent_encoded(password) +
           "@127.0.0.1:" + std::to_string(port_) + '/' + database;
}

std::string PostgresServer::create_database() {
    auto name = "roomkey_" + std::to_string(++databases_);
    run("CREATE DATABASE " + name + " OWNER " + user);
    return name;
}

std::string PostgresServer::create_database_like(std::string const& source) {
    auto name = "roomkey_" + std::to_string(++databases_);
    // Twice as fast as the default here, where no checkpoint waits for a disk.
    run("CREATE DATABASE " + name + " OWNER " + user + " TEMPLATE " + source +
        " STRATEGY FILE_COPY");
    return name;
}

void PostgresServer::drop_database(std::string const& name) const {
    run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
}

std::string PostgresServer::run(std::string const& sql, std::string const& database) const {
    auto const port = std::to_string(port_);
    char const* const words[] = {"host", "port", "user", "dbname", nullptr};
    char const* const values[] = {"127.0.0.1", port.c_str(), "postgres", database.c_str(), nullptr};
    std::unique_ptr<PGconn, decltype(&PQfinish)> const connection(
        PQconnectdbParams(words, values, 0), &PQfinish);
    std::unique_ptr<PGresult, decltype(&PQclear)> const result(
        PQexec(connection.get(), sql.c_str()), &PQclear);
    auto const outcome = PQresultStatus(result.get());
    if (outcome != PGRES_COMMAND_OK && outcome != PGRES_TUPLES_OK) {
        give_up(sql + ":\n" + PQerrorMessage(connection.get()));
    }
    std::string text;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        if (row > 0) text += '\n';
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            if (column > 0) text += '|';
            text += PQgetvalue(result.get(), row, column);
        }
    }
    return text;
}

}  // namespace roomkey
