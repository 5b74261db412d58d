#include "cli/testing/command_bench.hpp"

#include <sstream>

namespace roomkey {
namespace {

class FullDevice final : public std::stringbuf {
protected:
    int sync() override { return str().empty() ? 0 : -1; }
};

}  // namespace

int CommandBench::run(std::vector<std::string> words, std::string const& input) {
    words.insert(words.begin(), "roomkey");
    std::vector<char const*> arguments;
    for (auto const& word : words) arguments.push_back(word.c_str());
    std::istringstream in(input);
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    FullDevice full;
    std::ostream full_stream(&full);
    std::ostream& used = is_output_full ? full_stream : out_stream;
    int const code = run_command_line(static_cast<int>(arguments.size()), arguments.data(),
                                      program(), {in, used, err_stream});
    out = out_stream.str();
    err = err_stream.str();
    return code;
}

boost::json::object CommandBench::json() const {
    boost::json::error_code fault;
    auto value = boost::json::parse(out, fault);
    EXPECT_FALSE(fault) << out;
    return value.is_object() ? value.get_object() : boost::json::object{};
}

}  // namespace roomkey
