#include "net/pem_text.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

TEST(PemText, IsTheSameWhateverTheEditorMadeOfIt) {
    TemporaryFolder const folder;
    std::string const text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (auto const& [name, bytes] : encodings_of(text)) {
        std::ofstream(folder.file("file.pem"), std::ios::binary) << bytes;
        EXPECT_EQ(pem_text(folder.file("file.pem")).reveal(), text) << name;
    }
}

TEST(PemText, LeavesWhatIsNoText) {
    TemporaryFolder const folder;
    std::string const bytes = "Raumschl\xFCssel\n-----BEGIN CERTIFICATE-----\n";
    std::ofstream(folder.file("file.pem"), std::ios::binary) << bytes;
    EXPECT_EQ(pem_text(folder.file("file.pem")).reveal(), bytes);
}

TEST(PemText, IsEmptyForAFileThatCannotBeRead) {
    EXPECT_TRUE(pem_text("/nonexistent/file.pem").empty());
}

}  // namespace
}  // namespace roomkey
