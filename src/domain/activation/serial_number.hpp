#pragma once

#include <string_view>

namespace roomkey {

/// True if `sn` is what firmware holds where nobody wrote a serial number: one of the texts that
/// board makers leave there, or one character all over, such as zeros. It identifies no
/// device.
bool is_placeholder_sn(std::string_view sn);

}  // namespace roomkey
