#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace roomkey {

/// Finds where the head of a request ends, and refuses what can never become one as soon as that
/// is clear: bare CR, LF or NUL and other control characters, a request line or a head past its
/// limit. Passes over one empty line before it (RFC 9112 section 2.2): some old clients end a body
/// this way.
class HeadScanner {
public:
    enum class Verdict : std::uint8_t { need_more, complete, malformed, line_too_long, too_large };

    HeadScanner(std::size_t line_bytes_max, std::size_t head_bytes_max)
        : line_bytes_max_(line_bytes_max), head_bytes_max_(head_bytes_max) {}

    /// `input` is all that came since the head began; what an earlier call has seen is not
    /// examined again.
    Verdict scan(std::string_view input);

    /// Where in `input` the head begins and ends, with the empty line that ends it; meant for after
    /// `complete`.
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return position_; }

private:
    std::size_t line_bytes_max_;
    std::size_t head_bytes_max_;
    std::size_t begin_ = 0;
    std::size_t position_ = 0;
    std::size_t line_begin_ = 0;
    bool is_first_line_ = true;
};

/// Whether a complete head has a shape that no two implementations read differently (RFC 9112
/// sections 2.2, 3, 5 and 6.3). Stricter than the parser behind it, which joins folded lines, takes
/// lists of lengths, and transfer codings besides chunked. Without `needs_host` there may be no
/// Host, or an empty one.
bool is_well_formed_head(std::string_view head, bool needs_host = true);

/// Whether there is a control character that no part of a request may have: any but a tab.
bool has_forbidden_control(std::string_view text);

/// The path and query of a request target in origin or absolute form (RFC 9112 section 3.2), and
/// the authority of the latter. Empty if it has another form, an odd character or userinfo.
struct TargetParts {
    std::string_view authority;  ///< Empty in origin form.
    std::string_view path;       ///< May lack its leading slash in absolute form.
};
std::optional<TargetParts> split_target(std::string_view target);

}  // namespace roomkey
