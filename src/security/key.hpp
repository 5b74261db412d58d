#pragma once

#include <memory>
#include <string_view>

namespace roomkey {

/// A secret key, in memory that is neither swapped out, as far as the system allows, nor part of a
/// core dump, and that is wiped at the end. Immutable; copies share it.
class Key {
public:
    Key() = default;
    explicit Key(std::string_view bytes);

    [[nodiscard]] std::string_view reveal() const { return {bytes_.get(), size_}; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

private:
    std::shared_ptr<char const> bytes_;
    std::size_t size_ = 0;
};

}  // namespace roomkey
