#include "storage/sql/terminal/labels.hpp"

#include <sstream>

#include "base/folded_text.hpp"
#include "storage/sql/search/search_text.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {

std::string label_columns() { return label_table.columns(); }

TerminalLabels read_labels(Row& row) {
    if (row.is_null()) {
        row.skip(decltype(label_table)::column_count);
        return {};
    }
    auto text = label_table(row);
    TerminalLabels labels{std::move(text.note), std::move(text.asset_number), {}};
    std::istringstream tags(text.tags);
    for (std::string tag; std::getline(tags, tag, field_separator);) {
        labels.tags.push_back(std::move(tag));
    }
    return labels;
}

Result<TerminalLabels> find_labels(Reader& reader, UserId const& user) {
    static std::string const sql =
        "SELECT " + label_columns() +
        " FROM users u JOIN terminal_label n ON n.user_key = u.user_key WHERE u.user_id = $1";
    auto found = TRY(first_of(reader.query(sql, user), read_labels));
    return found.value_or(TerminalLabels{});
}

Status save_labels(Transaction& tx, User const& user, TerminalLabels const& labels) {
    static std::string const key = "(SELECT user_key FROM users WHERE user_id = $1)";
    static std::string const insert = "INSERT INTO terminal_label (user_key, " +
                                      label_table.names() + ") SELECT user_key, " +
                                      label_table.places(2) +
                                      " FROM users WHERE user_id = $1 "
                                      "ON CONFLICT (user_key) DO UPDATE SET " +
                                      label_table.replacements();
    static std::string const remove_tags = "DELETE FROM terminal_tag WHERE user_key = " + key;
    static std::string const remove = "DELETE FROM terminal_label WHERE user_key = " + key;
    TRY(tx.run(remove_tags, user.id));
    if (labels.empty()) return tx.run(remove, user.id);
    LabelText text{
        user.corp_id, labels.note, labels.asset_number, folded_text(labels.asset_number), {}};
    for (auto const& tag : labels.tags) {
        if (!text.tags.empty()) text.tags += field_separator;
        text.tags += tag;
        TRY(
            tx.run("INSERT INTO terminal_tag (user_key, corp_id, tag) "
                   "SELECT user_key, corp_id, $2 FROM users WHERE user_id = $1",
                   user.id, folded_text(tag)));
    }
    Values values(user.id);
    label_table.add_values(values, text);
    return tx.run(insert, values);
}

}  // namespace roomkey
