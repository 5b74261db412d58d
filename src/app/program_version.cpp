#include "app/program_version.hpp"

namespace roomkey {

// Both come from cmake/version.cmake.
std::string program_version() { return ROOMKEY_VERSION " (" ROOMKEY_BUILD ")"; }

}  // namespace roomkey
