#include "pressrun/api/check_names.hpp"

#include "api/check_layers.hpp"
#include "api/file_types.hpp"
#include "pressrun/api/design_rules.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>

namespace pressrun::api {
namespace {

using Names = std::vector<std::string>;

const Member* member(const Mapping& mapping, std::string_view key) {
  const auto found = std::ranges::find(mapping, key, &Member::key);
  return found == mapping.end() ? nullptr : &*found;
}

class Check {
 public:
  Check(const JobSpec& spec, const Design& design) : spec_(spec), design_(design) {}

  Diagnostics run() {
    for (const Member& field : spec_.request) check_field(field, field.key);
    check_file_type();
    if (design_.type == DesignType::printer_multipage) {
      check_multipage();
    } else {
      check_single_page();
    }
    return std::move(findings_);
  }

 private:
  void add(SourcePos at, std::string path, std::string message, std::string hint,
           Severity severity = Severity::error) {
    findings_.items.push_back(
        {severity, std::move(at), std::move(path), std::move(message), std::move(hint), "", 1});
  }

  [[nodiscard]] std::string owner() const { return "design '" + spec_.design_name + "'"; }

  /// A name that is nearly one of the API's is a slip: it would be ignored in silence. One that is far from
  /// all may be newer than this table.
  void check_field(const Member& field, const std::string& path) {
    if (path == "elements" || path == "pages") return;
    const FieldRule* rule = rule_of_field(path);
    if (rule == nullptr) {
      const auto near = nearest(path, known_fields());
      add(field.key_at, path, "the API has no field '" + path + "'",
          near ? "did you mean '" + *near + "'?" : "", near ? Severity::error : Severity::warning);
    } else if (const Mapping* inside = field.value.mapping()) {
      for (const Member& inner : *inside) check_field(inner, path + "." + inner.key);
    }
  }

  static Names known_fields() {
    Names names{"elements", "pages"};
    for (const FieldRule& rule : field_rules()) names.emplace_back(rule.field);
    return names;
  }

  void check_file_type() {
    const Member* field = member(spec_.request, "image_file_type");
    const auto allowed = file_types_of(design_.type);
    if (field == nullptr || allowed.empty() || field->value.scalar() == nullptr) return;
    const std::string& wanted = field->value.scalar()->text;
    if (std::ranges::find(allowed, wanted) != allowed.end()) return;
    add(field->value.at, field->key,
        "file type '" + wanted + "' does not suit " + owner() + ", which is " +
            std::string{name_of(design_.type)},
        hint_for(wanted, Names(allowed.begin(), allowed.end())));
  }

  void check_format(const Value& value, const std::string& path) {
    if (value.scalar() == nullptr) return;
    const std::string& name = value.scalar()->text;
    if (std::ranges::find(design_.formats, name, &Format::name) != design_.formats.end()) return;
    Names known;
    for (const Format& format : design_.formats) known.push_back(format.name);
    add(value.at, path, owner() + " has no format '" + name + "'", hint_for(name, known));
  }

  void check_formats() {
    const Member* field = member(spec_.request, "template_format_names");
    if (field == nullptr) return;
    const Sequence* list = field->value.sequence();
    if (list == nullptr) return check_format(field->value, field->key);
    for (std::size_t i = 0; i < list->size(); ++i) {
      check_format((*list)[i], field->key + "[" + std::to_string(i) + "]");
    }
  }

  void check_single_page() {
    if (const Member* pages = member(spec_.request, "pages");
        pages != nullptr && design_.type != DesignType::unknown) {
      add(pages->key_at, "pages", owner() + " is " + std::string{name_of(design_.type)} + " and has no pages",
          "write 'elements'");
    }
    check_formats();
    if (const Member* elements = member(spec_.request, "elements")) {
      check_layers(elements->value, "elements", {design_.elements, &design_.variables, owner()}, findings_);
    }
  }

  void check_multipage() {
    for (const std::string_view field : {"elements", "template_format_names"}) {
      const Member* wrong = member(spec_.request, field);
      if (wrong == nullptr) continue;
      add(wrong->key_at, std::string{field},
          owner() + " is a multipage document and takes no '" + std::string{field} + "'", "write 'pages'");
    }
    const Member* pages = member(spec_.request, "pages");
    if (pages == nullptr) {
      add(spec_.at, "", owner() + " is a multipage document: 'pages' is missing",
          "'pages: {}' prints it as it was saved");
    } else if (const Mapping* each = pages->value.mapping()) {
      for (const Member& page : *each) check_page(page);
    }
  }

  void check_page(const Member& page) {
    Names known;
    for (const auto& one : design_.pages) known.push_back(one.first);
    const std::string path = "pages." + page.key;
    const auto found = std::ranges::find(known, page.key);
    if (found == known.end()) {
      return add(page.key_at, path, owner() + " has no page '" + page.key + "'", hint_for(page.key, known));
    }
    const auto& elements = design_.pages[static_cast<std::size_t>(found - known.begin())].second;
    check_layers(page.value, path, {elements, nullptr, "page '" + page.key + "' of " + owner()}, findings_);
  }

  const JobSpec& spec_;
  const Design& design_;
  Diagnostics findings_;
};

}  // namespace

Diagnostics check_names(const JobSpec& spec, const Design& design) { return Check(spec, design).run(); }

}  // namespace pressrun::api
