#include "storage/postgres/schema/schema.hpp"

namespace roomkey::postgres {

char const* const schema_of_labels_v1 = R"sql(
-- What administrators note about terminals; apart from `terminal`, which every reset reads.
CREATE TABLE terminal_label (
    user_key            bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    corp_id             text COLLATE "C" NOT NULL,
    note                text COLLATE "C" NOT NULL,
    asset_number        text COLLATE "C" NOT NULL,
    folded_asset_number text COLLATE "C" NOT NULL,
    tags                text COLLATE "C" NOT NULL
);
CREATE INDEX terminal_label_asset ON terminal_label (corp_id, folded_asset_number, user_key);

-- The same tags, folded, each by itself: what terminals are found by.
CREATE TABLE terminal_tag (
    user_key bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    corp_id  text COLLATE "C" NOT NULL,
    tag      text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_key, tag)
);
CREATE INDEX terminal_tag_list ON terminal_tag (corp_id, tag, user_key);
)sql";

}  // namespace roomkey::postgres
