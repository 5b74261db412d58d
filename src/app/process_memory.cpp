#include "app/process_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace roomkey {

void protect_process_memory() {
    // Either is enough against dumps. The limit also holds for programs that this one starts, which
    // undo the other; the service manager may have set it already and forbid this.
    rlimit const none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
    (void)::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace roomkey
