#include "usecase/terminal/device_words.hpp"

#include <string>

#include "domain/activation/typed_text.hpp"
#include "domain/terminal.hpp"
#include "domain/text_field.hpp"

namespace roomkey {
namespace {

constexpr std::size_t label_length_max = 64;

/// A text by which a device calls itself. It decides nothing, so it is taken as it comes: the ends
/// of what firmware hands out are cut.
Result<std::string> label(std::string const& text, std::string const& field,
                          std::size_t length_min) {
    std::string const bare{without_outer_blanks(text)};
    TRY(check_text(bare, field, length_min, label_length_max));
    if (!is_printable(bare)) {
        return invalid_field(field, Fault::wrong_format, "no control characters");
    }
    return bare;
}

}  // namespace

Result<DeviceFacts> checked_facts(DeviceFacts const& given) {
    DeviceFacts facts;
    facts.sn = TRY(label(given.sn, "sn", 1));
    if (!given.type.empty() && !device_type_named(given.type)) {
        return invalid_field("devType", Fault::unknown_value,
                             "huawei-vision, idea-hub, welink-desktop(iwb), smart-rooms, "
                             "hard-terminal");
    }
    facts.type = given.type;
    facts.model = TRY(label(given.model, "model", 0));
    facts.software_version = TRY(label(given.software_version, "softwareVersion", 0));
    return facts;
}

}  // namespace roomkey
