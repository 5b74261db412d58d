#include "storage/sqlite/schema.hpp"

namespace roomkey::sqlite {

char const* const schema_of_labels_v1 = R"sql(
-- What administrators note about terminals; apart from `terminal`, which every reset reads.
CREATE TABLE terminal_label (
    user_key            INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    corp_id             TEXT NOT NULL,
    note                TEXT NOT NULL,
    asset_number        TEXT NOT NULL,
    folded_asset_number TEXT NOT NULL,
    tags                TEXT NOT NULL
) STRICT;
CREATE INDEX terminal_label_asset ON terminal_label (corp_id, folded_asset_number, user_key);

-- The same tags, folded, each by itself: what terminals are found by.
CREATE TABLE terminal_tag (
    user_key INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    corp_id  TEXT NOT NULL,
    tag      TEXT NOT NULL,
    PRIMARY KEY (user_key, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX terminal_tag_list ON terminal_tag (corp_id, tag, user_key);
)sql";

}  // namespace roomkey::sqlite
