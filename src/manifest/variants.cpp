#include "manifest/variants.hpp"

#include "manifest/interpolation.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

constexpr std::array<std::string_view, 6> fixed{"design_id", "name", "variants", "matrix", "exclude", "rows"};

bool expect(const Value* value, bool good, const std::string& path, std::string message, std::string hint,
            Findings& findings) {
  if (value == nullptr || good) return true;
  findings.error(value->at, path, std::move(message), std::move(hint));
  return false;
}

bool is_reference(const Value& value) {
  return value.scalar() != nullptr && has_references(value.scalar()->text);
}

/// Not there, or known later. A null may take away what was inherited; one that took nothing is found when a
/// job is compared with the design.
bool cannot_tell(const Value* value) { return value == nullptr || value->is_null() || is_reference(*value); }

/// Fields beside the layers need no value: the API has a default for each.
void drop_empty_fields(Value& request, const std::string& path, Findings& findings) {
  std::erase_if(std::get<Mapping>(request.content), [&](const Member& member) {
    if (!member.value.is_null() || member.key == "elements" || member.key == "pages") return false;
    findings.warning(member.key_at, path + "." + member.key, "'" + member.key + "' has no value",
                     "leave it out");
    return true;
  });
}

void check_elements(const Value* elements, const std::string& path, Findings& findings) {
  if (cannot_tell(elements)) return;
  if (!expect(elements, elements->mapping() != nullptr, path,
              "a mapping of names to their properties is wanted here", "write 'title: {payload: …}' below it",
              findings))
    return;
  for (const Member& member : *elements->mapping()) {
    const bool good = member.value.mapping() != nullptr || cannot_tell(&member.value);
    if (member.value.scalar() != nullptr && !good) {
      // The API takes it; nobody says what for (API reference §5.3).
      findings.warning(member.value.at, path + "." + member.key,
                       "'" + member.key + "' is a bare text: what the API makes of it is not documented",
                       "write '" + member.key + ": {payload: …}'");
      continue;
    }
    expect(&member.value, good, path + "." + member.key,
           "'" + member.key + "' must be a mapping of properties", "write '" + member.key + ": {payload: …}'",
           findings);
  }
}

void check_shape(const Value& request, const std::string& path, Findings& findings) {
  const Value* formats = request.find("template_format_names");
  if (!cannot_tell(formats)) {
    const Sequence* names = formats->sequence();
    const bool texts = names != nullptr && std::ranges::all_of(*names, [](const Value& name) {
                         return name.scalar() != nullptr && !name.is_null();
                       });
    expect(formats, texts, path + ".template_format_names",
           "'template_format_names' must be a list of format names", "write '[facebook-feed]'", findings);
  }
  check_elements(request.find("elements"), path + ".elements", findings);
  const Value* pages = request.find("pages");
  if (cannot_tell(pages)) return;
  if (!expect(pages, pages->mapping() != nullptr, path + ".pages",
              "'pages' must be a mapping of pages to elements",
              "write 'page_1: {title: {payload: …}}' below it", findings))
    return;
  for (const Member& page : *pages->mapping())
    check_elements(&page.value, path + ".pages." + page.key, findings);
}

/// The key of the entry under a variant's own.
std::optional<Value> key_of(const Value* own, const Value* common) {
  if (own == nullptr) return common != nullptr ? std::optional(*common) : std::nullopt;
  if (has_references(own->scalar()->text)) return *own;
  if (common == nullptr || common->scalar() == nullptr) return std::nullopt;
  bool named = false;
  each_reference(*common, {}, [&](const Reference& reference, const SourcePos&, const std::string&) {
    named = named || reference.name == "variant";
  });
  if (named) return *common;
  return Value::string("${variant}-" + common->scalar()->text, common->at);
}

Variant read_variant(const Value& item, const std::string& path, std::size_t number, const Value& request,
                     const Value* common, Findings& findings) {
  Value patch = item;
  auto& members = std::get<Mapping>(patch.content);
  for (const Member& member : members) {
    if (std::ranges::find(fixed, member.key) != fixed.end()) {
      findings.error(member.key_at, path + "." + member.key, "a variant cannot change '" + member.key + "'",
                     "write a design of its own");
    }
  }
  const Value* own = item.find("key");
  if (own != nullptr && (own->scalar() == nullptr || own->is_null() || own->scalar()->text.empty())) {
    findings.error(own->at, path + ".key", "'key' must be a text");
    own = nullptr;
  }
  std::erase_if(members, [](const Member& member) { return member.key == "key"; });
  const bool label = own != nullptr && !has_references(own->scalar()->text);
  Variant out;
  out.label =
      label ? Value::string(own->scalar()->text, own->at) : Value::plain(std::to_string(number), item.at);
  out.request = merge_over(request, patch);
  drop_empty_fields(out.request, path, findings);
  out.key = key_of(own, common);
  return out;
}

}  // namespace

std::vector<Variant> read_variants(const Value& merged, const Value& request, Entry& entry,
                                   Findings& findings) {
  const Value* common = merged.find("key");
  if (common != nullptr && common->scalar() == nullptr) {
    findings.error(common->at, entry.path + ".key", "'key' must be a text", "write key: \"${row.sku}\"");
    common = nullptr;
  }
  check_shape(request, entry.path, findings);
  std::vector<Variant> out;
  const Value* list = merged.find("variants");
  if (list == nullptr) {
    out.push_back({Value{}, request, common != nullptr ? std::optional(*common) : std::nullopt});
    drop_empty_fields(out.back().request, entry.path, findings);
    return out;
  }
  const std::string path = entry.path + ".variants";
  entry.has_variants = true;
  const Sequence* items = list->sequence();
  if (!expect(list, items != nullptr && !items->empty(), path,
              items == nullptr ? "'variants' must be a list" : "'variants' is empty",
              "write '- {key: en, elements: {…}}' below it", findings))
    return out;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string place = path + "[" + std::to_string(i) + "]";
    const Value& item = (*items)[i];
    if (!expect(&item, item.mapping() != nullptr, place, "a variant must be a mapping",
                "write '- {key: en, elements: {…}}'", findings))
      continue;
    check_shape(item, place, findings);
    out.push_back(read_variant(item, place, i + 1, request, common, findings));
  }
  return out;
}

}  // namespace pressrun::manifest
