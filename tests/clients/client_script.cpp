#include "tests/clients/client_script.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace roomkey {
namespace {

/// Collects the lines of a file.
class Reader {
public:
    void take(int number, std::string const& line) {
        if (line.empty() || line[0] == '#') return;
        auto const rest = line.substr(line.starts_with(line.substr(0, 1) + ' ') ? 2 : 1);
        switch (line[0]) {
            case '!':
                return take_setting(rest);
            case '?':
                return begin_request(number, rest);
            case '+':
                return add_header(rest);
            case '-':
                return remove_header(rest);
            case '|':
                request().body = request().body.value_or("") + rest;
                return;
            case '=':
                return take_expectations(rest);
            default:
                ADD_FAILURE() << "line " << number << ": " << line;
        }
    }

    ClientScript script;

private:
    ScriptedRequest& request() { return script.requests.back(); }

    void take_setting(std::string const& setting) {
        script.is_connection_per_request |= setting == "connection per request";
        script.offers_http2 |= setting == "offers h2";
    }

    void begin_request(int number, std::string const& words) {
        ScriptedRequest next;
        next.line = number;
        std::istringstream(words) >> next.operation >> next.method >> next.target;
        next.headers = headers_;
        script.requests.push_back(std::move(next));
    }

    /// Before the first request: of all of them.
    void add_header(std::string const& header) {
        (script.requests.empty() ? headers_ : request().headers).push_back(header);
    }

    void remove_header(std::string const& name) {
        std::erase_if(request().headers,
                      [&](auto const& header) { return header.starts_with(name + ':'); });
    }

    void take_expectations(std::string const& words) {
        std::istringstream stream(words);
        for (std::string word; stream >> word;) request().expected.push_back(word);
    }

    std::vector<std::string> headers_;
};

}  // namespace

ClientScript read_script(std::string const& file) {
    std::ifstream stream(file);
    Reader reader;
    int number = 0;
    for (std::string line; std::getline(stream, line);) reader.take(++number, line);
    for (auto const& request : reader.script.requests) {
        EXPECT_FALSE(request.expected.empty()) << file << ':' << request.line << " expects nothing";
    }
    return reader.script;
}

std::string filled(std::string text, PlaceholderValue const& value_of) {
    for (auto open = text.find("{{"); open != std::string::npos;) {
        auto const close = text.find("}}", open);
        auto const value = value_of(std::string_view(text).substr(open + 2, close - open - 2));
        text.replace(open, close + 2 - open, value);
        open = text.find("{{", open + value.size());
    }
    return text;
}

}  // namespace roomkey
