#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "fields/operation.hpp"

namespace roomkey {

/// What each role got from each operation, as the tests of a run have seen it. Printed when all of
/// them have ended, and compared with docs/permissions.md; a cell that no test has filled is a
/// failure then.
class PermissionTable : public testing::Environment {
public:
    explicit PermissionTable(std::vector<std::string> roles) : roles_(std::move(roles)) {}

    void note(Operation const& operation, std::string const& role, std::string const& observed);

    void TearDown() override;

private:
    std::vector<std::string> roles_;
    std::map<Operation const*, std::map<std::string, std::string>> observed_;
};

}  // namespace roomkey
