#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "usecase/inventory/exports.hpp"
#include "usecase/inventory/inventory.hpp"

namespace roomkey {

boost::json::object terminal_record_object(TerminalRecord const& record);
boost::json::object table_export_object(TableExport const& part);
boost::json::object trend_object(std::vector<TrendDay> const& days);

}  // namespace roomkey
