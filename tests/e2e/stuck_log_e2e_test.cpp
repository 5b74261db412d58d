#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

/// A pipe of one page that nobody reads, and a program that writes its errors into it.
class StuckPipe {
public:
    explicit StuckPipe(std::string const& folder)
        : path_(folder + "/errors"), program_(folder + "/roomkey") {
        EXPECT_EQ(::mkfifo(path_.c_str(), 0600), 0);
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
        EXPECT_GE(::fcntl(descriptor_, F_SETPIPE_SZ, 4096), 4096);
        std::ofstream(program_) << "#!/bin/sh\nexec " ROOMKEY_PROGRAM " \"$@\" 2>" << path_ << "\n";
        std::filesystem::permissions(program_, std::filesystem::perms::owner_all);
    }
    ~StuckPipe() { ::close(descriptor_); }
    StuckPipe(StuckPipe const&) = delete;
    StuckPipe& operator=(StuckPipe const&) = delete;

    [[nodiscard]] std::string program() const { return program_; }
    [[nodiscard]] int waiting_bytes() const {
        int count = 0;
        ::ioctl(descriptor_, FIONREAD, &count);
        return count;
    }

private:
    std::string path_;
    std::string program_;
    int descriptor_ = -1;
};

TEST(StuckLog, NeitherStopsTheServiceNorItsEnd) {
    RunningServer server;
    ASSERT_EQ(server.stop(), 0);
    TemporaryFolder folder;
    StuckPipe const pipe(folder.path().string());
    server.process = std::make_unique<ChildProcess>(
        std::vector<std::string>{"serve", "--data", server.data(), "--listen",
                                 server.url().substr(std::string("https://").size()),
                                 "--ops-listen", "127.0.0.1:0"},
        std::vector<std::string>{"ROOMKEY_LOG_LEVEL=debug"}, pipe.program());
    auto const client = server.client();
    // Each writes a line, and all of them together much more than a page.
    for (int i = 0, served = 0; served < 200; ++i) {
        auto const answer = client->send("GET", "/v1/terminal", {});
        if (answer.ok() && answer->status == 401) ++served;
        ASSERT_LT(i, 1'000'000) << "it does not serve";
    }
    EXPECT_GT(pipe.waiting_bytes(), 2048);
    // What waits to be written is lost, and the end is one as any other.
    EXPECT_EQ(server.stop(), 0);
}

}  // namespace
}  // namespace roomkey
