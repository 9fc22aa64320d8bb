#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::api {

// What a request says, for people: the texts of its body, and what differs between two contents.

/// A text that a picture will show, or where a file of it comes from.
struct SentText {
  std::string layer;     ///< "title"; "page_1.title"; of a design's variable "vars.city"
  std::string property;  ///< "payload", "image_url"; of a variable empty
  std::string text;
};
/// Of a request's body (JSON text), in the author's order where the body has that. Empty where it is no JSON.
std::vector<SentText> texts_of(std::string_view body);

/// A field that two contents differ in.
struct FieldChange {
  std::string path;  ///< "elements.title.payload", "image_file_type", "take", "design_id"
  /// JSON text; nothing: it was not there, or is not. A list counts as one value.
  std::optional<std::string> before;
  std::optional<std::string> now;
};
/// What became of each field of `before` in `now`; both are content texts (api/content.hpp). Fields in the
/// order of their paths. Empty where one of them is no content text.
std::vector<FieldChange> changes_of(std::string_view before, std::string_view now);

/// Every field of a content text, each as if it had come to be.
std::vector<FieldChange> fields_of(std::string_view content);

/// JSON text of a value for people: a string that the content keeps by its hash alone says how long it is.
std::string told(std::string_view value);

}  // namespace pressrun::api
