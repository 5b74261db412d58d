#pragma once

namespace roomkey {

/// Keeps the memory of this process, with the tokens and codes in it, to itself: no core dumps, and
/// no other process of the same user may read it. An administrator still can.
void protect_process_memory();

}  // namespace roomkey
