#include "usecase/terminal/watch_terminal.hpp"

#include <utility>

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
    auto known = store_.read([&](Reader& reader) { return access_.find(reader, credential_); });
    TerminalNews news;
    if (known.ok()) {
        bool const is_news = is_first_ || !is_same_to_the_device(known->profile, last_);
        if (is_news)
            news.kind = is_first_ ? TerminalNews::Kind::bound : TerminalNews::Kind::updated;
        last_ = known->profile;
        news.profile = std::move(known->profile);
        is_first_ = false;
        return news;
    }
    if (known.error().code == ErrorCode::token_invalid) {
        news.kind = TerminalNews::Kind::credential_ended;
        return news;
    }
    if (known.error().code != ErrorCode::terminal_unbound) return known.error();

    auto const facts = TRY(store_.read([&](Reader& reader) {
        return reader.find_credential(hashes_.of(HashPurpose::credential, credential_.reveal()));
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
    if (wake) subscription_ = feed_.subscribe(last_.terminal.binding->id, std::move(wake));
}

Result<std::unique_ptr<TerminalWatch>> WatchTerminal::run(Secret const& credential) const {
    TRY(show_.run(credential));
    auto known = TRY(store_.read([&](Reader& reader) { return access_.find(reader, credential); }));
    return std::make_unique<TerminalWatch>(store_, hashes_, access_, feed_, credential,
                                           std::move(known));
}

}  // namespace roomkey
