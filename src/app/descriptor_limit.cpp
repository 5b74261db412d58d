#include "app/descriptor_limit.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace roomkey {
namespace {

/// Database files of all readers, the ops listener's connections, mail and gateways, files read in
/// passing: a few dozen, with room to spare.
constexpr std::size_t reserved = 192;

}  // namespace

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    auto raised = limit;
    raised.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

std::size_t connections_allowed(std::size_t wanted, std::size_t descriptors) {
    // Even if hardly any are left, one connection must be able to say so.
    auto const left = descriptors > reserved ? descriptors - reserved : std::size_t{1};
    return std::min(wanted, left);
}

}  // namespace roomkey
