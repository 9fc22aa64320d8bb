#pragma once

#include "manifest/xlsx_archive.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// Bounds of a workbook. A sheet is streamed; what lies in memory is the file and the texts that its cells
/// share.
struct XlsxLimits {
  static constexpr std::size_t file = 64U * 1024 * 1024;
  static constexpr std::size_t part = 16U * 1024 * 1024;     ///< of a part that is read whole
  static constexpr std::size_t shared = 256U * 1024 * 1024;  ///< texts of cells, unpacked
  static constexpr std::size_t sheet = 1024U * 1024 * 1024;  ///< unpacked
  static constexpr std::size_t columns = 16'384;
};

/// What the cells of a sheet refer to.
struct XlsxWorkbook {
  std::vector<std::string> sheets;   ///< names, in the order of their tabs
  std::string part;                  ///< of the sheet that was asked for
  std::vector<std::string> texts;    ///< that cells share, by number
  std::vector<std::string> formats;  ///< of each style; "": general
  bool since_1904 = false;
  bool never_computed = false;  ///< made by a program that leaves computing to whoever opens it
};

/// Reads all but the cells. `sheet`: its name; empty: the first. A text where something is wrong, for people.
struct XlsxFault {
  std::string message;
  std::string hint;
};
std::optional<XlsxFault> read_workbook(const XlsxArchive& archive, std::string_view sheet,
                                       XlsxWorkbook& into);

}  // namespace pressrun::manifest
