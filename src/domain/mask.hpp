#pragma once

#include <string>
#include <string_view>

namespace roomkey {

/// A phone number as administrators, audit and logs see it: "+86173****9092". Up to 6 leading
/// characters and the last 4 stay; of a shorter number less stays, of a very short one nothing.
/// What is not readable text becomes stars alone. Empty for an empty text.
std::string mask_phone(std::string_view phone);

/// An email address in the same way: "e***@huawei.com". The stars do not tell how many characters
/// they stand for. Empty for an empty text.
std::string mask_email(std::string_view email);

}  // namespace roomkey
