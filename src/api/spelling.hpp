#pragma once

#include <boost/json.hpp>

namespace pressrun::api {

/// Writes in one way what a request body may say in several, so that all of them are the same picture and the
/// same bytes: hexadecimal letters of colours in lower case (wherever the property table has a colour, also
/// in gradients) and of the id of an original, and no `image_file_type` where it says `auto`, which is what
/// leaving it out means. Nothing else is touched: a guide's default or another case of a URL may well be
/// something else. `body`: as encode_body makes it; the order of its members stays.
void unify_spelling(boost::json::object& body);

}  // namespace pressrun::api
