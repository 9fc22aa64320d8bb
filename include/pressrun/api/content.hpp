#pragma once

#include "pressrun/domain/ids.hpp"

#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>

namespace pressrun::api {

// Content: what a picture shows (src/README.md, "Content and identity"). Two jobs of equal content are the
// same picture, bought once. Frozen by the vectors of tests/unit/api/content_test.cpp: another spelling would
// be another digest, and everything would be paid for again. To change it is a migration that recomputes
// digests from the texts that the journal keeps.

/// Canonical JSON (api/canonical_json.hpp in src): {"body":…,"design":"…","take":…}. `body` is what
/// encode_body and unify_spelling made of the request, and enters without what does not change the picture:
/// the formats, the callback address (the way of delivery is not sent at all). Strings of more than 4096
/// bytes stand as
/// {"bytes":…,"sha256":"…"}. The design's id is in lower case. `take`: canonical JSON text; empty: none, and
/// no member.
std::string content_text(const DesignId& design, const boost::json::object& body, std::string_view take);

/// "sha256:<64 hex>" of that text.
std::string content_digest(std::string_view content_text);

}  // namespace pressrun::api
