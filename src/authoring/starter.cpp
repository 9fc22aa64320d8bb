#include "pressrun/authoring/starter.hpp"

#include "authoring/starter_layers.hpp"
#include "authoring/yaml_text.hpp"
#include "pressrun/api/file_types.hpp"
#include "pressrun/manifest/names.hpp"

namespace pressrun::authoring {
namespace {

std::string head(const Design& design) {
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
         "mean to set.\n"
         "#\n"
         "#   pressrun plan FILE      checks it and says what it would cost; nothing is generated\n"
         "#   pressrun run FILE       makes the files\n";
}

/// `name` must not hold what a job's key cannot (interface.md, "Manifest").
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
  if (types.empty()) return "    # image_file_type: auto\n";
  std::string text = "    image_file_type: " + std::string{types.front()} + "   # or";
  for (std::size_t i = 1; i < types.size(); ++i) text += (i > 1 ? ", " : " ") + std::string{types[i]};
  return text + "\n";
}

std::string print_stub() {
  return "    # print:\n"
         "    #   color_profile: be2ab219-8fe4-4d85-91ba-65bdc9ddaf01   # ISO Coated v2 (ECI); others:\n"
         "    #     03738f37-5b6f-4be9-9100-706b1711f9dd   ISO Coated v2 (ECI) 300%\n"
         "    #     e0c86a8a-050c-41f1-885a-0f74b9baac50   ISO Uncoated\n"
         "    #     0e0355e6-2931-4c83-92f2-64db9f5ddffc   US Web Coated (SWOP 2006 5v2)\n"
         "    #     fac91df8-1155-11ef-b77e-f93002785645   ISO Newspaper26 v4\n"
         "    #     db3c123e-1127-11ef-b77e-f93002785645   RGB, no profile\n"
         "    #   display_crop_marks: true\n";
}

std::string animation_stub(const Design& design) {
  std::string text;
  if (design.duration_s)
    text =
        "    # it lasts " + number_text(*design.duration_s) + " s; animated files are billed by the second\n";
  return text +
         "    # video: {fps: 24}   # mp4: 2 to 25\n"
         "    # gif: {max_fps: 9, repeat: -1}   # gif: 2 to 9; -1 plays for ever, 0 once\n"
         "    # html5:   # html5: a zip for each format\n"
         "    #   page_title: Title of the page\n"
         "    #   click_tag: https://www.example.com\n"
         "    #   ad_network: default   # google-ads, google-marketing, adform, amazon-ads, adroll, …\n"
         "    #   include_backup_image: true\n"
         "    #   repeat: 0   # -1 plays for ever\n";
}

std::string output_stubs(const Design& design) {
  switch (design.type) {
    case DesignType::static_:
      return "    # file_compression_level: 85   # 1 to 100, the best quality\n";
    case DesignType::animated:
      return animation_stub(design);
    case DesignType::printer:
    case DesignType::printer_multipage:
      return print_stub();
    case DesignType::unknown:
      break;
  }
  return {};
}

std::string layers(const Design& design) {
  ToldTypes told;
  if (design.type != DesignType::printer_multipage)
    return layers_block(design, "", design.elements, "elements", 4, told);
  std::string text = design.pages.empty() ? "    pages: {}\n" : "    pages:\n";
  for (const auto& [page, elements] : design.pages) {
    if (stands_as_key(page)) text += layers_block(design, page, elements, page, 6, told);
  }
  return text;
}

constexpr const char* tail =
    "    # ---- Many from one: a job for every combination of the matrix and every row ----\n"
    "    # matrix:\n"
    "    #   lang: [{code: en, title: Hello}, {code: fr, title: Bonjour}]   # \"${lang.title}\" in a value "
    "above\n"
    "    # rows: rows.csv   # or .tsv, .jsonl, .json, .yaml, or a list; \"${row.column}\" in a value above\n"
    "    # key: \"${row.sku}-${lang.code}\"   # names each job; without it, the values that tell jobs apart\n"
    "    # callback_url: https://hooks.example.com/abyssale   # told by the API when a job is done\n";

}  // namespace

std::string starter_manifest(const Design& design) {
  return head(design) + "pressrun: 1\nname: " + yaml_text(entry_name(design)) +
         "\n\ndesigns:\n  - design_id: " + yaml_text(design.id.text) +
         "\n    name: " + yaml_text(entry_name(design)) + "\n" + formats_block(design) +
         file_type_line(design) + output_stubs(design) + layers(design) + tail;
}

}  // namespace pressrun::authoring
