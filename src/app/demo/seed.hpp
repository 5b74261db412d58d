#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "usecase/use_cases.hpp"

namespace roomkey {

/// What a demo begins with: enterprises with everything in them, by names, keys and passwords that
/// are given, so that a program under test can have them in its own settings. Read and checked as
/// far as that needs no database.
class Seed {
public:
    /// Does one part of the seed. Errors say where in the file that part is.
    using Step = std::function<Status(UseCases const&)>;

    /// `unavailable`, which says file, line and field, if anything is wrong with the file.
    static Result<Seed> read(std::filesystem::path const& file);
    /// The same for the text of a file.
    static Result<Seed> parse(std::string_view text, std::string const& file);

    /// Does all of it, in a database that is empty. `unavailable` as above.
    [[nodiscard]] Status plant(UseCases const& use_cases) const;

    /// A line for each enterprise.
    [[nodiscard]] std::vector<std::string> const& summary() const { return summary_; }

private:
    std::vector<Step> steps_;
    std::vector<std::string> summary_;
};

}  // namespace roomkey
