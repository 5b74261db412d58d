#include "domain/resend_policy.hpp"

#include "domain/mask.hpp"

namespace roomkey {

Status allow_resend(std::optional<Notice> const& notice, CorpId const& corp,
                    std::optional<ActiveCode> const& code, Instant now) {
    if (!notice) return refusal(ErrorCode::notice_unknown, "no such notice");
    if (notice->corp_id != corp) {
        return refusal(ErrorCode::notice_unknown, "notice of another enterprise");
    }
    if (notice->has_password()) {
        return invalid_field("id", Fault::not_allowed,
                             "a notice of a code; a password is not kept, reset it instead");
    }
    if (!code || code->id() != notice->code_id) return refusal(ErrorCode::notice_outdated);
    if (code->expires_at <= now) return refusal(ErrorCode::code_lapsed);
    return Done{};
}

Result<Contacts> resend_contact(Notice const& earlier, std::optional<Secret> const& kept,
                                Contacts const& given, ContactFieldNames const& names) {
    bool const is_sms = earlier.channel == Channel::sms;
    auto const& wanted = is_sms ? given.phone : given.email;
    auto const& field = is_sms ? names.phone : names.email;
    auto const& surplus = is_sms ? given.email : given.phone;
    if (!surplus.empty()) {
        return invalid_field(is_sms ? names.email : names.phone, Fault::not_allowed);
    }

    Contacts contacts;
    auto& target = is_sms ? contacts.phone : contacts.email;
    if (wanted.empty()) {
        if (!kept) return invalid_field(field, Fault::missing, earlier.masked_contact);
        target = kept->reveal();
        return contacts;
    }
    // The masked form fits itself; anyone who copied it out of the list means another address.
    if (wanted == earlier.masked_contact) return invalid_field(field, Fault::wrong_format);
    auto const masked = is_sms ? mask_phone(wanted) : mask_email(wanted);
    bool const is_same = kept ? kept->reveal() == wanted : masked == earlier.masked_contact;
    if (!is_same) return invalid_field(field, Fault::not_allowed, earlier.masked_contact);
    target = wanted;
    return contacts;
}

}  // namespace roomkey
