#include <algorithm>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

/// a with children b and bb, and c below b.
void add_branch(Transaction& tx, std::string const& corp) {
    auto const root = *valid(find_department(tx, CorpId{corp}, root_department));
    auto const a = sample_department(corp, "a", root, "A");
    auto const b = sample_department(corp, "b", a, "B");
    for (auto const& one :
         {a, b, sample_department(corp, "bb", a, "BB"), sample_department(corp, "c", b, "C")}) {
        EXPECT_TRUE(valid(insert_department(tx, one)));
    }
}

std::vector<std::string> codes_of(std::vector<DepartmentRow> const& rows) {
    std::vector<std::string> codes;
    for (auto const& row : rows) codes.push_back(row.department.code);
    return codes;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_P(StoreContract, KeepsEveryFieldOfADepartment) {
    write([](Transaction& tx) -> Status {
        add_branch(tx, corp);
        auto const found = *TRY(find_department(tx, CorpId{corp}, "c"));
        auto changed = found;
        changed.note = "Note";
        changed.sort_level = 3;
        changed.in_permission = "OPEN";
        changed.out_permission = "ONLY_SELF";
        return update_department(tx, found, changed);
    });
    auto const row =
        read([](Reader& reader) { return show_department(reader, CorpId{corp}, "c"); });
    ASSERT_TRUE(row);
    EXPECT_EQ(row->department.note, "Note");
    EXPECT_EQ(row->department.sort_level, 3);
    EXPECT_EQ(row->department.in_permission, "OPEN");
    EXPECT_EQ(row->department.out_permission, "ONLY_SELF");
    EXPECT_EQ(row->department.name_path, "Example#A#B#C");
    EXPECT_EQ(level_of(row->department), 4);
    EXPECT_TRUE(row->is_leaf);
}

TEST_P(StoreContract, TakesABranchAlongWithADepartment) {
    write([](Transaction& tx) -> Status {
        add_branch(tx, corp);
        auto const found = *TRY(find_department(tx, CorpId{corp}, "b"));
        EXPECT_EQ(TRY(levels_below(tx, found)), 1);
        auto moved = found;
        moved.parent_code = "1";
        moved.name = "Ü";
        moved.code_path = "1#b";
        moved.name_path = "Example#Ü";
        return update_department(tx, found, moved);
    });
    read([](Reader& reader) -> Status {
        EXPECT_EQ(TRY(find_department(reader, CorpId{corp}, "c"))->code_path, "1#b#c");
        EXPECT_EQ(TRY(find_department(reader, CorpId{corp}, "c"))->name_path, "Example#Ü#C");
        EXPECT_EQ(TRY(find_department(reader, CorpId{corp}, "bb"))->name_path, "Example#A#BB");
        auto const root = *TRY(find_department(reader, CorpId{corp}, root_department));
        EXPECT_EQ(TRY(levels_below(reader, root)), 2);
        EXPECT_EQ(TRY(count_children(reader, CorpId{corp}, "1")), 2);
        EXPECT_EQ(TRY(count_departments(reader, CorpId{corp})), 5);
        EXPECT_EQ(TRY(count_departments(reader, CorpId{other_corp})), 1);
        return Done{};
    });
}

TEST_P(StoreContract, FindsDepartmentsByPartOfTheNameAndByParent) {
    write([](Transaction& tx) -> Status {
        add_branch(tx, corp);
        return Done{};
    });
    read([](Reader& reader) -> Status {
        CorpId const id{corp};
        EXPECT_EQ(codes_of(TRY(search_departments(reader, id, "b"))), (Codes{"b", "bb"}));
        EXPECT_EQ(codes_of(TRY(search_departments(reader, id, "EXAM"))), Codes{"1"});
        EXPECT_EQ(codes_of(TRY(search_departments(reader, id, "%"))), Codes{});
        auto const children = TRY(show_children(reader, id, "a"));
        EXPECT_EQ(codes_of(children), (Codes{"b", "bb"}));
        EXPECT_FALSE(children[0].is_leaf);
        EXPECT_TRUE(children[1].is_leaf);
        return Done{};
    });
}

TEST_P(StoreContract, ForgetsADepartmentWithItsPlacesInOthersLists) {
    write([](Transaction& tx) -> Status {
        add_branch(tx, corp);
        CorpId const id{corp};
        EXPECT_EQ(TRY(replace_visible(tx, id, "a", {"bb", "b", "none", "nil", "b"})), "none");
        EXPECT_EQ(TRY(show_department(tx, id, "a"))->visible.size(), 2U);
        EXPECT_EQ(TRY(show_department(tx, id, "a"))->visible.front().name, "B");
        return delete_department(tx, id, "bb");
    });
    read([](Reader& reader) -> Status {
        auto const row = TRY(show_department(reader, CorpId{corp}, "a"));
        EXPECT_EQ(row->visible.size(), 1U);
        EXPECT_FALSE(TRY(show_department(reader, CorpId{corp}, "bb")));
        return Done{};
    });
}

TEST_P(StoreContract, KnowsTheMembersOfADepartmentAndItsBindings) {
    auto const terminal = add_terminal("room");
    auto const binding = bind(1, terminal);
    add_member("ada");
    read([&](Reader& reader) -> Status {
        EXPECT_TRUE(TRY(has_members(reader, CorpId{corp}, "1")));
        EXPECT_FALSE(TRY(has_members(reader, CorpId{corp}, "2")));
        EXPECT_FALSE(TRY(has_members(reader, CorpId{other_corp}, "1")));
        EXPECT_EQ(TRY(bindings_in(reader, CorpId{corp}, "1")), std::vector{binding.id});
        EXPECT_TRUE(TRY(bindings_in(reader, CorpId{corp}, "2")).empty());
        return Done{};
    });
}

TEST_P(StoreContract, NeverLeavesAMemberInADepartmentThatIsGone) {
    auto const other = engine_->open();
    for (int round = 0; round < 8; ++round) {
        auto const code = "d" + std::to_string(round);
        write([&](Transaction& tx) {
            return insert_department(
                tx,
                sample_department(corp, code,
                                  *valid(find_department(tx, CorpId{corp}, root_department)), "D"));
        });
        race(2, [&](int i) {
            auto& store = i == 0 ? *store_ : *other;
            valid(store.write([&](Transaction& tx) -> Status {
                if (!TRY(hold_department(tx, CorpId{corp}, code))) return Done{};
                if (i == 0) {
                    if (TRY(has_members(tx, CorpId{corp}, code))) return Done{};
                    return delete_department(tx, CorpId{corp}, code);
                }
                auto user = sample_member(corp, "in-" + code);
                user.department_code = code;
                TRY(insert_user(tx, user));
                return Done{};
            }));
        });
        bool const is_there = read([&](Reader& reader) {
                                  return find_department(reader, CorpId{corp}, code);
                              }).has_value();
        EXPECT_EQ(read([&](Reader& reader) { return has_members(reader, CorpId{corp}, code); }),
                  is_there);
    }
}

TEST_P(StoreContract, FindsDepartmentsWhoseCodesHaveZerosInFront) {
    write([](Transaction& tx) -> Status {
        auto const root = *TRY(find_department(tx, CorpId{corp}, root_department));
        auto const parent = sample_department(corp, "sales", root, "Sales");
        EXPECT_TRUE(TRY(insert_department(tx, parent)));
        for (std::string const code : {"042", "0042", "00", "0A7", "70"}) {
            EXPECT_TRUE(TRY(insert_department(tx, sample_department(corp, code, parent, code))));
        }
        return Done{};
    });
    read([](Reader& reader) -> Status {
        for (std::string const digits : {"42", "0"}) {
            EXPECT_TRUE(TRY(has_department_behind_zeros(reader, CorpId{corp}, digits))) << digits;
            EXPECT_FALSE(TRY(has_department_behind_zeros(reader, CorpId{other_corp}, digits)));
        }
        for (std::string const digits : {"2", "142", "420", "7", "70", "1"}) {
            EXPECT_FALSE(TRY(has_department_behind_zeros(reader, CorpId{corp}, digits))) << digits;
        }
        return Done{};
    });
}

}  // namespace roomkey::contract
