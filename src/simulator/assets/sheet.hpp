#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/assets/colour.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::simulator {

enum class BlockKind : std::uint8_t { headline, text, button, picture, logo, shape };

/// One element as it is shown.
struct Block {
  BlockKind kind = BlockKind::text;
  std::string text;  ///< UTF-8; of a picture the last part of its URL
  std::optional<Colour> colour;
  std::optional<Colour> background;
};

/// What one picture, or one page, shows.
struct Sheet {
  std::string caption;  ///< design, format, size
  Colour background;
  std::vector<Block> blocks;
};

/// One sheet, or one for each page of a catalogue. Reads any JSON: wrong types are skipped, 40 elements a
/// sheet, 60 pages and 400 bytes of each text are shown at most.
std::vector<Sheet> sheets_of(const AssetSpec& spec);

}  // namespace pressrun::simulator
