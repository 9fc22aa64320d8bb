#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressrun::assets {

/// The bytes of a file, wherever they lie.
class Bytes {
 public:
  virtual ~Bytes() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Copies up to `most` bytes from place `at` on, and answers how many: fewer at the end, or where reading
  /// failed.
  [[nodiscard]] virtual std::size_t read(std::uint64_t at, char* into, std::size_t most) = 0;
};

/// What a walk through a file found.
struct FileFacts {
  std::string type;  ///< jpeg png webp avif pdf gif mp4 zip
  double width = 0;  ///< in pixels, of a PDF in points; 0: it does not say
  double height = 0;
  std::size_t frames = 0;  ///< of a GIF or WebP; 0: not counted
  bool has_index = false;  ///< of a ZIP: there is a page to open
  std::string problem;     ///< what is wrong with it; empty: it is whole
};

/// What was asked for.
struct ExpectedFile {
  std::string type;  ///< as the API names it; empty: any that is known
  double width = 0;  ///< of the format, in `unit`; 0: not known
  double height = 0;
  std::string unit;          ///< px mm in pt
  bool is_document = false;  ///< pages of a multipage design: their size is not that of one format
};

/// The type that the first bytes show; empty: none that is known.
std::string_view type_of(std::string_view first_bytes);

/// Walks through a file to its end, in bounded memory whatever it says of itself. Never throws for what is in
/// the file; std::bad_alloc only. Source: PNG (ISO 15948), JPEG (ITU-T T.81), WebP container (RFC 9649),
/// ISO base media (ISO 14496-12), HEIF (ISO 23008-12), GIF89a, PDF (ISO 32000), ZIP (APPNOTE 6.3.10).
FileFacts walk(Bytes& file, std::string_view type);

/// What is wrong with a file that was asked for like this, a few words; empty: nothing. A picture has the
/// format's proportions to a pixel; a printed page is at least as large, to a point. Films are not measured.
std::string mismatch(const FileFacts& found, const ExpectedFile& expected);

}  // namespace pressrun::assets
