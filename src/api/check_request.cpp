#include "pressrun/api/check_request.hpp"

#include "api/check_extra.hpp"
#include "api/check_layers.hpp"
#include "api/delivery.hpp"
#include "api/targets_of_design.hpp"
#include "api/text.hpp"
#include "pressrun/api/design_rules.hpp"
#include "pressrun/api/file_types.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>
#include <unordered_set>

namespace pressrun::api {
namespace {

using Names = std::vector<std::string>;

const Member* member(const Mapping& mapping, std::string_view key) {
  const auto found = std::ranges::find(mapping, key, &Member::key);
  return found == mapping.end() ? nullptr : &*found;
}

Medium medium_of(const Design* design) {
  if (design == nullptr || design->type == DesignType::unknown) return Medium::unknown;
  const bool print = design->type == DesignType::printer || design->type == DesignType::printer_multipage;
  return print ? Medium::print : Medium::screen;
}

}  // namespace

/// What is prepared once for a design.
struct RequestCheck::Impl {
  explicit Impl(const Design* design_)
      : design(design_),
        type(design == nullptr ? DesignType::unknown : design->type),
        medium(medium_of(design)) {
    if (design == nullptr) return;
    elements.emplace(design->elements);
    for (const Format& format : design->formats) formats.insert(format.name);
    for (const auto& [id, of_page] : design->pages) pages.emplace_back(id, LayerTargets{of_page});
  }

  [[nodiscard]] bool knows_type() const { return type != DesignType::unknown; }

  const Design* design;
  DesignType type;
  Medium medium;
  std::optional<LayerTargets> elements;
  std::unordered_set<std::string_view> formats;
  std::vector<std::pair<std::string_view, LayerTargets>> pages;
};

namespace {

/// The check of one job.
template <class Prepared>
class Check {
 public:
  Check(const Prepared& known, const JobSpec& spec) : known_(known), spec_(spec) {}

  Diagnostics run() {
    for (const Member& field : spec_.request) check_field(field, field.key);
    check_options();
    check_version();
    check_delivery(spec_, known_.design, findings_);
    if (known_.type == DesignType::printer_multipage) {
      check_multipage();
    } else {
      check_single_page();
    }
    name_the_design();
    return std::move(findings_);
  }

 private:
  void add(SourcePos at, std::string path, std::string message, std::string hint,
           Severity severity = Severity::error) {
    findings_.items.push_back(
        {severity, std::move(at), std::move(path), std::move(message), std::move(hint), "", 1});
  }

  /// A text that means nothing here. `of_cell`: what to say where rows differ in it, each shown with its
  /// cell.
  void refuse(const Value& value, std::string path, std::string message, std::string of_cell,
              std::string hint) {
    if (value.from.line == 0) return add(value.at, std::move(path), std::move(message), std::move(hint));
    Diagnostic finding{Severity::error, value.at, std::move(path), std::move(of_cell), "", "", 1};
    finding.seen.push_back({value.from, clean(value.scalar()->text, 60), std::move(hint)});
    findings_.items.push_back(std::move(finding));
  }

  void name_the_design() {
    for (Diagnostic& finding : findings_.items) {
      if (finding.message.find(owner()) != std::string::npos) finding.design = owner();
    }
  }

  [[nodiscard]] std::string owner() const { return "design '" + spec_.design_name + "'"; }

  /// A name that is none of the API's would be ignored in silence. One that is newer than this table stands
  /// under `extra`.
  void check_field(const Member& field, const std::string& path) {
    if (path == "elements" || path == "pages" || path == delivery_key) return;
    if (path == extra_key)
      return check_extra(
          field, path,
          [](const std::string& name) {
            return name == "elements" || name == "pages" || name == delivery_key ||
                   rule_of_field(name) != nullptr;
          },
          findings_);
    if (path == "image_file_type") return check_file_type(field);
    const FieldRule* rule = rule_of_field(path);
    const bool flat = path == field.key && path.find('.') != std::string::npos;  // "html5.repeat: 3"
    if (rule != nullptr && flat)
      return add(
          field.key_at, path, "the API has no field '" + path + "'",
          "write '" + path.substr(0, path.find('.')) + ": {" + path.substr(path.find('.') + 1) + ": …}'");
    if (rule == nullptr) {
      const auto near = nearest(path, known_fields());
      return add(field.key_at, path, "the API has no field '" + path + "'",
                 near ? "did you mean '" + *near + "'?" : std::string{extra_hint});
    }
    if (rule->kind == ValueKind::object) return check_members(field, path);
    if (rule->kind == ValueKind::text_list) return check_list(field, path);
    if (rule->may_be_null && field.value.is_null()) return;
    check_value(field.value, path, *rule);
  }

  void check_members(const Member& field, const std::string& path) {
    const Mapping* inside = field.value.mapping();
    if (inside == nullptr)
      return report_value(findings_, field.value, path, path, Fault{wanted(ValueKind::object, {}), ""});
    for (const Member& inner : *inside) check_member(inner, path);
  }

  void check_member(const Member& inner, const std::string& object) {
    const std::string path = object + "." + inner.key;
    if (rule_of_field(path) != nullptr) return check_field(inner, path);
    Names known;
    for (const FieldRule& rule : field_rules()) {
      if (rule.field.starts_with(object + ".")) known.emplace_back(rule.field.substr(object.size() + 1));
    }
    const auto meant = member_meant(inner.key, known);
    add(inner.key_at, path, "'" + object + "' has no member '" + inner.key + "'",
        meant ? "did you mean '" + *meant + "'?" : hint_for(inner.key, known));
  }

  void check_list(const Member& field, const std::string& path) {
    if (field.value.scalar() == nullptr && field.value.sequence() == nullptr)
      report_value(findings_, field.value, path, path, Fault{wanted(ValueKind::text_list, {}), ""});
  }

  void check_value(const Value& value, const std::string& path, const FieldRule& rule) {
    const Scalar* scalar = value.scalar();
    auto fault = scalar == nullptr ? Fault{wanted(rule.kind, rule.limit), ""}
                                   : check_scalar(*scalar, rule.kind, rule.limit, known_.medium);
    if (fault) report_value(findings_, value, path, path, std::move(*fault));
  }

  static Names known_fields() {
    Names names{"elements", "pages", std::string{delivery_key}, std::string{extra_key}};
    for (const FieldRule& rule : field_rules()) names.emplace_back(rule.field);
    return names;
  }

  [[nodiscard]] std::string_view text_of(std::string_view field) const {
    const Member* found = member(spec_.request, field);
    const Scalar* scalar = found == nullptr ? nullptr : found->value.scalar();
    return scalar == nullptr ? std::string_view{} : std::string_view{scalar->text};
  }

  /// A word that is no file type at all is compared with those that the design can be made into.
  void check_file_type(const Member& field) {
    const auto allowed = file_types_of(known_.type);
    const Scalar* scalar = field.value.scalar();
    FieldRule rule = *rule_of_field(field.key);
    if (scalar == nullptr || allowed.empty() || !is_file_type(scalar->text)) {
      if (!allowed.empty()) rule.limit.choices = allowed;
      return check_value(field.value, field.key, rule);
    }
    if (std::ranges::find(allowed, scalar->text) != allowed.end()) return;
    const std::string rest = " does not suit " + owner() + ", which is " + std::string{name_of(known_.type)};
    refuse(field.value, field.key, "file type '" + scalar->text + "'" + rest, "the file type" + rest,
           hint_for(scalar->text, Names(allowed.begin(), allowed.end())));
  }

  static bool is_file_type(std::string_view word) {
    const auto choices = rule_of_field("image_file_type")->limit.choices;
    return std::ranges::find(choices, word) != choices.end();
  }

  /// Options that have no effect on what is made (API reference §5.3, "Applies to").
  void check_options() {
    if (!known_.knows_type()) return;
    const std::string_view made = text_of("image_file_type");
    const bool animated = known_.type == DesignType::animated;
    const bool video = animated && (made.empty() || made == "auto" || made == "mp4");
    expect("html5", animated && made == "html5", "html5 files");
    expect("gif", animated && made == "gif", "gif files");
    expect("video", video, "mp4 files");
    expect("print", known_.medium == Medium::print, "printed designs");
    const bool still = known_.type == DesignType::static_ && made != "pdf";
    const bool moving = animated && made != "html5";
    expect("file_compression_level", still || moving, "pictures, gif and mp4 files");
  }

  void expect(std::string_view option, bool suits, std::string_view of) {
    const Member* field = member(spec_.request, option);
    if (field == nullptr || suits) return;
    add(field->key_at, field->key,
        "'" + field->key + "' is for " + std::string{of} + " and has no effect here", "", Severity::warning);
  }

  /// A new version of a visual is of one format (API reference §5.5).
  void check_version() {
    const Member* field = member(spec_.request, "original_visual_id");
    if (field == nullptr) return;
    if (known_.type == DesignType::printer_multipage)
      return add(field->key_at, field->key,
                 "a multipage document has no versions: the API leaves open what comes of it", "leave it out",
                 Severity::warning);
    const Member* formats = member(spec_.request, "template_format_names");
    const Sequence* list = formats == nullptr ? nullptr : formats->value.sequence();
    const bool one_named =
        formats != nullptr && (formats->value.scalar() != nullptr || (list != nullptr && are_one(*list)));
    const bool one_there = (list == nullptr || list->empty()) && known_.formats.size() == 1;
    const bool nobody_knows = (list == nullptr || list->empty()) && known_.design == nullptr;
    if (one_named || one_there || nobody_knows) return;
    add(field->key_at, field->key, "'original_visual_id' goes with exactly one format",
        "name it: 'template_format_names: [NAME]'");
  }

  /// Named twice it is still one.
  static bool are_one(const Sequence& formats) {
    const Scalar* first = formats.empty() ? nullptr : formats.front().scalar();
    return first != nullptr && std::ranges::all_of(formats, [&](const Value& each) {
             return each.scalar() != nullptr && each.scalar()->text == first->text;
           });
  }

  void check_format(const Value& value, const std::string& path) {
    const Scalar* scalar = value.scalar();
    if (scalar == nullptr || value.is_null())
      return report_value(findings_, value, path, "template_format_names", Fault{"must name a format", ""});
    if (known_.design == nullptr || known_.formats.contains(scalar->text)) return;
    Names known;
    for (const Format& format : known_.design->formats) known.push_back(format.name);
    refuse(value, path, owner() + " has no format '" + scalar->text + "'", owner() + " has no such format",
           hint_for(scalar->text, known));
  }

  void check_formats() {
    const Member* field = member(spec_.request, "template_format_names");
    if (field == nullptr) return;
    const Sequence* list = field->value.sequence();
    if (list == nullptr && field->value.scalar() != nullptr) return check_format(field->value, field->key);
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->size(); ++i)
      check_format((*list)[i], field->key + "[" + std::to_string(i) + "]");
  }

  LayerPlace scope(const LayerTargets* targets, const Names* variables, std::string owner) const {
    const std::string_view made = text_of("image_file_type");
    const bool silent = made == "gif" || made == "html5";
    const std::string_view version =
        known_.design == nullptr ? std::string_view{} : known_.design->api_version;
    return {targets, variables, known_.medium, !silent, std::move(owner), version};
  }

  void check_single_page() {
    const Member* pages = member(spec_.request, "pages");
    if (pages != nullptr && known_.knows_type()) {
      add(pages->key_at, "pages", owner() + " is " + std::string{name_of(known_.type)} + " and has no pages",
          "write 'elements'");
    }
    check_formats();
    const bool known = known_.elements.has_value();
    const LayerPlace of_design =
        scope(known ? &*known_.elements : nullptr, known ? &known_.design->variables : nullptr, owner());
    if (const Member* elements = member(spec_.request, "elements"))
      check_layers(*elements, elements->key, of_design, findings_);
    if (pages == nullptr || known_.knows_type()) return;
    if (pages->value.is_null()) return report_empty(findings_, *pages, pages->key, pages->key);
    if (pages->value.mapping() == nullptr) return;
    for (const Member& page : *pages->value.mapping())
      check_layers(page, "pages." + page.key, scope(nullptr, nullptr, owner()), findings_);
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
    } else if (pages->value.is_null()) {
      report_empty(findings_, *pages, pages->key, pages->key);
    } else if (const Mapping* each = pages->value.mapping()) {
      for (const Member& page : *each) check_page(page);
    } else {
      report_value(findings_, pages->value, pages->key, pages->key, Fault{wanted(ValueKind::object, {}), ""});
    }
  }

  void check_page(const Member& page) {
    const std::string path = "pages." + page.key;
    if (const Mapping* layers = page.value.mapping()) {
      if (const Member* variables = member(*layers, "vars"))
        add(variables->key_at, path + ".vars", "the API tells of no variables of a multipage document",
            "write the text into the elements", Severity::warning);
    }
    for (const auto& [id, targets] : known_.pages) {
      if (id == page.key)
        return check_layers(page, path, scope(&targets, nullptr, "page '" + page.key + "' of " + owner()),
                            findings_);
    }
    Names known;
    for (const auto& [id, targets] : known_.pages) known.emplace_back(id);
    add(page.key_at, path, owner() + " has no page '" + page.key + "'", hint_for(page.key, known));
  }

  const Prepared& known_;
  const JobSpec& spec_;
  Diagnostics findings_;
};

}  // namespace

RequestCheck::RequestCheck(const Design* design) : impl_(std::make_unique<const Impl>(design)) {}
RequestCheck::~RequestCheck() = default;
RequestCheck::RequestCheck(RequestCheck&&) noexcept = default;
RequestCheck& RequestCheck::operator=(RequestCheck&&) noexcept = default;

Diagnostics RequestCheck::check(const JobSpec& spec) const { return Check<Impl>(*impl_, spec).run(); }

}  // namespace pressrun::api
