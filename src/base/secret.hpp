#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace roomkey {

/// Text that must not be printed and is wiped when it dies: a code, a token, a password, a key.
/// There is no stream operator and no implicit conversion; `reveal` marks each place that reads it.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(Secret const&) = default;
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    Secret& operator=(Secret const& other) {
        if (this != &other) {
            wipe();
            text_ = other.text_;
        }
        return *this;
    }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            text_ = std::move(other.text_);
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }

    [[nodiscard]] std::string const& reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

private:
    void wipe() noexcept {
        // Volatile, because the optimiser removes a plain loop before the end of a lifetime.
        auto volatile* byte = text_.data();
        for (std::size_t i = 0; i < text_.size(); ++i) byte[i] = '\0';
        text_.clear();
    }

    std::string text_;
};

}  // namespace roomkey
