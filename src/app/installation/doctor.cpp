#include "app/installation/doctor.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "app/delivery_channels.hpp"
#include "app/installation/data_folder.hpp"
#include "app/installation/engine.hpp"
#include "app/installation/exposures.hpp"
#include "app/installation/installation.hpp"
#include "app/installation/postgres_findings.hpp"
#include "delivery/email/mail_greeting.hpp"
#include "net/tls_context.hpp"

namespace roomkey {
namespace {

Finding finding(std::string subject, Status const& status, std::string good_remark) {
    if (status.ok()) return {std::move(subject), true, std::move(good_remark)};
    return {std::move(subject), false, status.error().detail};
}

template <class T>
Status status_of(Result<T> const& result) {
    if (!result.ok()) return result.error();
    return Done{};
}

/// Opens some codes of each enterprise: the keys are the ones that the database was sealed with.
/// `unopened` is what the services report of them.
Status open_some_codes(Services& services, UnopenedValues const& unopened) {
    for (auto const& corp : TRY(services.corps.list())) {
        SearchCodesRequest request;
        request.page.limit = page_limit_max;
        TRY(services.codes.search(request, operator_of(corp.id)));
        if (unopened.count > 0) return internal_error(unopened.detail);
    }
    return Done{};
}

Finding examine_certificate(TlsConfig const& tls, Instant now) {
    auto const context = TlsContext::load(tls.certificate, tls.key);
    if (!context.ok()) return finding("certificate", context.error(), {});
    auto const end = certificate_end(tls.certificate);
    if (!end.ok()) return finding("certificate", end.error(), {});
    auto const days = std::chrono::floor<std::chrono::days>(*end - now).count();
    auto const remark =
        tls.certificate.string() +
        (days < 0 ? " has expired" : " expires in " + std::to_string(days) + " days");
    return {"certificate", days >= 0, remark};
}

Finding examine_greeting(EmailConfig const& email) {
    auto const greeting = greeting_of(email);
    bool const is_full = is_full_greeting(greeting);
    return {
        "mail greeting", is_full,
        greeting +
            (is_full ? "" : " is not a full host name and mail servers reject it; set email.helo")};
}

}  // namespace

Result<std::vector<Finding>> examine_installation(Config const& config, Clock const& clock,
                                                  FileSystemOf const& type_of) {
    std::vector<Finding> findings;
    auto const folder = DataFolder::open(config.data);
    findings.push_back(finding("data folder", status_of(folder), config.data.string()));
    if (!folder.ok()) return findings;

    auto const keys = load_key_ring(config.keys);
    findings.push_back(finding("key file", status_of(keys), keys_origin(config.keys)));
    if (std::filesystem::exists(config.tls.certificate)) {
        findings.push_back(examine_certificate(config.tls, clock.now()));
    } else {
        findings.push_back(
            {"certificate", config.tls.is_self_signed,
             config.tls.is_self_signed ? "none yet; created at the first start" : "missing"});
    }
    if (!config.email.server.empty()) findings.push_back(examine_greeting(config.email));
    if (!is_embedded(config)) {
        auto const facts = read_postgres_facts(config.postgres, clock);
        if (facts.ok()) add_findings(*facts, config.postgres, findings);
    }
    for (auto const& exposure : exposures_of(config, type_of)) {
        findings.push_back({exposure.subject, false, exposure.reason});
    }
    if (is_embedded(config) && folder->has_database()) {
        findings.push_back(
            finding("database pages", check_sqlite_pages(config.sqlite), "all of them are sound"));
    }
    auto options = services_options(config);
    UnopenedValues unopened;
    options.on_unopened = [&unopened](UnopenedValues const& values) { unopened = values; };
    auto installation = Installation::open(config, clock, options);
    findings.push_back(finding("database", status_of(installation), database_origin(config)));
    if (!installation.ok()) return findings;
    findings.push_back(
        finding("writing", (*installation)->store().check(), "the database accepts changes"));
    findings.push_back(finding("sealed codes",
                               open_some_codes((*installation)->services(), unopened),
                               "opened with the key file"));
    return findings;
}

}  // namespace roomkey
