#include "app/demo/seed.hpp"

#include <boost/json/parse.hpp>
#include <iterator>
#include <memory>
#include <utility>

#include "app/demo/seed_place.hpp"
#include "base/file.hpp"
#include "base/plain_text.hpp"
#include "fields/operation_rules.hpp"
#include "usecase/code/typed_code.hpp"
#include "usecase/user/account_changes.hpp"

namespace roomkey {
namespace {

constexpr FieldRule app_key_rule{.name = "app_key", .minimum = 1, .maximum = 64};
constexpr FieldRule code_rule{.name = "activeCode", .minimum = 1, .maximum = 32};
constexpr FieldRule name_rule{.name = "name", .is_required = true, .minimum = 1, .maximum = 128};

/// Takes the steps of one file together. The places in it live as long as the steps.
class Sowing {
public:
    explicit Sowing(std::shared_ptr<SeedText const> text) : text_(std::move(text)) {}

    Status read_all() {
        SeedPlace whole(*text_, text_->value, {});
        TRY(read_apps(whole, operator_of_all()));
        auto corps = TRY(whole.list("enterprises"));
        TRY(whole.finish());
        if (corps.empty()) return whole.located(invalid_field("enterprises", Fault::missing));
        for (auto& corp : corps) TRY(read_corp(corp));
        return Done{};
    }

    std::vector<Seed::Step> steps;
    std::vector<std::string> summary;

private:
    /// Adds a step about `place`.
    template <class Work>
    void add(SeedPlace const& place, Work work) {
        // The text is kept as long as the step may have to say where something is.
        steps.push_back([text = text_, place, work](UseCases const& use_cases) -> Status {
            auto const status = work(use_cases);
            if (!status.ok()) return place.located(status.error());
            return Done{};
        });
    }

    Status read_corp(SeedPlace& place) {
        NewCorp corp;
        corp.has_app = false;
        corp.id = CorpId{TRY(place.required_text("id", operations::create_app_id_token, "corpId"))};
        corp.name = TRY(place.text(name_rule)).value_or("");
        auto administrator = TRY(place.object("administrator"));
        if (!administrator) return place.located(invalid_field("administrator", Fault::missing));
        corp.admin_account =
            TRY(administrator->required_text("account", operations::create_token, "account"));
        corp.admin_password =
            Secret(TRY(administrator->required_text("password", operations::add_user, "pwd")));
        TRY(administrator->finish());
        auto const change = TRY(place.read(update_corp_fields()));
        auto const id = *corp.id;
        summary.push_back("enterprise  " + id.value + " (" + corp.name + "), administrator " +
                          *corp.admin_account);
        add(place, [corp](UseCases const& u) -> Status {
            TRY(u.corps.create(corp));
            return Done{};
        });
        add(place, [id, change](UseCases const& u) -> Status {
            TRY(u.corps.update(change, operator_of(id)));
            return Done{};
        });
        auto const actor = operator_of(id);
        TRY(read_apps(place, actor));
        TRY(read_departments(place, actor));
        TRY(read_users(place, actor));
        TRY(read_terminals(place, actor));
        TRY(read_hard_terminals(place, actor));
        return place.finish();
    }

    Status read_apps(SeedPlace& within, Actor const& actor) {
        for (auto& place : TRY(within.list("applications"))) {
            auto request = TRY(place.read(add_app_fields()));
            request.id =
                AppId{TRY(place.required_text("app_id", operations::delete_app_id, "app_id"))};
            auto key = TRY(place.text(app_key_rule));
            if (!key) return place.located(invalid_field("app_key", Fault::missing));
            request.key = Secret(*std::move(key));
            TRY(place.finish());
            add(place, [request, actor](UseCases const& u) -> Status {
                TRY(u.apps.add(request, actor));
                return Done{};
            });
        }
        return Done{};
    }

    Status read_departments(SeedPlace& within, Actor const& actor) {
        for (auto& place : TRY(within.list("departments"))) {
            auto const request = TRY(place.read(add_department_fields()));
            TRY(place.finish());
            add(place, [request, actor](UseCases const& u) -> Status {
                TRY(u.departments.add(request, actor));
                return Done{};
            });
        }
        return Done{};
    }

    Status read_users(SeedPlace& within, Actor const& actor) {
        for (auto& place : TRY(within.list("users"))) {
            auto request = TRY(place.read(add_user_fields()));
            bool const is_administrator = TRY(place.boolean("isAdministrator"));
            TRY(place.finish());
            if (!request.account) return place.located(invalid_field("account", Fault::missing));
            if (request.send_notify.empty()) request.send_notify = no_notice;
            add(place, [request, actor](UseCases const& u) -> Status {
                TRY(u.users.add(request, actor));
                return Done{};
            });
            if (!is_administrator) continue;
            add(place, [account = *request.account, actor](UseCases const& u) {
                return u.administrators.add({account}, actor);
            });
        }
        return Done{};
    }

    Status read_terminals(SeedPlace& within, Actor const& actor) {
        for (auto& place : TRY(within.list("terminals"))) {
            auto request = TRY(place.read(create_code_fields()));
            request.given = TRY(read_given(place));
            add(place, [request, actor](UseCases const& u) -> Status {
                TRY(u.codes.create(request, actor));
                return Done{};
            });
        }
        return Done{};
    }

    Status read_hard_terminals(SeedPlace& within, Actor const& actor) {
        for (auto& place : TRY(within.list("hardTerminals"))) {
            auto request = TRY(place.read(add_device_fields()));
            request.given = TRY(read_given(place));
            if (request.send_notify.empty()) request.send_notify = no_notice;
            add(place, [request, actor](UseCases const& u) -> Status {
                TRY(u.devices.add(request, actor));
                return Done{};
            });
        }
        return Done{};
    }

    /// The last fields of a terminal.
    static Result<GivenTerminal> read_given(SeedPlace& place) {
        GivenTerminal given;
        given.account = TRY(place.text("account", operations::reset_vision_active_code, "account"));
        auto const typed = TRY(place.text(code_rule));
        if (typed) {
            auto code = typed_code(*typed);
            if (!code) {
                return place.located(invalid_field(std::string(code_rule.name), Fault::wrong_format,
                                                   "8 to 16 digits"));
            }
            given.code = Secret(*std::move(code));
        }
        TRY(place.finish());
        return given;
    }

    std::shared_ptr<SeedText const> text_;
};

}  // namespace

Result<Seed> Seed::read(std::filesystem::path const& file) {
    auto const plain = plain_text(TRY(read_file(file)));
    if (!plain) {
        return unavailable(file.string() + " is not " + std::string(plain_text_expected));
    }
    return parse(*plain, file.string());
}

Result<Seed> Seed::parse(std::string_view text, std::string const& file) {
    auto read = std::make_shared<SeedText>();
    read->file = file;
    read->lines = TRY(find_lines(text, file));
    // It was parsed before.
    read->value = boost::json::parse(text);
    Sowing sowing(std::move(read));
    TRY(sowing.read_all());
    Seed seed;
    seed.steps_ = std::move(sowing.steps);
    seed.summary_ = std::move(sowing.summary);
    return seed;
}

Status Seed::plant(UseCases const& use_cases) const {
    for (auto const& step : steps_) TRY(step(use_cases));
    return Done{};
}

}  // namespace roomkey
