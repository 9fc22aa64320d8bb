#pragma once

#include "pressrun/domain/http.hpp"

#include <random>

namespace pressrun::test {

/// Something in front of the API speaks, or nobody does: the request has no effect. Every refusal that there
/// is, for submissions and for reads.
HttpOutcome odd_answer(const HttpRequest& request, std::mt19937_64& random);

}  // namespace pressrun::test
