#include "manifest/row_source.hpp"

#include "manifest/decoded_stream.hpp"
#include "manifest/yaml_reader.hpp"

#include <algorithm>
#include <system_error>

namespace pressrun::manifest {
namespace {

std::unique_ptr<RowReader> read_yaml_rows(ByteStream& bytes, const FileName& file, Texts& texts,
                                          Findings& findings) {
  std::optional<std::string> text = read_whole(bytes, YamlLimits::bytes);
  if (!text) {
    findings.error({file, 0, 0}, {}, "the file is larger than 16 MiB",
                   "write the rows as .csv or .jsonl, which are streamed");
    return nullptr;
  }
  if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
  texts.add(file, *text);
  const auto root = read_yaml(*text, file, texts, findings);
  if (!root) return nullptr;
  const Sequence* items = root->sequence();
  if (items == nullptr ||
      !std::ranges::all_of(*items, [](const Value& item) { return item.mapping() != nullptr; })) {
    findings.error(root->at, {}, "rows must be a list of mappings", "write '- {column: value}', a line each");
    return nullptr;
  }
  return read_list(*items);
}

std::unique_ptr<RowReader> read_by(RowFormat format, std::unique_ptr<ByteStream> bytes, const FileName& file,
                                   const std::string& sheet, Texts& texts, Findings& findings) {
  switch (format) {
    case RowFormat::csv:
    case RowFormat::tsv:
      return read_csv(std::move(bytes), file, format == RowFormat::tsv, findings);
    case RowFormat::json_lines:
      return read_json_lines(std::move(bytes), file);
    case RowFormat::json:
      return read_json_array(std::move(bytes), file);
    case RowFormat::yaml:
      return read_yaml_rows(*bytes, file, texts, findings);
    case RowFormat::xlsx:
      return read_xlsx(*bytes, file, sheet, findings);
  }
  return nullptr;
}

}  // namespace

RowSource open_rows(const Entry& entry, const Model& model, Findings& findings) {
  const RowsPlace& place = *entry.rows;
  if (place.listed) return {read_list(*place.listed), nullptr};
  const auto file = std::make_shared<const std::string>(place.path.string());
  try {
    auto opened = model.sources->open(place.path);
    if (const auto* why = std::get_if<std::string>(&opened)) {
      findings.error(place.at, entry.path + ".rows", "cannot read '" + *file + "': " + *why,
                     "paths are relative to the manifest");
      return {nullptr, file};
    }
    if (!std::get<0>(opened)->can_be_read_again()) {
      findings.error(place.at, entry.path + ".rows",
                     "'" + *file + "' is a pipe, and rows are read more than once",
                     "write them to a file first");
      return {nullptr, file};
    }
    const RowFormat format = row_format_of(place.path).value_or(RowFormat::csv);
    return {
        read_by(format, decoded(std::move(std::get<0>(opened))), file, place.sheet, *model.texts, findings),
        file};
  } catch (const std::system_error& problem) {
    findings.error(place.at, entry.path + ".rows",
                   "cannot read '" + *file + "': " + problem.code().message());
    return {nullptr, file};
  }
}

}  // namespace pressrun::manifest
