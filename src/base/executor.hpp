#pragma once

#include <functional>

namespace roomkey {

/// Has a function run soon, on a thread that this stands for. Never runs it itself.
using Executor = std::function<void(std::function<void()>)>;

}  // namespace roomkey
