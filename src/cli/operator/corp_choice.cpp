#include "cli/operator/corp_choice.hpp"

namespace roomkey {
namespace {

constexpr std::size_t named_corps_max = 5;

std::string some_of(std::vector<Corp> const& corps) {
    std::string text;
    for (std::size_t i = 0; i < corps.size() && i < named_corps_max; ++i) {
        text += (text.empty() ? "" : ", ") + corps[i].id.value;
    }
    return corps.size() > named_corps_max ? text + ", ... (roomkey corp list)" : text;
}

}  // namespace

CLI::Option* add_corp_flag(CLI::App& command, std::optional<std::string>& corp) {
    return command
        .add_option("--corp", corp, "Enterprise; may be left out where there is exactly one")
        ->type_name("ID");
}

Result<Corp> choose_corp(std::vector<Corp> const& corps, std::optional<std::string> const& named) {
    if (named) {
        for (auto const& corp : corps) {
            if (corp.id.value == *named) return corp;
        }
        return refusal_about(ErrorCode::corp_unknown, *named);
    }
    if (corps.empty()) {
        return unavailable(
            "there is no enterprise yet; make one with: roomkey corp add --name NAME");
    }
    if (corps.size() > 1) return invalid_field("--corp", Fault::missing, some_of(corps));
    return corps.front();
}

Result<Corp> choose_corp(Corps const& corps, std::optional<std::string> const& named) {
    return choose_corp(TRY(corps.list()), named);
}

}  // namespace roomkey
