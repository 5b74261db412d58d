#include "usecase/job/row_kind.hpp"

#include <gtest/gtest.h>

#include "usecase/job/row_fields.hpp"

namespace roomkey {
namespace {

TEST(RowKind, SaysWhatItsRowsAreAboutAsItsNameDoes) {
    for (auto const& [kind, name] : job_kind_names) {
        auto const& rows = row_kind(kind);
        bool const is_new = name.starts_with("create-");
        bool const is_of_devices = !is_new && name.ends_with("-devices");
        EXPECT_EQ(rows.kind, kind);
        EXPECT_EQ(rows.named_by().empty(), is_new) << name;
        EXPECT_EQ(rows.is_about_devices(), is_of_devices) << name;
        EXPECT_EQ(rows.is_about_accounts(), !is_new && !is_of_devices) << name;
        EXPECT_EQ(rows.shown_by(), is_of_devices ? "sn" : "account") << name;
    }
}

TEST(RowNaming, NamesAccountsAndHardTerminals) {
    EXPECT_EQ(row_naming(JobKind::disable, "ann"), (RowFields{{"account", "ann"}}));
    EXPECT_EQ(row_naming(JobKind::disable_devices, "SN1"), (RowFields{{"sn", "SN1"}}));
    EXPECT_TRUE(row_naming(JobKind::disable_devices, "").empty());
}

TEST(RowDefaults, AreForRowsThatDoNotSayTheirs) {
    RowDefaults defaults;
    defaults.department_code = "sales";
    defaults.email = "desk@example.com";
    auto const filled = [&](JobKind kind, RowFields row) {
        add_defaults(kind, defaults, row);
        return row;
    };
    EXPECT_EQ(filled(JobKind::move_devices, {{"sn", "SN1"}}),
              (RowFields{{"sn", "SN1"}, {"deptCode", "sales"}}));
    EXPECT_EQ(filled(JobKind::update_devices, {{"sn", "SN1"}}), (RowFields{{"sn", "SN1"}}));
    EXPECT_EQ(filled(JobKind::reset_devices, {{"sn", "SN1"}}),
              (RowFields{{"sn", "SN1"}, {"emailAddr", "desk@example.com"}}));
    RowFields const own{{"sn", "SN1"}, {"smsNumber", "+8617312349092"}};
    EXPECT_EQ(filled(JobKind::reset_devices, own), own);
}

}  // namespace
}  // namespace roomkey
