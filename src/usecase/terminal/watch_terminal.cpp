#include "usecase/terminal/watch_terminal.hpp"

#include <utility>

#include "storage/sql/terminal/bindings.hpp"

namespace roomkey {
namespace {

bool is_same_to_the_device(TerminalProfile const& a, TerminalProfile const& b) {
    return a.terminal.user.name == b.terminal.user.name &&
           a.terminal.user.department_code == b.terminal.user.department_code &&
           a.department_name == b.department_name && a.corp.name == b.corp.name;
}

}  // namespace

TerminalWatch::TerminalWatch(Store& store, LookupHash const& hashes, TerminalAccess const& access,
                             TerminalFeed& feed, Secret credential, KnownTerminal known)
    : store_(store),
      hashes_(hashes),
      access_(access),
      feed_(feed),
      credential_(std::move(credential)),
      last_(std::move(known.profile)) {}

Result<TerminalNews> TerminalWatch::next() {
    if (is_replaced_) {
        TerminalNews news;
        news.kind = TerminalNews::Kind::replaced;
        return news;
    }
    // Taken back before the look: what comes during it asks for another one.
    bool const has_to_look = has_to_look_.exchange(false);
    if (is_listening_ && !has_to_look && !access_.is_past(look_due_)) return TerminalNews{};
    auto news = look();
    if (!news.ok()) has_to_look_ = true;
    return news;
}

Result<TerminalNews> TerminalWatch::look() {
    auto known = store_.read([&](Reader& reader) { return access_.find(reader, credential_); });
    if (!known.ok()) return look_at_end(known.error());
    TerminalNews news;
    bool const is_news = is_first_ || !is_same_to_the_device(known->profile, last_);
    if (is_news) news.kind = is_first_ ? TerminalNews::Kind::bound : TerminalNews::Kind::updated;
    look_due_ = access_.look_again_at(*known);
    if (access_.is_presence_old(*known)) {
        // If this fails, the device only seems to have been away for longer.
        (void)store_.write(
            [&](Transaction& transaction) { return access_.note_presence(transaction, *known); });
    }
    last_ = known->profile;
    news.profile = std::move(known->profile);
    is_first_ = false;
    return news;
}

Result<TerminalNews> TerminalWatch::look_at_end(Error const& why) {
    TerminalNews news;
    if (why.code == ErrorCode::token_invalid) {
        news.kind = TerminalNews::Kind::credential_ended;
        return news;
    }
    if (why.code != ErrorCode::terminal_unbound) return why;
    auto const facts = TRY(store_.read([&](Reader& reader) {
        return find_credential(reader, hashes_.of(HashPurpose::credential, credential_.reveal()));
    }));
    news.kind = TerminalNews::Kind::unbound;
    if (facts) {
        news.reason = facts->binding.ended;
        news.at = facts->binding.ended_at;
    }
    return news;
}

void TerminalWatch::on_wake(std::function<void()> wake) {
    subscription_ = {};
    is_listening_ = wake != nullptr;
    if (!is_listening_) return;
    // What happened before it listened nobody told.
    has_to_look_ = true;
    auto const wake_with = [wake = std::move(wake)](std::atomic<bool>& flag) {
        return [&flag, wake] {
            flag = true;
            wake();
        };
    };
    subscription_ =
        feed_.subscribe(last_.terminal.binding->id,
                        {.wake = wake_with(has_to_look_), .replaced = wake_with(is_replaced_)});
}

Result<std::unique_ptr<TerminalWatch>> WatchTerminal::run(Secret const& credential,
                                                          RequestContext const& context) const {
    TRY(show_.run(credential, context));
    auto known = TRY(store_.read([&](Reader& reader) { return access_.find(reader, credential); }));
    return std::make_unique<TerminalWatch>(store_, hashes_, access_, feed_, credential,
                                           std::move(known));
}

}  // namespace roomkey
