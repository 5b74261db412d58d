#include "usecase/keys/reseal_values.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "storage/sql/sealed.hpp"

namespace roomkey {
namespace {

/// Of one transaction: a fraction of what a group of resets writes.
constexpr int page_values = 100;

constexpr std::array<std::pair<SealedKind, SealPurpose>, 7> kinds{{
    {SealedKind::app_key, SealPurpose::app_key},
    {SealedKind::code, SealPurpose::code},
    {SealedKind::contact, SealPurpose::contact},
    {SealedKind::answer, SealPurpose::answer},
    {SealedKind::totp, SealPurpose::totp},
    {SealedKind::job_row, SealPurpose::job_row},
    {SealedKind::sso_secret, SealPurpose::sso_secret},
}};

SealPurpose purpose_of(SealedKind kind) {
    for (auto const& [known, purpose] : kinds) {
        if (known == kind) return purpose;
    }
    return SealPurpose::code;
}

struct Replacement {
    SealedValue const* value;
    Bytes fresh;
};

}  // namespace

Result<ResealProgress> ResealValues::run(Observer const& observe) {
    return walk(Mode::reseal, observe);
}

Result<ResealProgress> ResealValues::count(Observer const& observe) {
    return walk(Mode::count, observe);
}

Result<ResealProgress> ResealValues::walk(Mode mode, Observer const& observe) {
    ResealProgress progress;
    for (auto const& entry : kinds) {
        auto const kind = entry.first;
        std::string row;
        for (;;) {
            auto const values = TRY(store_.read(
                [&](Reader& reader) { return list_sealed(reader, kind, row, page_values); }));
            if (values.empty()) break;
            row = values.back().row;
            TRY(take_page(values, mode, progress));
            if (!observe(progress)) return progress;
        }
    }
    return progress;
}

Status ResealValues::take_page(std::vector<SealedValue> const& values, Mode mode,
                               ResealProgress& progress) {
    auto const current = sealer_.current_key();
    std::vector<Replacement> replacements;
    for (auto const& value : values) {
        auto const key = Sealer::key_of(value.sealed);
        if (key == current || mode == Mode::count) {
            ++progress.sealed_by[key];
            continue;
        }
        auto const purpose = purpose_of(value.kind);
        auto const text = sealer_.open(purpose, value.context, value.sealed);
        if (!text.ok()) {
            // One broken value must not keep the others under the old key.
            ++progress.failed;
            ++progress.sealed_by[key];
            continue;
        }
        replacements.push_back({&value, sealer_.seal(purpose, value.context, *text)});
    }
    if (replacements.empty()) return Done{};
    auto const resealed = TRY(store_.write([&](Transaction& transaction) -> Result<SealedCounts> {
        SealedCounts counts;
        for (auto const& [value, fresh] : replacements) {
            bool const is_replaced = TRY(replace_sealed(transaction, *value, fresh));
            if (is_replaced) ++counts[Sealer::key_of(value->sealed)];
        }
        return counts;
    }));
    for (auto const& [key, count] : resealed) {
        progress.resealed_from[key] += count;
        progress.resealed += count;
    }
    // What was replaced meanwhile was sealed by the key that is current.
    progress.sealed_by[current] += static_cast<std::int64_t>(replacements.size());
    return Done{};
}

}  // namespace roomkey
