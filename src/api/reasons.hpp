#pragma once

#include "pressrun/domain/failure.hpp"

#include <string>
#include <string_view>

namespace pressrun::api {

/// An id for the prose that a failed format comes with (API reference §7: "prose without an id"), from the
/// set of §2.2 where one fits; else "timeout", "internal_error" or "rendering_failed".
std::string id_of_reason(std::string_view reason);

/// Whether a failure of one format may work if it is bought again: a time-out may at once, an image's host by
/// another night, a text that does not fit never does. Nor do unknown causes: they cost calls, perhaps
/// credits.
Recovery recovery_of(const Failure& failure);

}  // namespace pressrun::api
