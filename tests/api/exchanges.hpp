#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/api/api_bench.hpp"
#include "tests/api/openapi_reader.hpp"

namespace roomkey {

/// What the words in double braces stand for, by name.
using ExchangeValues = std::map<std::string, std::string>;

/// Makes on this bench what the exchanges name, new with each call.
ExchangeValues make_exchange_values(ApiBench& bench);

/// The request of an exchange in its parts, so that a test can change one before it is sent.
struct ExchangeRequest {
    using Texts = std::vector<std::pair<std::string, std::string>>;

    std::string method;
    std::string path;  ///< Template.
    Texts path_values;
    Texts query;
    std::vector<HttpHeader> headers;
    boost::json::value body;   ///< Null: none.
    std::string written_body;  ///< Unless empty, sent in place of `body`.

    [[nodiscard]] std::string target() const;
    /// An {{app_authorization}} among the headers signs the body as it is now.
    [[nodiscard]] Answer send(ApiBench& bench, Language language) const;
};

/// The exchanges of the API document (`x-exchanges`): requests that tests send to a server.
class Exchanges {
public:
    struct Exchange {
        OpenApiReader::Operation operation;
        std::string name;
        boost::json::value fields;

        [[nodiscard]] std::string where() const { return operation.name() + ' ' + name; }
        [[nodiscard]] std::string status() const { return member_text(fields, "status"); }
    };

    explicit Exchanges(OpenApiReader const& reader) : reader_(reader) {}

    [[nodiscard]] std::vector<Exchange> all() const;
    /// Those of one operation that end with status 200.
    [[nodiscard]] std::vector<Exchange> successes_of(std::string_view operation) const;
    [[nodiscard]] ExchangeRequest request_of(Exchange const& exchange,
                                             ExchangeValues const& values) const;

private:
    [[nodiscard]] boost::json::value body_of(Exchange const& exchange,
                                             ExchangeValues const& values) const;

    OpenApiReader const& reader_;
};

}  // namespace roomkey
