#include "storage/sql/terminal/label_search.hpp"

#include "base/time_left.hpp"

namespace roomkey {
namespace {

/// Behind a text: comes after all texts that begin with that text.
constexpr std::string_view last_character = "\U0010FFFF";
constexpr std::string_view of_code =
    " AND (SELECT c.user_key FROM code c WHERE c.corp_id = $1 AND c.user_key = ";

}  // namespace

bool narrow_to_state(UserSearch& search) {
    if (!search.state) return true;
    bool const is_of_disabled = *search.state == ListedState::disabled;
    auto const status = is_of_disabled ? AccountStatus::disabled : AccountStatus::normal;
    if (search.status.value_or(status) != status) return false;
    search.status = status;
    bool const is_bound =
        *search.state == ListedState::active || *search.state == ListedState::gone;
    if (is_bound) search.with_inactive_terminals = false;
    return true;
}

LabelSearch::LabelSearch(UserSearch const& search)
    : search_(search),
      asset_end_(search.asset_number + std::string{last_character}),
      code_hashes_(hashes_of(search.code_id)) {}

bool LabelSearch::is_asked() const {
    return !search_.tag.empty() || !search_.asset_number.empty() ||
           !search_.serial_number.empty() ||
           (search_.state && *search_.state != ListedState::disabled);
}

std::vector<std::function<void(Statement&)>> LabelSearch::sources() const {
    std::vector<std::function<void(Statement&)>> sources;
    // Those that are of one account at most come first.
    if (!search_.account.empty()) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT i.user_key FROM users i WHERE i.account = "
                      << statement.place(search_.account) << " AND (i.corp_id = $1) IS TRUE";
        });
    }
    if (code_hashes_) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT i.user_key FROM code i WHERE ";
            add_code_range(statement);
            statement << " AND (i.corp_id = $1) IS TRUE";
        });
    }
    if (!search_.serial_number.empty()) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT i.user_key FROM binding i WHERE i.corp_id = $1 AND i.sn = "
                      << statement.place(search_.serial_number) << " AND i.ended = 0";
        });
    }
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
    if (is_of_codes()) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT s.user_key FROM code s WHERE s.corp_id = $1";
            add_code_span(statement, "s");
        });
    }
    return sources;
}

void LabelSearch::add_conditions(Statement& statement, std::string const& key) const {
    add_name_conditions(statement, key);
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
                  << statement.place(search_.now - online_within) << " AND "
                  << statement.place(search_.now + clock_difference_max);
    }
    add_state(statement, key);
}

void LabelSearch::add_name_conditions(Statement& statement, std::string const& key) const {
    if (!search_.account.empty()) {
        statement << " AND (SELECT i.user_key FROM users i WHERE i.account = "
                  << statement.place(search_.account) << ") = " << key;
    }
    if (code_hashes_) {
        statement << " AND (SELECT i.user_key FROM code i WHERE ";
        add_code_range(statement);
        statement << " AND (i.corp_id = $1) IS TRUE LIMIT 1) = " << key;
    }
    if (!search_.serial_number.empty()) {
        statement << " AND (SELECT i.sn FROM binding i WHERE i.user_key = " << key
                  << " AND i.ended = 0) = " << statement.place(search_.serial_number);
    }
}

bool LabelSearch::is_of_codes() const {
    return search_.state == ListedState::issued || search_.state == ListedState::expiring ||
           search_.state == ListedState::lapsed;
}

void LabelSearch::add_state(Statement& statement, std::string const& key) const {
    if (is_of_codes()) {
        statement << of_code << key;
        add_code_span(statement, "c");
        statement << ") IS NOT NULL";
    } else if (search_.state == ListedState::gone) {
        statement << " AND (SELECT w.last_seen_at FROM binding w WHERE w.user_key = " << key
                  << " AND w.ended = 0) < " << statement.place(search_.now - gone_after);
    } else if (search_.state == ListedState::released) {
        statement << of_code << key
                  << ") IS NULL AND (SELECT w.user_key FROM binding w WHERE w.user_key = " << key
                  << " AND w.ended = 0) IS NULL";
    }
}

void LabelSearch::add_code_range(Statement& statement) const {
    statement << "i.hash >= " << statement.place(code_hashes_->first)
              << " AND i.hash <= " << statement.place(code_hashes_->last);
}

void LabelSearch::add_code_span(Statement& statement, std::string const& alias) const {
    bool const is_lapsed = search_.state == ListedState::lapsed;
    auto const after = is_lapsed ? Instant::min() : search_.now;
    auto const until = is_lapsed                                ? search_.now
                       : search_.state == ListedState::expiring ? search_.now + expiring_within
                                                                : Instant::max();
    auto const column = " AND " + alias + ".expires_at ";
    statement << column << "> " << statement.place(after) << column
              << "<= " << statement.place(until);
}

void LabelSearch::add_asset_range(Statement& statement, std::string const& alias) const {
    auto const column = " AND " + alias + ".folded_asset_number ";
    statement << column << ">= " << statement.place(search_.asset_number) << column << "< "
              << statement.place(asset_end_);
}

}  // namespace roomkey
