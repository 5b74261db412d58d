#include <iostream>
#include <map>
#include <string>

#include "app/program.hpp"
#include "cli/command_line.hpp"

extern char** environ;

int main(int argc, char** argv) {
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
