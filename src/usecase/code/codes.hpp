#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields/binding.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/code/search_turns.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct CreateCodeRequest {
    DeviceType device_type = DeviceType::idea_hub;
    std::string device_name;
    std::string department_code;  ///< Empty: the root.
    std::string description;
    ContactRequest contacts;
    GivenTerminal given;
};

/// A terminal account that came into being, with its first code.
struct CreatedTerminal {
    UserId user_id;
    std::string account;
    CodeId code_id;
    Secret code;
};

struct SearchCodesRequest {
    PageRequest page;
    /// A part of the terminal's name, or of a code: see `Codes::search`.
    std::string search_key;
    std::optional<DeviceType> device_type;
};

/// How many sealed codes are opened to find those that contain a part.
struct CodeOpening {
    std::int64_t max = 100'000;      ///< An enterprise with more finds whole codes only.
    std::int64_t short_max = 5'000;  ///< With more, it takes a turn.
    std::size_t turns = 2;           ///< On a node at once, of different enterprises.
    std::int64_t at_a_time = 5'000;  ///< In memory.
};

struct FoundCode {
    CodeRow row;
    Secret code;  ///< Empty if it cannot be opened, or if the caller does not see codes.
    bool is_seen = true;
};

struct DeleteCodesRequest {
    std::vector<std::string> ids;
};

struct RecordShownCodeRequest {
    std::string account;
};

Fields<CreateCodeRequest> create_code_fields();
Fields<SearchCodesRequest> search_codes_fields();
Fields<DeleteCodesRequest> delete_codes_fields();
Fields<RecordShownCodeRequest> record_shown_code_fields();

/// The activation codes of terminals, except for their reset. Errors: those of the gate and
/// `invalid_parameter`, besides those named.
class Codes {
public:
    Codes(Gate const& gate, CodeIssue const& issue, TokenMaker const& tokens,
          CodeOpening const& opening = {})
        : gate_(gate), issue_(issue), tokens_(tokens), opening_(opening), turns_(opening.turns) {}

    /// Makes a terminal account and its code, and queues the code's notices. An operator, who sees
    /// the code anyway, need not give a contact. `department_unknown`.
    Result<CreatedTerminal> create(CreateCodeRequest const& request, Actor const& actor) const;

    /// One page of unspent codes, opened; lapsed ones too. A part of a code is found only by
    /// opening all that the enterprise has, as far as `CodeOpening` goes; `unavailable` if that
    /// takes long and no turn is left.
    Result<Page<FoundCode>> search(SearchCodesRequest const& request, Actor const& actor) const;

    /// Deletes unspent codes, all or none, and records each. A terminal that was never active goes
    /// with its code; one that was keeps its account, without a code. An id given twice counts
    /// once. `code_id_unknown` naming an id that is not an unspent code of the enterprise.
    Status remove(DeleteCodesRequest const& request, Actor const& actor) const;

    /// Records that the caller looks at the code of a terminal, which lists have sent already.
    /// `account_unknown` for what is no terminal, or a hard one, whose codes are only sent.
    Status record_shown(RecordShownCodeRequest const& request, Actor const& actor) const;

    /// The unspent code of an account, for an operator. `account_unknown`; `code_unknown` if it has
    /// none, or is a hard terminal, whose codes are only sent.
    Result<Secret> current(std::string const& account) const;

private:
    Result<CreatedTerminal> create(Change& change, CreateCodeRequest const& request) const;
    /// The part of a code in what is searched for: read by the present format and, if the
    /// enterprise has codes of the other one, by that.
    Result<std::optional<std::string>> part_in(Reader& reader, Corp const& corp,
                                               std::string const& text) const;
    /// The keys of the enterprise's codes that contain `part`. `unavailable` if no turn is left.
    Result<std::vector<std::int64_t>> codes_with(Reader& reader, CorpId const& corp,
                                                 std::string_view part) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    TokenMaker const& tokens_;
    CodeOpening opening_;
    mutable SearchTurns turns_;
};

}  // namespace roomkey
