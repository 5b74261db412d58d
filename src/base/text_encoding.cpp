#include "base/text_encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <limits>
#include <memory>

namespace roomkey {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

/// Null if there is none of this name, or it is no encoding of texts.
Converter converter_named(std::string const& name) {
    UErrorCode status = U_ZERO_ERROR;
    // An empty name stands for what the machine is set to.
    Converter converter(name.empty() ? nullptr : ucnv_open(name.c_str(), &status), &ucnv_close);
    if (U_FAILURE(status)) converter.reset();
    return converter;
}

}  // namespace

bool is_text_encoding(std::string const& name) { return converter_named(name) != nullptr; }

std::optional<std::string> decoded_text(std::string_view bytes, std::string const& encoding) {
    auto const converter = converter_named(encoding);
    if (!converter || bytes.size() > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    // Else what is no text becomes a question mark.
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    icu::UnicodeString const text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                  converter.get(), status);
    if (U_FAILURE(status)) return std::nullopt;
    std::string utf8;
    return text.toUTF8String(utf8);
}

}  // namespace roomkey
