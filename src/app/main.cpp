#include <fcntl.h>

#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include "app/process_memory.hpp"
#include "app/program.hpp"
#include "cli/command_line.hpp"
#include "security/password/hashing_process.hpp"

extern char** environ;

namespace {

/// Takes the standard descriptors that were closed when the program was started. Otherwise the next
/// file that is opened, such as the database, would be standard output. They are opened in the
/// wrong direction, so that lost output is still noticed.
void take_closed_descriptors() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        // The lowest one that is closed, which is this one.
        if (::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) == -1) return;
    }
}

}  // namespace

int main(int argc, char** argv) {
    take_closed_descriptors();
    if (argc == 2 && std::string_view{argv[1]} == roomkey::hashing_command) {
        roomkey::protect_process_memory();
        return roomkey::serve_hashing();
    }
    std::map<std::string, std::string> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        std::string const text(*entry);
        auto const equals = text.find('=');
        if (equals != std::string::npos) {
            environment[text.substr(0, equals)] = text.substr(equals + 1);
        }
    }
    roomkey::Console const console{std::cin, std::cout, std::cerr};
    roomkey::Program program(std::move(environment), console);
    return roomkey::run_command_line(argc, argv, program, console);
}
