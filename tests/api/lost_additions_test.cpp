#include <functional>
#include <optional>

#include "tests/api/job_bench.hpp"
#include "tests/fakes/flaky_store.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// Runs something ahead of a chosen call, as another server would at that moment.
class InterruptedStore final : public Store {
public:
    explicit InterruptedStore(Store& inner) : inner_(inner) {}

    void interrupt_after(int calls, std::function<void()> what) {
        calls_left_ = calls;
        what_ = std::move(what);
    }

    Status check() override { return inner_.check(); }
    Result<ForeignChanges> take_foreign_changes() override { return inner_.take_foreign_changes(); }

protected:
    Status run_read(ReadWork const& work) override {
        interrupt();
        return inner_.read([&](Reader& reader) { return work(reader); });
    }
    Status run_write(WriteWork const& work) override {
        interrupt();
        return inner_.write([&](Transaction& transaction) { return work(transaction); });
    }

private:
    void interrupt() {
        if (!calls_left_ || (*calls_left_)-- > 0) return;
        calls_left_.reset();
        what_();
    }

    Store& inner_;
    std::optional<int> calls_left_;
    std::function<void()> what_;
};

/// Requests that take up rows and are lost in between.
class LostAdditions : public JobBench {
protected:
    // More than one transaction takes.
    static constexpr int count = 210;

    static std::string table(int rows = count, std::string const& name = "Room ") {
        std::string csv = "devName,devType,emailAddr\n";
        for (int i = 1; i <= rows; ++i) {
            csv += name + std::to_string(i) + ",idea-hub,a@b.example\n";
        }
        return csv;
    }

    /// Everything goes through `store` from now on.
    void begin_over(Store& store) {
        bench.restart_over(store);
        // What was sealed before opens no more.
        bench.ours = bench.services->corps.create("Ours again").value();
        token = bench.admin_token(bench.ours);
    }

    Answer send_with_key(std::string const& rest, json::object const& body) {
        return bench.send_as(token, "POST", jobs_path + rest, json::serialize(body),
                             {{"Idempotency-Key", "key-" + std::to_string(key_)}});
    }
    Answer make() { return send_with_key("", {{"kind", "create-terminals"}, {"csv", table()}}); }
    Answer add(std::string const& id) {
        return send_with_key('/' + id + "/rows", {{"csv", table()}});
    }

    /// Jobs that are not cancelled; those are, so that the next count begins anew.
    int drafts() {
        int found = 0;
        auto const page = send("GET", "?state=draft&limit=500");
        for (auto const& job : page.json.at("data").as_array()) {
            ++found;
            EXPECT_EQ(job.at("rows"), rows_expected_);
            EXPECT_EQ(send("POST", '/' + member_text(job, "id") + "/cancel").status, 200);
        }
        EXPECT_EQ(send("GET", "?state=preparing").number("count"), 0);
        return found;
    }
    /// Records of success of an operation on this job.
    int records(std::string const& operation, std::string const& id) {
        int found = 0;
        for (auto const& entry : bench.audit()) {
            bool const is_it = entry.operation == operation && entry.outcome == "ok" &&
                               entry.detail.starts_with(id);
            found += is_it ? 1 : 0;
        }
        return found;
    }
    /// Numbers without a gap, and no name twice.
    void expect_whole(std::string const& id, int rows_count) {
        auto const exported = send("GET", '/' + id + "/export?maxRows=5000").field("csv");
        for (int i = 1; i <= rows_count; ++i) {
            EXPECT_NE(exported.find("\r\n" + std::to_string(i) + ",,ready,"), std::string::npos)
                << i;
        }
        EXPECT_EQ(show(id).number("rows"), rows_count);
        EXPECT_EQ(show(id).number("ready"), rows_count);
    }

    int key_ = 0;
    int rows_expected_ = count;
};

TEST_F(LostAdditions, OfNewJobsLeaveNothingWhereverTheDatabaseFails) {
    FlakyStore flaky(*bench.store);
    begin_over(flaky);
    for (auto const fault : {FlakyStore::Fault::before, FlakyStore::Fault::after}) {
        for (bool const is_lost : {false, true}) {
            bool has_failed = true;
            for (int calls = 0; has_failed; ++calls) {
                SCOPED_TRACE(calls);
                ++key_;
                is_lost ? flaky.lose_after(calls, fault) : flaky.fail_after(calls, fault);
                auto const first = make();
                has_failed = flaky.heal();
                EXPECT_EQ(first.status, has_failed ? 503 : 200) << first.text;
                auto const again = make();
                ASSERT_EQ(again.status, 200) << again.text;
                auto const id = again.field("id");
                EXPECT_EQ(make().text, again.text);
                if (is_lost) bench.clock.advance(addition_lease);
                run();
                expect_whole(id, count);
                EXPECT_EQ(records("create_job", id), 1);
                EXPECT_EQ(drafts(), 1);
            }
        }
    }
}

TEST_F(LostAdditions, AreAddedAgainWhereverTheDatabaseFails) {
    FlakyStore flaky(*bench.store);
    begin_over(flaky);
    rows_expected_ = 3 + count;
    for (auto const fault : {FlakyStore::Fault::before, FlakyStore::Fault::after}) {
        bool has_failed = true;
        for (int calls = 0; has_failed; ++calls) {
            SCOPED_TRACE(calls);
            ++key_;
            auto const id = create({{"kind", "create-terminals"}, {"csv", table(3, "First ")}});
            flaky.fail_after(calls, fault);
            auto const first = add(id);
            has_failed = flaky.heal();
            EXPECT_EQ(first.status, has_failed ? 503 : 200) << first.text;
            // At once: the server itself has given the request up.
            auto const again = add(id);
            ASSERT_EQ(again.status, 200) << again.text;
            EXPECT_EQ(add(id).text, again.text);
            expect_whole(id, rows_expected_);
            EXPECT_EQ(records("add_job_rows", id), 1);
            EXPECT_EQ(drafts(), 1);
        }
    }
}

TEST_F(LostAdditions, AreAddedAgainWhenTheLeaseOfADeadServerIsOver) {
    FlakyStore flaky(*bench.store);
    begin_over(flaky);
    rows_expected_ = 3 + count;
    bool has_failed = true;
    int waited = 0;
    for (int calls = 0; has_failed; ++calls) {
        SCOPED_TRACE(calls);
        ++key_;
        auto const id = create({{"kind", "create-terminals"}, {"csv", table(3, "First ")}});
        flaky.lose_after(calls, FlakyStore::Fault::after);
        add(id);
        has_failed = flaky.heal();
        if (show(id).field("state") == "preparing") {
            ++waited;
            bench.clock.advance(addition_lease - Duration{1});
            run();
            auto const early = add(id);
            EXPECT_EQ(early.status, 503) << early.text;
            EXPECT_EQ(early.header("Retry-After"), "1");
            bench.clock.advance(Duration{1});
        }
        auto const again = add(id);
        ASSERT_EQ(again.status, 200) << again.text;
        expect_whole(id, rows_expected_);
        EXPECT_EQ(drafts(), 1);
    }
    EXPECT_GE(waited, 2);
}

TEST_F(LostAdditions, LeaveADraftThatCanBeStarted) {
    FlakyStore flaky(*bench.store);
    begin_over(flaky);
    auto const id = create({{"kind", "create-terminals"}, {"csv", table(2)}});
    // After the first part of the rows.
    flaky.lose_after(6, FlakyStore::Fault::after);
    EXPECT_EQ(add(id).status, 503);
    EXPECT_TRUE(flaky.heal());
    EXPECT_EQ(show(id).number("rows"), 202);
    EXPECT_EQ(send("POST", '/' + id + "/start").header("X-Roomkey-Reason"), "job_state_wrong");
    bench.clock.advance(addition_lease);
    run();
    expect_whole(id, 2);
    start(id);
    run();
    EXPECT_EQ(show(id).number("done"), 2);
}

TEST_F(LostAdditions, ComeToNothingWhenTheyGoOnAfterTheirRowsWereTakenBack) {
    InterruptedStore store(*bench.store);
    begin_over(store);
    auto const id = create({{"kind", "create-terminals"}, {"csv", table(1, "First ")}});
    std::string other;
    // Ahead of the second part of the rows.
    store.interrupt_after(7, [&] {
        EXPECT_EQ(show(id).number("rows"), 201);
        bench.clock.advance(addition_lease);
        other = send("POST", '/' + id + "/rows",
                     json::serialize(json::object{{"csv", table(200, "Other ")}}))
                    .field("state");
    });
    auto const slow = add(id);
    EXPECT_EQ(other, "draft");
    EXPECT_EQ(slow.status, 503) << slow.text;
    expect_whole(id, 201);
    EXPECT_EQ(show(id).field("state"), "draft");
    EXPECT_EQ(add(id).number("rows"), 411);
}

TEST_F(LostAdditions, OfNewJobsComeToNothingAsWell) {
    InterruptedStore store(*bench.store);
    begin_over(store);
    store.interrupt_after(6, [&] {
        EXPECT_EQ(send("GET", "?state=preparing").number("count"), 1);
        bench.clock.advance(addition_lease);
        run();
        EXPECT_EQ(send("GET", "").number("count"), 0);
    });
    EXPECT_EQ(make().status, 503);
    EXPECT_EQ(send("GET", "").number("count"), 0);
    EXPECT_EQ(make().status, 200);
    EXPECT_EQ(drafts(), 1);
}

TEST_F(LostAdditions, LeaveOneJobOfARequestThatIsRepeatedMeanwhile) {
    InterruptedStore store(*bench.store);
    begin_over(store);
    std::string second;
    store.interrupt_after(6, [&] { second = make().text; });
    auto const first = make();
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.text, second);
    run();
    EXPECT_EQ(drafts(), 1);
}

TEST_F(LostAdditions, OfACancelledJobEndWithIt) {
    InterruptedStore store(*bench.store);
    begin_over(store);
    auto const id = create({{"kind", "create-terminals"}, {"csv", table(1)}});
    store.interrupt_after(7, [&] { EXPECT_EQ(send("POST", '/' + id + "/cancel").status, 200); });
    EXPECT_EQ(add(id).header("X-Roomkey-Reason"), "job_state_wrong");
    bench.clock.advance(addition_lease);
    run();
    EXPECT_EQ(show(id).field("state"), "cancelled");
}

}  // namespace
}  // namespace roomkey
