#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "usecase/terminal/show_terminal.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// News of one terminal since it was last asked.
struct TerminalNews {
    enum class Kind : std::uint8_t { nothing, bound, updated, unbound, credential_ended, replaced };
    Kind kind = Kind::nothing;
    TerminalProfile profile;                   ///< With bound and updated.
    UnbindReason reason = UnbindReason::none;  ///< With unbound.
    Instant at{};                              ///< With unbound.
};

/// Follows one terminal by its credential. It looks into the database and tells what changed, so it
/// tells nothing wrong, whichever node or command made the change. One thread at a time.
class TerminalWatch {
public:
    TerminalWatch(Store& store, LookupHash const& hashes, TerminalAccess const& access,
                  TerminalFeed& feed, Secret credential, KnownTerminal known);

    /// `bound` at the first call. Looks if it was woken since, or does not listen, or a look is due
    /// (`TerminalAccess::look_again_at`), or the last one failed; else nothing is new. `replaced`,
    /// and nothing after it, if newer watches have taken its place.
    Result<TerminalNews> next();

    void on_wake(std::function<void()> wake);

private:
    Result<TerminalNews> look();
    Result<TerminalNews> look_at_end(Error const& why);

    Store& store_;
    LookupHash const& hashes_;
    TerminalAccess const& access_;
    TerminalFeed& feed_;
    Secret credential_;
    TerminalProfile last_;
    bool is_first_ = true;
    bool is_listening_ = false;
    std::atomic<bool> has_to_look_{true};
    std::atomic<bool> is_replaced_{false};
    Instant look_due_{};
    TerminalFeed::Subscription subscription_;
};

/// Opens a watch. Errors: those of `TerminalAccess::find`.
class WatchTerminal {
public:
    WatchTerminal(Store& store, LookupHash const& hashes, ShowTerminal const& show,
                  TerminalAccess const& access, TerminalFeed& feed)
        : store_(store), hashes_(hashes), show_(show), access_(access), feed_(feed) {}

    Result<std::unique_ptr<TerminalWatch>> run(Secret const& credential,
                                               RequestContext const& context) const;

private:
    Store& store_;
    LookupHash const& hashes_;
    ShowTerminal const& show_;
    TerminalAccess const& access_;
    TerminalFeed& feed_;
};

}  // namespace roomkey
