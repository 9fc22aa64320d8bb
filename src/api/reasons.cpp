#include "api/reasons.hpp"

#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

#include <algorithm>
#include <array>

namespace pressrun::api {
namespace {

using Words = std::initializer_list<std::string_view>;

bool mentions(std::string_view text, Words words) {
  return std::ranges::any_of(words,
                             [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

bool does_not_fit(std::string_view text) {
  return mentions(text, {"cannot fit", "can't fit", "does not fit"});
}

/// An image, a font, a piece of media: what the user gave, and has to mend.
bool about_media(std::string_view text) {
  return mentions(text, {"image", "media", "video", "audio", "font", "url"});
}

bool about_fetching(std::string_view text) {
  return mentions(text,
                  {"fetch", "download", "retriev", "to load", "be loaded", "loading", "reach", "not found"});
}

bool about_time(std::string_view text) {
  return mentions(text, {"timeout", "time-out", "timed out", "time out"});
}

bool about_server(std::string_view text) {
  return mentions(text, {"internal error", "internal server error", "temporar", "try again", "unavailable"});
}

}  // namespace

std::string id_of_reason(std::string_view reason) {
  const std::string text = lower(reason);
  if (does_not_fit(text)) return "cannot_build_banner";
  if (about_media(text) && about_fetching(text)) return "image_fetching_error";
  if (about_time(text)) return "timeout";
  if (about_server(text)) return "internal_error";
  return "rendering_failed";
}

Recovery recovery_of(const Failure& failure) {
  // What the user gave does not mend itself, however the sentence goes on; an image's host may.
  if (failure.id == "cannot_build_banner") return Recovery::never;
  if (failure.id == "image_fetching_error") return Recovery::later;
  std::string cause = id_of_reason(failure.message);
  if (cause == "rendering_failed")
    cause = failure.id;  // else prose knows more than an id that covers everything
  if (cause == "image_fetching_error") return Recovery::later;
  constexpr std::array soon{"timeout", "internal_error", "internal_server_error"};
  return std::ranges::find(soon, cause) != soon.end() ? Recovery::soon : Recovery::never;
}

bool may_pass(const Failure& failure) { return recovery_of(failure) == Recovery::soon; }

}  // namespace pressrun::api
