#pragma once

#include "pressrun/simulator/model.hpp"

#include <string>
#include <string_view>

namespace pressrun::simulator {

/// A small real file of the kind that `spec.type` names, as bytes: jpeg, png, webp, avif, pdf, gif, mp4, zip.
/// Pictures show the design's name, the format and the texts and colours of the elements; they keep the
/// format's proportions, with a longest side of 640 pixels at most. A PDF has the format's size, and a page
/// for each of `pages` where it is a catalogue. Pure; the same spec gives the same picture.
/// Errors: std::invalid_argument for an unknown type, std::runtime_error when an encoder refuses. Whatever
/// stands in `elements_json` is no error: what cannot be shown is left out.
std::string render_asset(const AssetSpec& spec);

/// "image/png" for "png"; empty for a type that is none of ours.
std::string_view content_type(std::string_view type);

}  // namespace pressrun::simulator
