#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "domain/notice.hpp"

namespace roomkey {

/// Reads one of the embedded OpenAPI documents; for tests. A reference that leads nowhere reads as
/// null.
class OpenApiReader {
public:
    struct Operation {
        std::string method;  ///< Upper case.
        std::string path;    ///< Template.
        boost::json::object const* item = nullptr;
        boost::json::object const* object = nullptr;

        /// operationId, or method and path; for messages.
        [[nodiscard]] std::string name() const;
    };

    explicit OpenApiReader(Language language = Language::en_us);

    [[nodiscard]] boost::json::value const& root() const { return root_; }
    /// The value that `$ref` refers to, through any number of them; `value` itself if not a
    /// reference.
    [[nodiscard]] boost::json::value const& resolved(boost::json::value const& value) const;
    [[nodiscard]] std::vector<Operation> operations() const;
    /// Parameters of the path and of the operation, resolved.
    [[nodiscard]] std::vector<boost::json::value> parameters(Operation const& operation) const;
    /// The resolved response for `status`; null if there is none.
    [[nodiscard]] boost::json::value const& response(Operation const& operation,
                                                     std::string_view status) const;
    /// Media types of a resolved response or request body.
    [[nodiscard]] boost::json::object const& content(boost::json::value const& holder) const;
    /// Examples of a media type, resolved, by name.
    [[nodiscard]] boost::json::object examples(boost::json::value const& media_type) const;

private:
    boost::json::value root_;
};

/// A member of an object; null if there is none or `value` is not an object.
boost::json::value const& member(boost::json::value const& value, std::string_view name);
boost::json::value const& member(boost::json::object const& object, std::string_view name);
/// The same as an object; empty if it is none.
boost::json::object const& member_object(boost::json::value const& value, std::string_view name);
boost::json::object const& member_object(boost::json::object const& object, std::string_view name);
/// The same as text; empty if it is none.
std::string member_text(boost::json::value const& value, std::string_view name);
std::string member_text(boost::json::object const& object, std::string_view name);
/// The texts of an array that is a member.
std::vector<std::string> member_texts(boost::json::value const& value, std::string_view name);

}  // namespace roomkey
