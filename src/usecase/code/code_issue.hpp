#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/contact.hpp"
#include "domain/corp.hpp"
#include "domain/notice.hpp"
#include "domain/phone_numbers.hpp"
#include "domain/terminal.hpp"
#include "security/code_maker.hpp"
#include "security/lookup_hash.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// A fresh code as it stands in the database, and its text for the answer.
struct IssuedCode {
    ActiveCode code;
    Secret text;
};

/// What an operator may decide of a new terminal account; the rest is made.
struct GivenTerminal {
    std::optional<std::string> account;
    std::optional<Secret> code;  ///< Normalised.
};

/// The values of one list that could not be opened.
struct UnopenedValues {
    std::string_view kind;  ///< Of static storage, for logs and metrics.
    std::int64_t count = 0;
    std::string detail;  ///< Of the first, for the log alone.
};

/// Makes codes and the notices that carry them; shared by create and reset. Thread-safe.
class CodeIssue {
public:
    /// `on_unopened` is called once for each list with values that could not be opened.
    CodeIssue(CodeMaker const& codes, TokenMaker const& tokens, LookupHash const& hashes,
              Sealer const& sealer, PhoneNumbers const& numbers,
              std::function<void(UnopenedValues const&)> on_unopened)
        : codes_(codes),
          tokens_(tokens),
          hashes_(hashes),
          sealer_(sealer),
          numbers_(numbers),
          on_unopened_(std::move(on_unopened)) {}

    /// The rules of domain/contact.
    [[nodiscard]] Result<Contacts> check(ContactRequest const& request,
                                         ContactFieldNames const& names = {}) const;

    /// As domain/phone_reading says.
    [[nodiscard]] bool may_lack_plus(std::string_view phone) const;

    /// Gives `user` a new code in place of any old one, unique among live codes; as by `make`.
    Result<IssuedCode> issue(Transaction& transaction, User const& user, Corp const& corp,
                             Instant now) const;
    /// The same with the code that is given, if one is. `invalid_parameter` if that is taken.
    Result<IssuedCode> issue(Transaction& transaction, User const& user, Corp const& corp,
                             Instant now, GivenTerminal const& given) const;

    /// A new code of the enterprise's format, valid from `now` as it decided, or as the contract
    /// says of hard terminals; not stored yet.
    [[nodiscard]] IssuedCode make(User const& user, Corp const& corp, Instant now) const;

    /// One notice per given contact, not queued yet.
    [[nodiscard]] std::vector<Notice> make_notices(User const& user, ActiveCode const& code,
                                                   Contacts const& contacts, Language language,
                                                   Instant now) const;

    /// Queues one notice per given contact, in the same transaction; returns them.
    Result<std::vector<Notice>> queue_notices(Transaction& transaction, User const& user,
                                              ActiveCode const& code, Contacts const& contacts,
                                              Language language, Instant now) const;

    /// Queues one notice per given contact that carries a first password, in the same transaction.
    /// What it is sealed with is gone as soon as the notice is settled or superseded.
    Status queue_password(Transaction& transaction, User const& user, Secret const& password,
                          Contacts const& contacts, Language language, Instant now) const;

    /// The text of a code out of the database.
    Result<Secret> open(UserId const& user, ActiveCode const& code) const;
    /// The same for a row of a list, which is returned all the same if one of its codes cannot be
    /// opened: such a code is empty and noted in `unopened`, to be reported with the whole list.
    Secret open_listed(UserId const& user, ActiveCode const& code, UnopenedValues& unopened) const;
    void report(UnopenedValues const& unopened) const;

    /// The hash under which a presented code is found.
    [[nodiscard]] Digest lookup(std::string_view normalised) const;

private:
    [[nodiscard]] IssuedCode sealed(Secret text, User const& user, Corp const& corp,
                                    Instant now) const;

    CodeMaker const& codes_;
    TokenMaker const& tokens_;
    LookupHash const& hashes_;
    Sealer const& sealer_;
    PhoneNumbers const& numbers_;
    std::function<void(UnopenedValues const&)> on_unopened_;
};

/// Whether a code for these contacts is announced to anybody.
inline bool is_announced(Contacts const& contacts) {
    return !contacts.email.empty() || !contacts.phone.empty();
}

/// The contacts as the audit record shows them, such as "e***@huawei.com +86173****9092".
std::string masked(Contacts const& contacts);

}  // namespace roomkey
