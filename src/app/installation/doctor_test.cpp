#include "app/installation/doctor.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "app/installation/installation.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

/// An installation with one enterprise and some codes.
class Doctor : public testing::Test {
protected:
    Doctor() {
        ConfigSources sources;
        sources.flags = {{"data", (folder_.path() / "data").string()}};
        config_ = load_config(sources).value();
        EXPECT_TRUE(Installation::create(config_, randomness_).ok());
        auto const installation = open();
        auto& services = installation->services();
        auto const corp = services.corps.create("Acme").value().corp_id;
        CreateCodeRequest request;
        for (int i = 0; i < 20; ++i) {
            request.device_name = "Room " + std::string(200, 'x') + std::to_string(i);
            EXPECT_TRUE(services.codes.create(request, operator_of(corp, Language::en_us)).ok());
        }
    }

    std::unique_ptr<Installation> open() {
        ServicesOptions options;
        options.password_cost = {1, std::size_t{8192}};
        return Installation::open(config_, clock_, options).value();
    }

    /// The finding of this subject; empty if there is none.
    std::optional<Finding> find(std::string const& subject) {
        auto const findings = examine_installation(config_, clock_).value();
        auto const found =
            std::find_if(findings.begin(), findings.end(),
                         [&](Finding const& finding) { return finding.subject == subject; });
        return found == findings.end() ? std::nullopt : std::optional(*found);
    }
    bool is_good(std::string const& subject) {
        auto const found = find(subject);
        EXPECT_TRUE(found) << subject;
        return found && found->is_good;
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    SeededRandomness randomness_;
    Config config_;
};

TEST_F(Doctor, FindsNothingWrongWithAGoodInstallation) {
    for (auto const& finding : examine_installation(config_, clock_).value()) {
        EXPECT_TRUE(finding.is_good) << finding.subject << ": " << finding.remark;
    }
}

TEST_F(Doctor, FindsDestroyedPages) {
    constexpr std::size_t page_bytes = 4096;
    auto const database = config_.data / "roomkey.db";
    auto const pages = std::filesystem::file_size(database) / page_bytes;
    ASSERT_TRUE(is_good("database pages"));
    std::fstream(database, std::ios::in | std::ios::out | std::ios::binary)
            .seekp(static_cast<std::streamoff>((pages - 1) * page_bytes))
        << std::string(page_bytes, '\x5A');
    EXPECT_FALSE(is_good("database pages"));
}

TEST_F(Doctor, FindsACodeThatCannotBeOpenedWhereverItIs) {
    ASSERT_TRUE(is_good("sealed codes"));
    ASSERT_TRUE(open()
                    ->store()
                    .write([](Transaction& tx) {
                        return tx.run(
                            "UPDATE code SET sealed = $1 WHERE hash = "
                            "(SELECT hash FROM code ORDER BY created_at LIMIT 1)",
                            Bytes{1, 2});
                    })
                    .ok());
    auto const found = find("sealed codes").value();
    EXPECT_FALSE(found.is_good);
    EXPECT_EQ(found.remark, "a sealed value is too short");
}

TEST_F(Doctor, FindsADataFolderOnANetwork) {
    auto const findings = [&](long type) {
        auto found =
            examine_installation(config_, clock_, [type](auto const& /*folder*/) { return type; });
        return std::move(found).value();
    };
    auto const names_it = [](Finding const& finding) {
        return !finding.is_good && finding.remark.find("is on NFS") != std::string::npos;
    };
    auto const on_network = findings(0x6969);
    EXPECT_EQ(std::count_if(on_network.begin(), on_network.end(), names_it), 1);
    auto const on_disk = findings(0xEF53);
    EXPECT_EQ(std::count_if(on_disk.begin(), on_disk.end(), names_it), 0);
}

TEST_F(Doctor, FindsWhatOthersCanRead) {
    auto const database = (config_.data / "roomkey.db").string();
    EXPECT_FALSE(find(database));
    ASSERT_EQ(::chmod(config_.data.c_str(), 0755), 0);
    ASSERT_EQ(::chmod(database.c_str(), 0644), 0);
    EXPECT_FALSE(is_good(database));
    config_.sms.webhook_url = "http://sms.example/in";
    EXPECT_FALSE(is_good("sms.webhook_url"));
    ASSERT_EQ(::chmod((config_.data / "keys/keyring").c_str(), 0644), 0);
    EXPECT_FALSE(is_good("key file"));
}

}  // namespace
}  // namespace roomkey
