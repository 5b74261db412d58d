#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/sql/search/counted_page.hpp"
#include "storage/sql/search/text_finding.hpp"

namespace roomkey {

/// A long list of accounts, or of what they have, of one enterprise. None is read from end to end
/// for a page: if one of its conditions lets few accounts through, it begins with these; else an
/// index is walked in the order of the list, which has a page's worth soon because no condition is
/// rare; a text is found as `text_finding.hpp` says.
///
/// What this costs all the same: a page deep inside, a walk that far; conditions that are common
/// each but never met together, a walk to the end.
class AccountList {
public:
    virtual ~AccountList() = default;
    AccountList(AccountList const&) = delete;
    AccountList& operator=(AccountList const&) = delete;

protected:
    /// What a statement begins with.
    enum class Way : std::uint8_t {
        selection,  ///< The accounts `s` of `add_selection`.
        index,      ///< What `Dialect::texts_found` finds.
        walk,       ///< The list.
    };
    /// Adds a SELECT of the keys of the accounts that meet one condition. $1 is the enterprise.
    using Source = std::function<void(Statement&)>;

    AccountList(Reader& reader, TextSearch search) : reader_(reader), text_(std::move(search)) {}

    [[nodiscard]] bool has_text() const { return !text_.text.empty(); }
    /// Whether the index alone decides, without `user_text`: of text and types, no more.
    [[nodiscard]] bool is_decided_by_index(Way way) const {
        return way == Way::index && is_gram(text_.text) && !reader_.dialect().grams_found.empty();
    }

    /// Decides. `is_newest_first` is the order of `user_text` and of its index.
    Status choose(std::vector<Source> const& sources, bool is_newest_first);
    /// Always begins with those of `source`.
    void choose_selection(Source source);

    /// The page; `select(way, offset, limit)` returns the records.
    template <class Select>
    auto page(PageRequest const& wanted, Select const& select) {
        return counted_page(
            wanted, count_max(), [&](std::int64_t max) { return count_up_to(max); },
            [&](std::int64_t offset, int limit) { return select(page_way_, offset, limit); });
    }

    /// $1 is the enterprise; with a text, $2 and $3 are of `text_statement`.
    [[nodiscard]] Statement begin() const;
    /// Whether a condition is looked up for each account in another table.
    [[nodiscard]] virtual bool is_looked_up() const { return false; }
    /// FROM, with the conditions that all of the list meet.
    virtual void add_list(Statement& statement, Way way) const = 0;

    void add_selection(Statement& statement) const { selection_(statement); }
    [[nodiscard]] TextSearch const& text() const { return text_; }
    [[nodiscard]] Reader& reader() const { return reader_; }

private:
    /// Up to which the list is counted exactly.
    [[nodiscard]] std::int64_t count_max() const {
        if (has_text()) return found_counted_max;
        return is_looked_up() ? looked_up_counted_max : counted_max;
    }
    [[nodiscard]] Result<bool> is_small(Source const& source, std::int64_t max) const;
    Result<std::int64_t> count_up_to(std::int64_t max) const;

    Reader& reader_;
    TextSearch text_;
    Way page_way_ = Way::walk;
    Way count_way_ = Way::walk;
    Source selection_;
};

}  // namespace roomkey
