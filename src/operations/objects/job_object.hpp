#pragma once

#include <boost/json/object.hpp>

#include "usecase/job/jobs.hpp"

namespace roomkey {

boost::json::object job_object(ShownJob const& shown);
boost::json::object job_row_object(JobRow const& row);
boost::json::object job_export_object(JobExport const& part);

}  // namespace roomkey
