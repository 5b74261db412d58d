#include "storage/sql/sealed.hpp"

#include <charconv>
#include <string_view>

// Sealed values, walked over when the sealing key changes, in the order of a unique key.
namespace roomkey {
namespace {

struct Place {
    /// Key, context and value of the rows after the key $1 (of answers, $1 and $2).
    std::string_view list;
    /// $1 in place of $2 in the row of the key from $3 on.
    std::string_view replace;
};

Place place_of(SealedKind kind) {
    switch (kind) {
        case SealedKind::code:
            // By the accounts, whose key both engines have in order.
            return {
                "SELECT u.user_key, u.user_id, c.sealed FROM users u CROSS JOIN code c "
                "WHERE u.user_key > $1 AND c.corp_id = u.corp_id AND c.user_key = u.user_key "
                "ORDER BY u.user_key LIMIT $2",
                "UPDATE code SET sealed = $1 WHERE sealed = $2 AND user_key = $3 "
                "AND corp_id = (SELECT corp_id FROM users WHERE user_key = $3)"};
        case SealedKind::app_key:
            return {
                "SELECT app_id, app_id, sealed_key FROM app WHERE app_id > $1 "
                "ORDER BY app_id LIMIT $2",
                "UPDATE app SET sealed_key = $1 WHERE sealed_key = $2 AND app_id = $3"};
        case SealedKind::contact:
            // Settled ones have no contact any more.
            return {
                "SELECT notice_id, notice_id, sealed_contact FROM notice "
                "WHERE notice_id > $1 AND (state < 2) IS TRUE ORDER BY notice_id LIMIT $2",
                "UPDATE notice SET sealed_contact = $1 WHERE sealed_contact = $2 "
                "AND notice_id = $3"};
        case SealedKind::answer:
            return {
                "SELECT user_id, key_hash, user_id, sealed_answer FROM replay "
                "WHERE (user_id, key_hash) > ($1, $2) ORDER BY user_id, key_hash LIMIT $3",
                "UPDATE replay SET sealed_answer = $1 WHERE sealed_answer = $2 AND user_id = $3 "
                "AND key_hash = $4"};
        case SealedKind::job_row:
            return {
                "SELECT row_key, job_id, row_no, sealed_fields FROM job_row WHERE row_key > $1 "
                "AND length(sealed_fields) > 0 ORDER BY row_key LIMIT $2",
                "UPDATE job_row SET sealed_fields = $1 WHERE sealed_fields = $2 AND row_key = $3"};
        case SealedKind::totp:
            return {
                "SELECT user_id, user_id, sealed_totp FROM users "
                "WHERE user_id > $1 AND length(sealed_totp) > 0 ORDER BY user_id LIMIT $2",
                "UPDATE users SET sealed_totp = $1 WHERE sealed_totp = $2 AND user_id = $3"};
        case SealedKind::sso_secret:
            return {
                "SELECT corp_id, corp_id, sealed_secret FROM sso_provider "
                "WHERE corp_id > $1 AND length(sealed_secret) > 0 ORDER BY corp_id LIMIT $2",
                "UPDATE sso_provider SET sealed_secret = $1 WHERE sealed_secret = $2 "
                "AND corp_id = $3"};
    }
    return {};
}

/// Whether the key of the rows is a number.
bool is_numbered(SealedKind kind) {
    return kind == SealedKind::code || kind == SealedKind::job_row;
}

/// The key of a row, and how it is written in `SealedValue::row`.
struct Key {
    static Key parse(SealedKind kind, std::string const& row) {
        Key key;
        if (is_numbered(kind)) {
            std::from_chars(row.data(), row.data() + row.size(), key.number);
            return key;
        }
        auto const space = row.find(' ');
        key.name = row.substr(0, space);
        if (space != std::string::npos) {
            key.hash = from_hex(std::string_view{row}.substr(space + 1)).value_or(Bytes{});
        }
        return key;
    }
    static std::string read(SealedKind kind, Row& row) {
        if (is_numbered(kind)) return std::to_string(row.integer());
        auto key = row.text();
        if (kind == SealedKind::answer) {
            auto const hash = row.blob();
            key += ' ' + to_hex(hash.data(), hash.size());
        }
        return key;
    }
    void add_to(Values& values, SealedKind kind) const {
        if (is_numbered(kind)) return values.add(number);
        values.add(name);
        if (kind == SealedKind::answer) values.add(hash);
    }

    std::int64_t number = 0;
    std::string name = {};
    Bytes hash = {};
};

}  // namespace

Result<std::vector<SealedValue>> list_sealed(Reader& reader, SealedKind kind,
                                             std::string const& row, int count) {
    auto const behind = Key::parse(kind, row);
    Values values;
    behind.add_to(values, kind);
    values.add(count);
    return all_of(reader.query(place_of(kind).list, values), [&](Row& found) {
        SealedValue value;
        value.kind = kind;
        value.row = Key::read(kind, found);
        value.context = found.text();
        if (kind == SealedKind::job_row) value.context += ' ' + std::to_string(found.integer());
        value.sealed = found.blob();
        return value;
    });
}

Result<bool> replace_sealed(Transaction& tx, SealedValue const& value, Bytes const& fresh) {
    auto const key = Key::parse(value.kind, value.row);
    Values values(fresh, value.sealed);
    key.add_to(values, value.kind);
    return TRY(tx.change(place_of(value.kind).replace, values)) > 0;
}

}  // namespace roomkey
