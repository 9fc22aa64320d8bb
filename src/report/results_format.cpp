#include "report/writers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace pressrun::report {

std::optional<ResultsFormat> results_format(std::string_view file_name) {
  if (file_name == "-") return ResultsFormat::json;
  constexpr std::array<std::pair<std::string_view, ResultsFormat>, 4> endings{
      {{".json", ResultsFormat::json},
       {".jsonl", ResultsFormat::jsonl},
       {".csv", ResultsFormat::csv},
       {".yaml", ResultsFormat::yaml}}};
  const auto dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::string ending{file_name.substr(dot)};
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto* found =
      std::ranges::find(endings, std::string_view{ending}, [](const auto& entry) { return entry.first; });
  if (found == endings.end()) return std::nullopt;
  return found->second;
}

std::unique_ptr<ResultsWriter> make_results_writer(ResultsFormat format, std::ostream& out) {
  switch (format) {
    case ResultsFormat::json:
      return make_json_writer(out);
    case ResultsFormat::jsonl:
      return make_jsonl_writer(out);
    case ResultsFormat::csv:
      return make_csv_writer(out);
    case ResultsFormat::yaml:
      return make_yaml_writer(out);
  }
  return nullptr;
}

}  // namespace pressrun::report
