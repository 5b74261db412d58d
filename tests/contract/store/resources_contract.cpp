#include "storage/sql/directory/resources.hpp"

#include "storage/sql/directory/users.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, CountsEnabledAccountsByType) {
    add_member("ada");
    add_member("bob");
    add_member("eve", other_corp);
    add_terminal("hall");
    auto disabled = add_member("ida");
    disabled.status = AccountStatus::disabled;
    write([&](Transaction& tx) { return update_user(tx, disabled); });
    auto const terminal_type = sample_terminal(corp, "x").user.type;
    read([&](Reader& reader) -> Status {
        CorpId const id{corp};
        EXPECT_EQ(TRY(count_enabled(reader, id, UserType::member, 9)), 2);
        EXPECT_EQ(TRY(count_enabled(reader, id, UserType::member, 2)), 2);
        EXPECT_EQ(TRY(count_enabled(reader, id, UserType::member, 1)), 1);
        EXPECT_EQ(TRY(count_enabled(reader, id, UserType::member, 0)), 0);
        EXPECT_EQ(TRY(count_enabled(reader, id, terminal_type, 9)), 1);
        EXPECT_EQ(TRY(count_enabled(reader, id, UserType::hard_terminal, 9)), 0);
        std::map<UserType, std::int64_t> const all{{UserType::member, 2}, {terminal_type, 1}};
        EXPECT_EQ(TRY(count_enabled(reader, id)), all);
        EXPECT_EQ(TRY(count_enabled(reader, CorpId{other_corp})).at(UserType::member), 1);
        EXPECT_TRUE(TRY(count_enabled(reader, CorpId{"999999999"})).empty());
        return Done{};
    });
}

}  // namespace roomkey::contract
