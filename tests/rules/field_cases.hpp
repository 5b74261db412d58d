#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "fields/field_rule.hpp"

namespace roomkey {

/// What a request says of one field, and what its rule makes of that.
struct FieldCase {
    std::string name;  ///< For messages: "one past the longest".
    /// Empty: the field is absent. More than one: it is given as many times. Outside of a body they
    /// are sent as text.
    std::vector<boost::json::value> values;
    bool is_refused = false;
    /// Of the refusal. If the rule takes the values, what is refused on the other side of the
    /// bound, so that no refusal may be this; none: no refusal may name the field at all.
    Fault fault = Fault::none;
    std::string refused_name;  ///< As a refusal names the field: "userType[0]".
};

/// The cases that the rule of a field gives: missing, null, empty, of a wrong type, at each bound
/// and one past it, unknown, malformed, given twice.
std::vector<FieldCase> field_cases(FieldRule const& rule);

}  // namespace roomkey
