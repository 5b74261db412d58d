#include "tests/contract/store/store_contract.hpp"

#include <latch>
#include <thread>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey::contract {

void StoreContract::SetUp() {
    engine_ = GetParam().make();
    store_ = engine_->open();
    ASSERT_NE(store_, nullptr);
    for (auto const* id : {corp, other_corp}) {
        ASSERT_TRUE(write([&](Transaction& tx) { return insert_corp(tx, sample_corp(id)); }));
    }
}

User StoreContract::add_member(std::string const& account, std::string const& corp_id) {
    auto const user = sample_member(corp_id, account);
    EXPECT_TRUE(write([&](Transaction& tx) { return insert_user(tx, user); }));
    return user;
}

Terminal StoreContract::add_terminal(std::string const& account, std::string const& corp_id) {
    auto const terminal = sample_terminal(corp_id, account);
    EXPECT_TRUE(write([&](Transaction& tx) { return insert_terminal(tx, terminal); }));
    return terminal;
}

void StoreContract::add_code(Terminal const& terminal, ActiveCode const& code) {
    EXPECT_TRUE(write([&](Transaction& tx) { return replace_code(tx, terminal.user.id, code); }));
}

Binding StoreContract::bind(int number, Terminal const& terminal) {
    auto const binding = sample_binding(number, terminal.user.id);
    EXPECT_TRUE(write([&](Transaction& tx) {
        return insert_binding(tx, binding, sample_credential(number, binding));
    }));
    return binding;
}

std::optional<Terminal> StoreContract::terminal(std::string const& account) {
    return read([&](Reader& reader) { return find_terminal(reader, account); });
}

std::vector<std::string> StoreContract::accounts(UserSearch const& search) {
    std::vector<std::string> accounts;
    auto const page = read([&](Reader& reader) { return search_users(reader, search); });
    for (auto const& row : page.data) accounts.push_back(row.user.account);
    return accounts;
}

void StoreContract::race(int count, std::function<void(int)> const& work) {
    std::latch ready{count};
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ready.arrive_and_wait();
            work(i);
        });
    }
}

}  // namespace roomkey::contract
