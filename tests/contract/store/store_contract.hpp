#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "storage/store.hpp"
#include "tests/contract/store/samples.hpp"
#include "tests/fakes/valid.hpp"

// What every engine behind the storage interface must do. An engine takes part by a line in
// engines.cpp.
namespace roomkey::contract {

/// One database of one engine, empty when this object is made.
class Engine {
public:
    virtual ~Engine() = default;
    /// Opens the database, again with what it held when the last store was closed. Several stores
    /// at a time are several processes.
    virtual std::unique_ptr<Store> open() = 0;
};

struct EngineCase {
    std::string name;
    std::function<std::unique_ptr<Engine>()> make;

    // GoogleTest prints parameters.
    friend std::ostream& operator<<(std::ostream& out, EngineCase const& engine) {
        return out << engine.name;
    }
};

/// A store with two enterprises, `corp` and `other_corp`, and nothing else.
class StoreContract : public testing::TestWithParam<EngineCase> {
protected:
    static constexpr char const* corp = "100000001";
    static constexpr char const* other_corp = "100000002";

    void SetUp() override;

    template <class Work>
    auto read(Work work) {
        return valid(store_->read(std::move(work)));
    }
    template <class Work>
    auto write(Work work) {
        return valid(store_->write(std::move(work)));
    }

    // The usual beginnings, each committed.
    User add_member(std::string const& account, std::string const& corp_id = corp);
    Terminal add_terminal(std::string const& account, std::string const& corp_id = corp);
    void add_code(Terminal const& terminal, ActiveCode const& code);
    Binding bind(int number, Terminal const& terminal);
    std::optional<Terminal> terminal(std::string const& account);

    /// The accounts that a search returns, in order.
    std::vector<std::string> accounts(UserSearch const& search);

    /// Runs `work(i)` for i in 0..count on threads that begin together.
    static void race(int count, std::function<void(int)> const& work);

    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Store> store_;
};

}  // namespace roomkey::contract
