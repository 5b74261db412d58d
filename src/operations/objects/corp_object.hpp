#pragma once

#include <boost/json/object.hpp>

#include "usecase/directory/corps.hpp"

namespace roomkey {

// The schemas of the API document: Corp, CorpResources, CorpResource.
boost::json::object corp_object(ShownCorp const& shown);
boost::json::object corp_resources_object(CorpResources const& shown);
boost::json::object corp_resource_object(CorpResource const& shown);

}  // namespace roomkey
