#include "pressrun/report/file_index.hpp"

#include "pressrun/report/json_text.hpp"
#include "report/csv_cell.hpp"
#include "report/results_values.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace pressrun::report {
namespace {

constexpr std::size_t most_columns = 1000;

std::string text_of(const boost::json::value* value) {
  if (value == nullptr || value->is_null()) return {};
  if (value->is_string()) return std::string(value->get_string());
  return boost::json::serialize(*value);
}

}  // namespace

void FileIndex::note(const JobView& job) {
  if (job.files.empty()) return;
  const boost::json::value variables = variables_value(job.variables_json);
  for (const auto& member : variables.get_object()) {
    const std::string name(member.key());
    if (columns_.size() < most_columns && std::ranges::find(columns_, name) == columns_.end())
      columns_.push_back(name);
  }
}

void FileIndex::begin(std::ostream& out) {
  if (format_ == IndexFormat::json) {
    out << "[";
    return;
  }
  std::string text = "key,design,format,path,sha256,bytes";
  for (const std::string& column : columns_) text += "," + csv_cell(column);
  out << text << "\r\n";
}

void FileIndex::job(std::ostream& out, const JobView& job) {
  for (const FetchedFile& file : job.files) {
    const std::string path = below_folder(file);
    if (file.is_verified() && !path.empty()) row(out, job, file, path);
  }
}

void FileIndex::row(std::ostream& out, const JobView& job, const FetchedFile& file, const std::string& path) {
  const boost::json::value variables = variables_value(job.variables_json);
  if (format_ == IndexFormat::json) {
    const boost::json::object one{
        {"key", job.key.text},   {"design", job.design_name}, {"format", file.format}, {"path", path},
        {"sha256", file.sha256}, {"bytes", file.bytes},       {"variables", variables}};
    std::string text = std::exchange(first_, false) ? "\n  " : ",\n  ";
    append_json(text, one);
    out << text;
    return;
  }
  const std::array cells{csv_cell(job.key.text), csv_cell(job.design_name), csv_cell(file.format),
                         csv_cell(path),         csv_cell(file.sha256),     std::to_string(file.bytes)};
  std::string text;
  for (const std::string& cell : cells) text += (text.empty() ? "" : ",") + cell;
  for (const std::string& column : columns_)
    text += "," + csv_cell(text_of(variables.get_object().if_contains(column)));
  out << text << "\r\n";
}

void FileIndex::end(std::ostream& out) {
  if (format_ == IndexFormat::json) out << (first_ ? "]\n" : "\n]\n");
}

std::string FileIndex::below_folder(const FetchedFile& file) const {
  const std::string head = folder_.ends_with('/') ? folder_ : folder_ + "/";
  return file.path.starts_with(head) ? file.path.substr(head.size()) : std::string{};
}

}  // namespace pressrun::report
