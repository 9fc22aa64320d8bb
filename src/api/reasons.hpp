#pragma once

#include <string>
#include <string_view>

namespace pressrun::api {

/// An id for the prose that a failed format comes with (API reference §7: "prose without an id"), from the
/// set of §2.2 where one fits; else "timeout", "internal_error" or "rendering_failed".
std::string id_of_reason(std::string_view reason);

}  // namespace pressrun::api
