#pragma once

#include <ostream>
#include <string_view>

namespace pressrun::report {

/// A dynamic image's URL of one job in one format.
struct UrlRow {
  std::string_view key;
  std::string_view design;
  std::string_view design_id;
  std::string_view format;
  std::string_view url;
  std::string_view other_url;  ///< the same with the other spelling of the format; may be empty
};

// CSV, a line each: key,design,design_id,format,url,other_url. What a spreadsheet would run is defused.
void write_url_head(std::ostream& out);
void write_url_row(std::ostream& out, const UrlRow& row);

}  // namespace pressrun::report
