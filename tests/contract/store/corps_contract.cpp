#include "storage/sql/directory/apps.hpp"

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, KeepsEveryFieldOfAnEnterprise) {
    auto const found = read([&](Reader& reader) { return find_corp(reader, CorpId{corp}); });
    ASSERT_TRUE(found);
    auto const expected = sample_corp(corp);
    EXPECT_EQ(found->id, expected.id);
    EXPECT_EQ(found->name, expected.name);
    EXPECT_EQ(found->address, expected.address);
    EXPECT_EQ(found->limits, expected.limits);
    EXPECT_EQ(found->policy.code_validity, expected.policy.code_validity);
    EXPECT_EQ(found->policy.code_format, expected.policy.code_format);
    EXPECT_FALSE(found->policy.auto_user_create);
    EXPECT_TRUE(found->policy.strict_nonces);
    EXPECT_TRUE(found->policy.requires_totp);
    EXPECT_EQ(found->policy.single_sign_on, SingleSignOn::required);
    EXPECT_FALSE(found->policy.enable_sms);
    EXPECT_EQ(found->created_at, expected.created_at);
    EXPECT_FALSE(read([](Reader& reader) { return find_corp(reader, CorpId{"999999999"}); }));
}

TEST_P(StoreContract, RefusesAnEnterpriseIdTwice) {
    auto const again = sample_corp(corp, "Another");
    EXPECT_FALSE(write([&](Transaction& tx) { return insert_corp(tx, again); }));
    EXPECT_EQ(read([&](Reader& reader) { return find_corp(reader, again.id); })->name, "Example");
}

TEST_P(StoreContract, ListsEveryEnterprise) {
    auto const corps = read([](Reader& reader) { return list_corps(reader); });
    ASSERT_EQ(corps.size(), 2U);
    EXPECT_EQ(corps[0].id.value, corp);
    EXPECT_EQ(corps[1].id.value, other_corp);
    EXPECT_TRUE(read([](Reader& reader) { return has_several_corps(reader); }));
}

TEST_P(StoreContract, UpdatesAnEnterpriseAndThePathsBelowIt) {
    auto changed = sample_corp(corp, "Renamed");
    changed.policy.code_validity = days(1);
    changed.policy.enable_sms = true;
    changed.address = "2 Example Road";
    changed.limits = {ResourceLimits::unlimited, 5, 4, 3, 2};
    write([&](Transaction& tx) -> Status {
        auto const root = TRY(find_department(tx, CorpId{corp}, root_department));
        TRY(insert_department(tx, sample_department(corp, "2", *root, "Example")));
        return update_corp(tx, changed);
    });
    read([&](Reader& reader) -> Status {
        auto const found = TRY(find_corp(reader, changed.id));
        EXPECT_EQ(found->name, "Renamed");
        EXPECT_EQ(found->policy.code_validity, days(1));
        EXPECT_TRUE(found->policy.enable_sms);
        EXPECT_EQ(found->address, "2 Example Road");
        EXPECT_EQ(found->limits, changed.limits);
        EXPECT_EQ(TRY(find_department(reader, changed.id, root_department))->name, "Renamed");
        auto const child = TRY(find_department(reader, changed.id, "2"));
        EXPECT_EQ(child->name, "Example");
        EXPECT_EQ(child->name_path, "Renamed#Example");
        auto const other = TRY(find_department(reader, CorpId{other_corp}, root_department));
        EXPECT_EQ(other->name_path, "Example");
        return Done{};
    });
}

TEST_P(StoreContract, GivesEveryEnterpriseItsRootDepartment) {
    auto const root =
        read([](Reader& reader) { return find_department(reader, CorpId{corp}, root_department); });
    ASSERT_TRUE(root);
    EXPECT_EQ(root->name, "Example");
    EXPECT_EQ(root->parent_code, "");
    EXPECT_EQ(root->code_path, "1");
    EXPECT_EQ(root->name_path, "Example");
}

TEST_P(StoreContract, KeepsADepartmentCodeOncePerEnterprise) {
    write([](Transaction& tx) -> Status {
        auto const root = TRY(find_department(tx, CorpId{corp}, root_department));
        auto const department = sample_department(corp, "20", *root, "Sales");
        EXPECT_TRUE(TRY(insert_department(tx, department)));
        EXPECT_FALSE(TRY(insert_department(tx, department)));
        auto elsewhere = department;
        elsewhere.corp_id = CorpId{other_corp};
        EXPECT_TRUE(TRY(insert_department(tx, elsewhere)));
        return Done{};
    });
    auto const found =
        read([](Reader& reader) { return find_department(reader, CorpId{corp}, "20"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->parent_code, "1");
    EXPECT_EQ(found->code_path, "1#20");
    EXPECT_EQ(found->name_path, "Example#Sales");
    EXPECT_FALSE(read([](Reader& reader) { return find_department(reader, CorpId{corp}, "21"); }));
}

TEST_P(StoreContract, KeepsAppsOfEnterprisesAndOfProvidersApart) {
    write([](Transaction& tx) -> Status {
        EXPECT_TRUE(TRY(insert_app(tx, sample_app(2, corp))));
        EXPECT_TRUE(TRY(insert_app(tx, sample_app(1, corp))));
        EXPECT_TRUE(TRY(insert_app(tx, sample_app(3, other_corp))));
        EXPECT_TRUE(TRY(insert_app(tx, sample_app(4, ""))));
        EXPECT_FALSE(TRY(insert_app(tx, sample_app(4, corp))));
        return Done{};
    });
    read([](Reader& reader) -> Status {
        auto const own = TRY(list_apps(reader, CorpId{corp}));
        EXPECT_EQ(own.size(), 2U);
        EXPECT_EQ(own.front().name, "App 1");
        EXPECT_EQ(own.back().name, "App 2");
        auto const of_providers = TRY(list_apps(reader, CorpId{}));
        EXPECT_EQ(of_providers.size(), 1U);
        EXPECT_TRUE(of_providers.front().corp_id.empty());
        return Done{};
    });
}

TEST_P(StoreContract, UpdatesAndDeletesAnApp) {
    auto app = sample_app(1, corp);
    write([&](Transaction& tx) { return insert_app(tx, app); });
    app.name = "New name";
    app.description = "New description";
    app.sealed_key = {7, 0, 7};
    app.is_disabled = true;
    app.updated_at = start + days(1);
    write([&](Transaction& tx) { return update_app(tx, app); });
    auto const found = read([&](Reader& reader) { return find_app(reader, app.id); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->corp_id, app.corp_id);
    EXPECT_EQ(found->name, app.name);
    EXPECT_EQ(found->description, app.description);
    EXPECT_EQ(found->sealed_key, app.sealed_key);
    EXPECT_TRUE(found->is_disabled);
    EXPECT_EQ(found->created_at, app.created_at);
    EXPECT_EQ(found->updated_at, app.updated_at);
    write([&](Transaction& tx) { return delete_app(tx, app.id); });
    EXPECT_FALSE(read([&](Reader& reader) { return find_app(reader, app.id); }));
}

}  // namespace roomkey::contract
