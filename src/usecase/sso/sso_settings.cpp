#include "usecase/sso/sso_settings.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/sso_providers.hpp"
#include "storage/sql/directory/users.hpp"

namespace roomkey {
namespace {

using Save = SaveSsoRequest;
constexpr auto save_fields = bind<Save>(
    rules::save_single_sign_on,
    {field<&Save::issuer>("issuer"), field<&Save::client_id>("clientId"),
     field<&Save::secret>("clientSecret"),
     converted<client_auth_named, &Save::client_auth>("clientAuth"), field<&Save::claim>("claim"),
     converted<matched_by_named, &Save::matched_by>("matchedBy"),
     field<&Save::second_factor>("secondFactor"), field<&Save::redirect_uri>("redirectUri")});

constexpr auto switch_fields =
    bind<SwitchSsoRequest>(rules::switch_single_sign_on,
                           {converted<single_sign_on_named, &SwitchSsoRequest::demand>("demand")});

Result<bool> is_way_in_ready(Reader& reader, CorpId const& corp) {
    auto const found = TRY(find_default_admin(reader, corp));
    if (!found) return internal_error("enterprise without default administrator");
    return has_totp(*found) && found->status == AccountStatus::normal;
}

Result<ShownSso> shown(Reader& reader, CorpId const& id, bool is_way_in_ready) {
    auto const corp = TRY(find_corp(reader, id));
    if (!corp) return internal_error("the actor's enterprise is gone");
    ShownSso shown;
    shown.demand = corp->policy.single_sign_on;
    shown.provider = TRY(find_sso_provider(reader, id)).value_or(SsoProvider{});
    shown.is_way_in_ready = is_way_in_ready;
    return shown;
}

Status set_demand(Transaction& tx, CorpId const& id, SingleSignOn demand) {
    auto corp = TRY(hold_corp(tx, id));
    if (!corp) return internal_error("the actor's enterprise is gone");
    corp->policy.single_sign_on = demand;
    return update_corp(tx, *corp);
}

bool is_same(SsoProvider const& one, SsoProvider const& other) {
    return one.issuer == other.issuer && one.client_id == other.client_id &&
           one.sealed_secret == other.sealed_secret && one.client_auth == other.client_auth &&
           one.claim == other.claim && one.matched_by == other.matched_by &&
           one.second_factor == other.second_factor && one.redirect_uri == other.redirect_uri;
}

}  // namespace

Fields<SaveSsoRequest> save_sso_fields() { return save_fields; }
Fields<SwitchSsoRequest> switch_sso_fields() { return switch_fields; }

Result<ShownSso> SsoSettings::show(NoFields const& /*request*/, Actor const& actor) const {
    return gate_.read(actor, operations::show_single_sign_on,
                      [](Reader& reader, Permit const& permit) -> Result<ShownSso> {
                          bool const is_ready = TRY(is_way_in_ready(reader, permit.corp.id));
                          return shown(reader, permit.corp.id, is_ready);
                      });
}

Bytes SsoSettings::secret_of(SsoProvider const& provider, SsoProvider const& before,
                             SaveSsoRequest const& request) const {
    if (request.client_auth == ClientAuth::none) return {};
    if (!request.secret.empty()) {
        return sealer_.seal(SealPurpose::sso_secret, provider.corp_id.value, request.secret);
    }
    // Whoever could change the address alone would have the secret sent there.
    bool const is_for_the_same =
        provider.issuer == before.issuer && provider.client_id == before.client_id;
    return is_for_the_same ? before.sealed_secret : Bytes{};
}

Result<ShownSso> SsoSettings::save(SaveSsoRequest const& request, Actor const& actor) const {
    auto const& operation = operations::save_single_sign_on;
    return gate_.change(actor, operation, {}, [&](Change& change) -> Result<ShownSso> {
        auto& tx = change.transaction;
        auto const& corp = change.permit.corp.id;
        // The user before the enterprise, as by whoever removes one-time passwords.
        bool const is_ready = TRY(is_way_in_ready(tx, corp));
        auto const held = TRY(hold_corp(tx, corp));
        if (!held) return internal_error("the actor's enterprise is gone");
        auto const before = TRY(find_sso_provider(tx, corp));
        SsoProvider provider;
        provider.corp_id = corp;
        provider.issuer = request.issuer;
        provider.client_id = request.client_id;
        provider.client_auth = request.client_auth;
        provider.claim = request.claim;
        provider.matched_by = request.matched_by;
        provider.second_factor = request.second_factor;
        provider.redirect_uri = request.redirect_uri;
        provider.sealed_secret = secret_of(provider, before.value_or(SsoProvider{}), request);
        change.about({}, "issuer " + provider.issuer);
        if (before && is_same(provider, *before)) return shown(tx, corp, is_ready);
        provider.revision = tokens_.id();
        TRY(save_sso_provider(tx, provider));
        TRY(set_demand(tx, corp, SingleSignOn::off));
        return shown(tx, corp, is_ready);
    });
}

Status SsoSettings::remove(NoFields const& /*request*/, Actor const& actor) const {
    auto const& operation = operations::remove_single_sign_on;
    return gate_.change(actor, operation, {}, [&](Change& change) -> Status {
        auto const& corp = change.permit.corp.id;
        TRY(set_demand(change.transaction, corp, SingleSignOn::off));
        return delete_sso_provider(change.transaction, corp);
    });
}

Result<ShownSso> SsoSettings::demand(SwitchSsoRequest const& request, Actor const& actor) const {
    auto const& operation = operations::switch_single_sign_on;
    return gate_.change(actor, operation, {}, [&](Change& change) -> Result<ShownSso> {
        auto& tx = change.transaction;
        auto const& corp = change.permit.corp.id;
        // The user before the enterprise, as by whoever removes one-time passwords.
        bool const is_ready = TRY(is_way_in_ready(tx, corp));
        auto const held = TRY(hold_corp(tx, corp));
        if (!held) return internal_error("the actor's enterprise is gone");
        if (request.demand != SingleSignOn::off) {
            auto const provider = TRY(find_sso_provider(tx, corp));
            if (!provider) return refusal(ErrorCode::sso_unavailable);
            if (provider->tried_at == Instant{}) return refusal(ErrorCode::sso_not_tried);
            if (!is_ready) return refusal(ErrorCode::sso_way_in_needed);
        }
        TRY(set_demand(tx, corp, request.demand));
        change.about({}, std::string(name_in(single_sign_on_names, request.demand)));
        return shown(tx, corp, is_ready);
    });
}

Result<SsoClient> client_of(Sealer const& sealer, SsoProvider const& provider) {
    SsoClient client{
        provider.issuer, provider.client_id, {}, provider.client_auth, provider.redirect_uri};
    if (provider.sealed_secret.empty()) return client;
    client.secret =
        TRY(sealer.open(SealPurpose::sso_secret, provider.corp_id.value, provider.sealed_secret));
    return client;
}

}  // namespace roomkey
