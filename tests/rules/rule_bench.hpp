#pragma once

#include <boost/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "fields/operation_rules.hpp"
#include "tests/api/exchanges.hpp"

namespace roomkey {

// As GoogleTest shows the parameter of a test.
void PrintTo(Operation const* operation, std::ostream* stream);

/// The service, and a request of one operation that succeeds: the first of its exchanges in the API
/// document that ends with status 200.
class RuleBench {
public:
    explicit RuleBench(Operation const& operation);

    /// Empty if the document shows no success; the test has failed then.
    [[nodiscard]] bool has_base() const { return base_.has_value(); }
    [[nodiscard]] ExchangeRequest base() const;
    /// All requests of the operation that end with status 200, filled with these values.
    [[nodiscard]] std::vector<ExchangeRequest> successes(ExchangeValues const& filling) const;
    /// Makes the values of the exchanges again, so that what an earlier request has used up is
    /// replaced.
    void renew();

    /// Sends the base request after `change` was applied to it. If it is refused, that may be
    /// because an earlier one has used up what it is about: then once more after `renew`.
    template <class Change>
    Answer send_changed(Change const& change) {
        auto answer = send_once(change);
        if (answer.status == 200 || is_fresh_) return answer;
        renew();
        return send_once(change);
    }

    /// Makes a user who has this role, and signs in by the same name.
    void make_holder(std::string const& name, std::string const& role,
                     std::vector<std::string> const& departments);

    /// Whether the audit trail has a success since the last call of this.
    bool has_recorded_success();

    ApiBench bench;
    ExchangeValues values;

private:
    template <class Change>
    Answer send_once(Change const& change) {
        auto request = base();
        change(request);
        auto answer = request.send(bench, Language::en_us);
        if (answer.status == 200) is_fresh_ = false;
        return answer;
    }

    Operation const& operation_;
    std::optional<Exchanges::Exchange> base_;
    bool is_fresh_ = true;  ///< No request has succeeded with these values.
};

/// Gives the field of `rule` these values and no others: none at all, one, or the same field more
/// than once.
void set_field(ExchangeRequest& request, FieldRule const& rule,
               std::vector<boost::json::value> const& values);

/// Sends the request as the holder of this token; empty: of none.
void set_token(ExchangeRequest& request, std::string const& token);

/// "400 USG.000000003 invalid_parameter" of a refusal that has the form of all refusals; the whole
/// answer of anything else.
std::string refusal_of(Answer const& answer);

/// Operations of the document, for the parameters of a suite.
std::vector<Operation const*> operations_that(bool (*is_meant)(Operation const&));

}  // namespace roomkey
