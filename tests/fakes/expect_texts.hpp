#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>
#include <utility>

namespace roomkey {

/// Expects that `function` makes the second text of each pair of the first.
template <class Function>
void expect_texts(Function function,
                  std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
    for (auto const& [text, expected] : pairs) EXPECT_EQ(function(text), expected) << text;
}

}  // namespace roomkey
