#pragma once

#include "pressrun/assets/file_check.hpp"

namespace pressrun::assets {

// Each walks through one kind of file from the first byte to the last, and tells what it found.

void walk_png(Bytes& file, FileFacts& facts);
void walk_jpeg(Bytes& file, FileFacts& facts);
void walk_gif(Bytes& file, FileFacts& facts);
void walk_webp(Bytes& file, FileFacts& facts);
void walk_avif(Bytes& file, FileFacts& facts);
void walk_mp4(Bytes& file, FileFacts& facts);
void walk_pdf(Bytes& file, FileFacts& facts);
void walk_zip(Bytes& file, FileFacts& facts);

inline constexpr const char* cut_short = "it is cut short";

}  // namespace pressrun::assets
