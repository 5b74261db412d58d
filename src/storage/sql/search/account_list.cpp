#include "storage/sql/search/account_list.hpp"

#include <utility>

namespace roomkey {
namespace {

/// Of so many accounts all are looked at, and sorted, for any page.
constexpr int selected_max = 1000;

}  // namespace

Status AccountList::choose(std::vector<Source> const& sources, bool is_newest_first) {
    for (auto const& source : sources) {
        if (!TRY(is_small(source, selected_max))) continue;
        choose_selection(source);
        return Done{};
    }
    if (!has_text()) {
        // A page's worth is found soon, but a count would go on to the end of the list.
        for (auto const& source : sources) {
            if (!TRY(is_small(source, count_max() - 1))) continue;
            selection_ = source;
            count_way_ = Way::selection;
            break;
        }
        return Done{};
    }
    page_way_ = Way::index;
    count_way_ = Way::index;
    bool const is_index_in_order = reader_.dialect().are_texts_in_order;
    if (is_newest_first && is_index_in_order) return Done{};
    auto const frequency = TRY(frequency_of(reader_, text_));
    if (frequency != Frequency::rare) page_way_ = Way::walk;
    // An index in order is read no further than the count goes either.
    if (frequency == Frequency::frequent && !is_index_in_order) count_way_ = Way::walk;
    return Done{};
}

Result<bool> AccountList::is_small(Source const& source, std::int64_t max) const {
    Statement statement(text_.corp_id);
    statement << "SELECT count(*) FROM (";
    source(statement);
    statement << " LIMIT " << std::to_string(max + 1) << ") s";
    return TRY(statement.integer(reader_)) <= max;
}

void AccountList::choose_selection(Source source) {
    selection_ = std::move(source);
    page_way_ = Way::selection;
    count_way_ = Way::selection;
}

Statement AccountList::begin() const {
    return has_text() ? text_statement(text_) : Statement(text_.corp_id);
}

Result<std::int64_t> AccountList::count_up_to(std::int64_t max) const {
    auto statement = begin();
    statement << "SELECT count(*) FROM (SELECT 1";
    add_list(statement, count_way_);
    statement << " LIMIT " << statement.place(max) << ") counted";
    return statement.integer(reader_);
}

}  // namespace roomkey
