#pragma once

#include <string>
#include <string_view>

namespace pressrun::simulator {

/// Text that means itself in HTML, in attributes too.
std::string html_text(std::string_view text);

}  // namespace pressrun::simulator
