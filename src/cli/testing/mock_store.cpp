#include "cli/testing/mock_store.hpp"

namespace roomkey {

MockTransaction::MockTransaction() = default;
MockTransaction::~MockTransaction() = default;

}  // namespace roomkey
