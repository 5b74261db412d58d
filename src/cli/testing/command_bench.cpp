#include "cli/testing/command_bench.hpp"

#include <sstream>

namespace roomkey {

CommandBench::CommandBench() {
    using ::testing::DefaultValue;
    DefaultValue<Status>::SetFactory([] { return Status(Done{}); });
    DefaultValue<Result<bool>>::SetFactory([] { return Result<bool>(true); });
    ON_CALL(database, list_corps()).WillByDefault([this] {
        return Result<std::vector<Corp>>(corps);
    });
    ON_CALL(database, find_corp).WillByDefault([this](CorpId const& id) {
        for (auto const& corp : corps) {
            if (corp.id == id) return Result<std::optional<Corp>>(corp);
        }
        return Result<std::optional<Corp>>(std::nullopt);
    });
    ON_CALL(database, find_user_by_account).WillByDefault([this](std::string const& account) {
        if (user && user->account == account) return Result<std::optional<User>>(user);
        return Result<std::optional<User>>(std::nullopt);
    });
    ON_CALL(database, insert_audit).WillByDefault([this](AuditEntry const& entry) {
        audited = entry;
        return Status(Done{});
    });
    corps.push_back(make_corp("123456789", "Acme"));
}

CommandBench::~CommandBench() {
    ::testing::DefaultValue<Status>::Clear();
    ::testing::DefaultValue<Result<bool>>::Clear();
}

Corp CommandBench::make_corp(std::string id, std::string name) const {
    Corp corp;
    corp.id = CorpId{std::move(id)};
    corp.name = std::move(name);
    corp.created_at = host.time.now();
    return corp;
}

int CommandBench::run(std::vector<std::string> words, std::string const& input) {
    words.insert(words.begin(), "roomkey");
    std::vector<char const*> arguments;
    for (auto const& word : words) arguments.push_back(word.c_str());
    std::istringstream in(input);
    std::ostringstream out_stream;
    std::ostringstream err_stream;
    int const code = run_command_line(static_cast<int>(arguments.size()), arguments.data(), host,
                                      {in, out_stream, err_stream});
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
