#include "storage/sql/terminal/label_search.hpp"

#include "base/time_left.hpp"

namespace roomkey {
namespace {

/// Behind a text: comes after all texts that begin with that text.
constexpr std::string_view last_character = "\U0010FFFF";

}  // namespace

LabelSearch::LabelSearch(UserSearch const& search)
    : search_(search), asset_end_(search.asset_number + std::string{last_character}) {}

std::vector<std::function<void(Statement&)>> LabelSearch::sources() const {
    std::vector<std::function<void(Statement&)>> sources;
    if (!search_.tag.empty()) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT s.user_key FROM terminal_tag s WHERE s.corp_id = $1 AND s.tag = "
                      << statement.place(search_.tag);
        });
    }
    if (!search_.asset_number.empty()) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT s.user_key FROM terminal_label s WHERE s.corp_id = $1";
            add_asset_range(statement, "s");
        });
    }
    return sources;
}

void LabelSearch::add_conditions(Statement& statement, std::string const& key) const {
    if (!search_.tag.empty()) {
        statement << " AND (SELECT g.user_key FROM terminal_tag g WHERE g.user_key = " << key
                  << " AND g.tag = " << statement.place(search_.tag) << ") IS NOT NULL";
    }
    if (!search_.asset_number.empty()) {
        statement << " AND (SELECT a.user_key FROM terminal_label a WHERE a.user_key = " << key;
        add_asset_range(statement, "a");
        statement << ") IS NOT NULL";
    }
    if (search_.is_online) {
        statement << " AND (SELECT v.last_seen_at FROM binding v WHERE v.user_key = " << key
                  << " AND v.ended = 0) " << (*search_.is_online ? "BETWEEN " : "NOT BETWEEN ")
                  << statement.place(search_.seen_since) << " AND "
                  << statement.place(search_.seen_since + online_within + clock_difference_max);
    }
}

void LabelSearch::add_asset_range(Statement& statement, std::string const& alias) const {
    auto const column = " AND " + alias + ".folded_asset_number ";
    statement << column << ">= " << statement.place(search_.asset_number) << column << "< "
              << statement.place(asset_end_);
}

}  // namespace roomkey
