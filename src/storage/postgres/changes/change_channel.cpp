#include "storage/postgres/changes/change_channel.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "base/ascii.hpp"

namespace roomkey::postgres {
namespace {

constexpr std::size_t payload_bytes_max = 7'900;
constexpr std::size_t id_length = 32;
constexpr char const* everything = "*";

/// Beyond this many it is cheaper to check everything that is watched.
constexpr std::size_t bindings_max = 10'000;

bool is_id(std::string const& word) {
    return word.size() == id_length && consists_of(word, is_lower_hex);
}

}  // namespace

std::vector<std::string> to_payloads(Changes const& changes) {
    if (changes.is_everything) return {everything};
    std::vector<std::string> payloads;
    for (auto const& binding : changes.bindings) {
        // Ids of tests may be of any form; blanks would tear them apart.
        if (!is_id(binding.value)) return {everything};
        bool const is_full =
            payloads.empty() || payloads.back().size() + 1 + id_length > payload_bytes_max;
        if (is_full) {
            payloads.push_back(binding.value);
        } else {
            payloads.back() += ' ' + binding.value;
        }
    }
    return payloads;
}

Changes from_payload(std::string const& payload) {
    std::istringstream words(payload);
    Changes changes;
    for (std::string word; words >> word;) {
        if (!is_id(word)) return {true, {}};
        changes.bindings.push_back(BindingId{std::move(word)});
    }
    return changes;
}

void merge(Changes& changes, Changes more) {
    changes.is_everything = changes.is_everything || more.is_everything ||
                            changes.bindings.size() + more.bindings.size() > bindings_max;
    if (changes.is_everything) {
        changes.bindings.clear();
        return;
    }
    std::move(more.bindings.begin(), more.bindings.end(), std::back_inserter(changes.bindings));
}

}  // namespace roomkey::postgres
