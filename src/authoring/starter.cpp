#include "pressrun/authoring/starter.hpp"

#include "authoring/starter_keys.hpp"
#include "authoring/starter_layers.hpp"
#include "authoring/yaml_text.hpp"
#include "pressrun/api/file_types.hpp"
#include "pressrun/manifest/names.hpp"

namespace pressrun::authoring {
namespace {

std::string head(const Design& design, Extent extent) {
  const std::string schema{schema_file};
  const std::string project =
      design.project_name.empty() ? "" : ", project \"" + comment_text(design.project_name) + "\"";
  return "# yaml-language-server: $schema=" + schema + "\n" +
         "# The line above lets an editor complete and check this file. It names a file beside it, made by\n"
         "#   pressrun schema " +
         comment_text(design.id.text) + " -o " + schema +
         "\n"
         "#\n"
         "# The design \"" +
         comment_text(design.name) + "\" (" + std::string{api::name_of(design.type)} + project +
         "),\n"
         "# with what it shows today. What is left out stays as the design has it: delete what you do not "
         "mean to set.\n" +
         (extent == Extent::all
              ? ""
              : "# Texts, pictures and colours are set; of everything else, take away the '# ' of "
                "what you mean to set.\n") +
         "#\n"
         "#   pressrun plan FILE      checks it and says what it would cost; nothing is generated\n"
         "#   pressrun run FILE       makes the files\n";
}

/// `name` must not hold what a job's key cannot (src/manifest/README.md, "Manifest").
std::string entry_name(const Design& design) { return manifest::manifest_name(design.name); }

std::string formats_block(const Design& design) {
  if (design.formats.empty()) return {};
  std::string text = "    template_format_names:   # left out: all formats\n";
  for (const Format& format : design.formats) {
    text += "      - " + yaml_value(boost::json::value(format.name)) + "   # " + number_text(format.width) +
            " × " + number_text(format.height) + " " + comment_text(format.unit) + "\n";
  }
  return text;
}

std::string file_type_line(const Design& design) {
  if (design.type == DesignType::printer_multipage) return "    # the output is one PDF of all pages\n";
  const auto types = api::file_types_of(design.type);
  if (types.empty()) return {};
  std::string text = "    image_file_type: " + std::string{types.front()} + "   # or";
  for (std::size_t i = 1; i < types.size(); ++i) text += (i > 1 ? ", " : " ") + std::string{types[i]};
  return text + "\n";
}

std::string layers(const Design& design, Extent extent) {
  ToldTypes told;
  if (design.type != DesignType::printer_multipage)
    return layers_block(design, "", design.elements, "elements", 4, told, extent);
  std::string text = design.pages.empty() ? "    pages: {}\n" : "    pages:\n";
  for (const auto& [page, elements] : design.pages) {
    if (stands_as_key(page)) text += layers_block(design, page, elements, page, 6, told, extent);
  }
  return text;
}

std::string duration_line(const Design& design) {
  if (!design.duration_s) return {};
  return "    # it lasts " + number_text(*design.duration_s) +
         " s; animated files are billed by the second\n";
}

std::string entry_of(const Design& design, Extent extent) {
  return "\n  - design_id: " + yaml_text(design.id.text) + "\n    name: " + yaml_text(entry_name(design)) +
         "\n" + formats_block(design) + file_type_line(design) + duration_line(design) +
         layers(design, extent);
}

/// What the manifest can say besides, each as a comment that becomes a key without its "# ".
std::string further_keys_of(const Design& design, const std::string& entry) {
  return "    # What else an entry can say. A job is made for every combination of variants, matrix and "
         "rows;\n"
         "    # \"${lang}\", \"${row.column}\" and \"${vars.name}\" stand for their values in what is "
         "above.\n" +
         further_keys(manifest::KeyLevel::entry, design, entry, "    ");
}

}  // namespace

std::string starter_manifest(const Design& design, bool all) {
  const Extent extent = all ? Extent::all : Extent::content;
  const std::string entry = entry_of(design, extent);
  const std::string top = "\npressrun: 1\nname: " + yaml_text(entry_name(design)) + "\n";
  const std::string designs = "\ndesigns:" + entry;
  return head(design, extent) + top.substr(1) +
         further_keys(manifest::KeyLevel::top, design, top + designs, "") + designs +
         further_keys_of(design, entry);
}

}  // namespace pressrun::authoring
