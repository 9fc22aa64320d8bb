#pragma once

#include "pressrun/domain/http.hpp"

#include <cstddef>
#include <string>

namespace pressrun::io {

/// What was coded by gzip or deflate although none was asked for (a proxy does that), as it was before: body
/// replaced, `Content-Encoding` gone. More than `most_body_bytes` of it is TransportError::too_large, as it
/// is of an answer that comes plain. What is coded otherwise, or damaged, is left as it came, with its
/// header: its status still speaks, and its body is one that cannot be read.
HttpOutcome decoded(HttpResponse response, std::size_t most_body_bytes);

}  // namespace pressrun::io
