#pragma once

#include <compare>
#include <functional>
#include <string>

namespace roomkey {

/// An identifier that cannot be mistaken for one of another kind.
template <class Tag>
struct Id {
    std::string value;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in every defaulted comparison.
    friend auto operator<=>(Id const&, Id const&) = default;
    [[nodiscard]] bool empty() const { return value.empty(); }
};

using CorpId = Id<struct CorpTag>;        ///< 9 decimal digits.
using UserId = Id<struct UserTag>;        ///< 32 lower-case hex characters.
using AppId = Id<struct AppTag>;          ///< 32 lower-case hex characters.
using CodeId = Id<struct CodeTag>;        ///< 32 lower-case hex characters.
using BindingId = Id<struct BindingTag>;  ///< 32 lower-case hex characters.
using NoticeId = Id<struct NoticeTag>;    ///< 32 lower-case hex characters.
using JobId = Id<struct JobTag>;          ///< 32 lower-case hex characters.
using SessionId = Id<struct SessionTag>;  ///< 32 lower-case hex characters.

}  // namespace roomkey

template <class Tag>
struct std::hash<roomkey::Id<Tag>> {
    std::size_t operator()(roomkey::Id<Tag> const& id) const {
        return std::hash<std::string>{}(id.value);
    }
};
