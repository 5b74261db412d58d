#include "net/wire/transport.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <string>

namespace roomkey {
namespace {

using tcp = asio::ip::tcp;

/// A transport whose peer is passive: whatever else is ready on the loop must get its turn.
class TransportTest : public ::testing::Test {
protected:
    TransportTest() {
        tcp::acceptor acceptor(context_, {asio::ip::address_v4::loopback(), 0});
        acceptor.set_option(asio::socket_base::receive_buffer_size(buffer_bytes));
        peer_.open(tcp::v4());
        peer_.set_option(asio::socket_base::receive_buffer_size(buffer_bytes));
        peer_.set_option(asio::socket_base::send_buffer_size(buffer_bytes));
        peer_.connect(acceptor.local_endpoint());
        auto socket = acceptor.accept();
        socket.set_option(asio::socket_base::send_buffer_size(buffer_bytes));
        transport_ = std::make_shared<Transport>(std::move(socket), nullptr);
    }

    /// Writes to the transport until no more goes in; how much that is.
    std::size_t fill_from_peer() {
        peer_.non_blocking(true);
        std::string const piece(4096, 'x');
        std::size_t total = 0;
        for (boost::system::error_code error; !error;) {
            total += peer_.write_some(asio::buffer(piece), error);
        }
        return total;
    }

    /// How much `moved` was when something else that was ready got its turn.
    template <class Work>
    std::size_t moved_before_another(Work work) {
        std::size_t before = 0;
        auto task = [&]() -> asio::awaitable<void> {
            asio::post(context_, [&] { before = moved_; });
            co_await work();
        };
        asio::co_spawn(context_, task, asio::detached);
        context_.run();
        return before;
    }

    static constexpr int buffer_bytes = 1 << 20;
    asio::io_context context_{1};
    tcp::socket peer_{context_};
    std::shared_ptr<Transport> transport_;
    std::size_t moved_ = 0;
};

TEST_F(TransportTest, GivesWayWhileItReadsWhatIsThere) {
    auto const total = fill_from_peer();
    ASSERT_GT(total, 2 * Transport::turn_bytes_max);
    auto const read_all = [&]() -> asio::awaitable<void> {
        std::array<char, 4096> into{};
        while (moved_ + into.size() <= total) {
            auto const read = co_await transport_->read_some(into);
            if (read.status != IoStatus::done) co_return;
            moved_ += read.count;
        }
    };
    auto const before = moved_before_another(read_all);
    EXPECT_GT(before, 0U);
    EXPECT_LE(before, Transport::turn_bytes_max);
    EXPECT_GT(moved_, 2 * Transport::turn_bytes_max);
}

TEST_F(TransportTest, CountsTinyReadsAsMoreThanTheirBytes) {
    auto const total = fill_from_peer();
    auto const read_bytes = [&]() -> asio::awaitable<void> {
        std::array<char, 1> into{};
        for (int i = 0; i < 1000 && moved_ < total; ++i) {
            auto const status = co_await transport_->read_plain(into);
            if (status != IoStatus::done) co_return;
            ++moved_;
        }
    };
    auto const before = moved_before_another(read_bytes);
    EXPECT_GT(before, 0U);
    EXPECT_LT(before, 200U);
    EXPECT_EQ(moved_, 1000U);
}

TEST_F(TransportTest, GivesWayWhileItWritesWhatThePeerHasRoomFor) {
    std::string const piece(1000, 'x');
    auto const write_all = [&]() -> asio::awaitable<void> {
        while (moved_ < 2 * Transport::turn_bytes_max) {
            auto const status = co_await transport_->write(piece);
            if (status != IoStatus::done) co_return;
            moved_ += piece.size();
        }
    };
    auto const before = moved_before_another(write_all);
    EXPECT_GT(before, 0U);
    EXPECT_LE(before, Transport::turn_bytes_max);
    EXPECT_GE(moved_, 2 * Transport::turn_bytes_max);
}

TEST_F(TransportTest, GivesWayWithinOneLongWrite) {
    std::string const text(2 * Transport::turn_bytes_max, 'x');
    auto const write = [&]() -> asio::awaitable<void> {
        auto const status = co_await transport_->write(text);
        if (status == IoStatus::done) moved_ = text.size();
    };
    EXPECT_EQ(moved_before_another(write), 0U);
    EXPECT_EQ(moved_, text.size());
}

}  // namespace
}  // namespace roomkey
