#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "storage/store.hpp"

namespace roomkey {

/// Gives the account this code in place of the one it has, if any. False if another account has a
/// live code with the same hash.
Result<bool> replace_code(Transaction& tx, UserId const& user, ActiveCode const& code);
/// Removes the code with this hash if it is still unspent.
Result<bool> delete_code(Transaction& tx, Digest const& hash);
Result<Page<CodeRow>> search_codes(Reader& reader, CodeSearch const& search);
/// How many codes the list of the enterprise has; `max` if they are as many or more.
Result<std::int64_t> count_unspent_codes(Reader& reader, CorpId const& corp, std::int64_t max);
/// Whether one of `max` of them is sealed in so many bytes, which says how long it is.
Result<bool> has_unspent_code_of_size(Reader& reader, CorpId const& corp, std::size_t sealed_bytes,
                                      std::int64_t max);
/// Hands `take` each of them, newest terminal first, reading `at_a_time`.
Status take_unspent_codes(Reader& reader, CorpId const& corp, std::int64_t at_a_time,
                          std::function<void(UnspentCode const&)> const& take);
Result<std::int64_t> count_live_codes(Reader& reader);
Result<std::vector<LiveCodes>> live_codes_by_format(Reader& reader);

}  // namespace roomkey
