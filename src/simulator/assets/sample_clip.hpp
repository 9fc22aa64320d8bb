#pragma once

#include <string_view>

namespace pressrun::simulator {

/// sample_clip.mp4: two seconds of H.264, the same for every film. It does not show the texts: encoding video
/// would cost more than the rest of the simulator.
extern const std::string_view sample_clip;

}  // namespace pressrun::simulator
