#pragma once

#include <string>
#include <string_view>

namespace roomkey {

/// What a search compares instead of `text`: Unicode's NFKC_Casefold (UAX #44), so that case,
/// width, ligatures and how an accent is composed make no difference, nor do characters that cannot
/// be seen. Beyond that, the Turkish dotless and dotted i are an i. What is not UTF-8 only loses
/// its ASCII capitals.
std::string folded_text(std::string_view text);

}  // namespace roomkey
