#pragma once

#include <string_view>

namespace pressrun::report {

// The page of src/report/page, made one file by page/embed_page.cmake: what stands before its title, between
// that and the data, and behind the data.
extern const std::string_view page_before_title;
extern const std::string_view page_before_data;
extern const std::string_view page_behind_data;

}  // namespace pressrun::report
