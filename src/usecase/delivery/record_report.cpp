#include "usecase/delivery/record_report.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "domain/account/account_name.hpp"
#include "domain/activation/typed_text.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey {
namespace {

/// What administrators are shown of a message that did not arrive; empty for the others.
std::string failure_of(ReportState report, std::string const& words) {
    std::string failure;
    if (report == ReportState::failed) failure = "not delivered";
    if (report == ReportState::rejected) failure = "rejected by the SMS centre";
    if (!failure.empty() && !words.empty()) failure += ": " + words;
    return failure;
}

/// Letters and digits alone, in one case: what remains of a code however it is grouped.
std::string compact(std::string_view text) {
    auto compacted = plain_code(text);
    std::erase_if(compacted, [](char c) { return !is_letter_or_digit(c); });
    std::transform(compacted.begin(), compacted.end(), compacted.begin(), upper);
    return compacted;
}

/// More of a gateway's words help nobody.
constexpr std::size_t words_length_max = 120;
/// Gateways cut what they quote. Less than so much of a code may be there by chance, and leaves the
/// rest of it to be guessed.
constexpr std::size_t code_part_length = 5;

/// Whether `words` have the code or a part of it; both are compact.
bool quotes(std::string const& words, std::string_view code) {
    auto const length = std::min(code_part_length, code.size());
    for (std::size_t at = 0; at + length <= code.size(); ++at) {
        if (words.find(code.substr(at, length)) != std::string::npos) return true;
    }
    return false;
}

/// Gateways quote messages, and a message holds what nobody but its receiver may read.
Result<std::string> shown_words(Transaction& transaction, Sealer const& sealer,
                                Notice const& notice, std::string const& words) {
    // A password is erased with its notice, so that there is nothing left to compare with.
    if (words.empty() || notice.has_password()) return std::string{};
    auto const terminal = TRY(find_terminal_by_user(transaction, notice.user_id));
    if (terminal && terminal->code) {
        auto const code =
            sealer.open(SealPurpose::code, notice.user_id.value, terminal->code->sealed);
        bool const is_safe = code.ok() && !quotes(compact(words), compact(code->reveal()));
        if (!is_safe) return std::string{};
    }
    // Not sooner: a cut through a code would hide it from the comparison.
    return shortened(words, words_length_max);
}

Result<AuditEntry> audit_entry(Transaction& transaction, Notice const& notice, ReportState report,
                               Instant now) {
    AuditEntry entry;
    entry.at = now;
    entry.actor = delivery_actor;
    entry.operation = "deliver_notice";
    entry.source = "gateway";
    entry.outcome = report == ReportState::failed ? "report_failed" : "report_rejected";
    entry.corp_id = notice.corp_id;
    entry.detail = std::string(wire_name(notice.channel)) + ' ' + notice.masked_contact;
    auto const user = TRY(find_user(transaction, notice.user_id));
    if (user) entry.account = user->account;
    return entry;
}

}  // namespace

Result<std::optional<std::string>> RecordReport::run(NoticeId const& id, ReportState report,
                                                     std::string const& words) const {
    using Shown = std::optional<std::string>;
    auto const now = clock_.now();
    return store_.write([&](Transaction& transaction) -> Result<Shown> {
        auto const notice = TRY(find_notice(transaction, id));
        if (!notice) return Shown{};
        auto shown = TRY(shown_words(transaction, sealer_, *notice, words));
        auto const failure = failure_of(report, shown);
        if (!TRY(save_report(transaction, id, report, failure, now))) return Shown{};
        if (!failure.empty()) {
            auto const entry = TRY(audit_entry(transaction, *notice, report, now));
            TRY(insert_audit(transaction, entry));
        }
        return Shown{std::move(shown)};
    });
}

}  // namespace roomkey
