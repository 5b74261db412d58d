#pragma once

#include <span>

#include "domain/error/error_catalogue.hpp"

namespace roomkey {

// The parts of the catalogue, by what is at fault. To get entries, use `error_catalogue`.

std::span<ErrorEntry const> request_errors();   ///< The request itself, or the server.
std::span<ErrorEntry const> caller_errors();    ///< Who asks: tokens, signatures, passwords.
std::span<ErrorEntry const> session_errors();   ///< Sessions of the console.
std::span<ErrorEntry const> sso_errors();       ///< Single sign-on.
std::span<ErrorEntry const> subject_errors();   ///< What is asked about: accounts, departments.
std::span<ErrorEntry const> user_errors();      ///< Accounts and passwords that cannot be so.
std::span<ErrorEntry const> terminal_errors();  ///< Activation codes, terminals and notices.
std::span<ErrorEntry const> pairing_errors();   ///< Screens that ask to be bound without a code.

/// For a code that the vendor shows in its REST form, with this meaning.
inline constexpr Bilingual note_published{
    .zh = "厂商公开的 REST 错误码，含义相同。",
    .en = "Published by the vendor in this form and with this meaning.",
};

}  // namespace roomkey
