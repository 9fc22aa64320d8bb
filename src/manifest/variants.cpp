#include "manifest/variants.hpp"

#include "manifest/interpolation.hpp"
#include "manifest/key_check.hpp"
#include "manifest/take.hpp"

#include <algorithm>

namespace pressrun::manifest {
namespace {

bool expect(const Value& value, bool good, const std::string& path, std::string message, std::string hint,
            Findings& findings) {
  if (!good) findings.error(value.at, path, std::move(message), std::move(hint));
  return good;
}

bool is_reference(const Value& value) {
  return value.scalar() != nullptr && has_references(value.scalar()->text);
}

/// Empty, or known only when its references are replaced. A null removes what was inherited; one that removed
/// nothing is found when the job is checked against the design.
bool cannot_tell(const Value& value) { return value.is_null() || is_reference(value); }

/// What the table says that a field of a request takes; `api_field` of one that only the API knows.
KeyType type_of(std::string_view field) {
  const ManifestKey* key = find_key(KeyLevel::variant, field);
  return key == nullptr ? KeyType::api_field : key->type;
}

/// Fields beside the layers need no value: the API has a default for each.
void drop_empty_fields(Value& request, const std::string& path, Findings& findings) {
  std::erase_if(std::get<Mapping>(request.content), [&](const Member& member) {
    const KeyType type = type_of(member.key);
    if (!member.value.is_null() || type == KeyType::layers || type == KeyType::pages) return false;
    findings.warning(member.key_at, path + "." + member.key, "'" + member.key + "' has no value",
                     "leave it out");
    return true;
  });
}

// A value of the wrong shape is reported and replaced by an empty or single one, so that the rest is checked
// too.

bool mend_layer(Member& layer, const std::string& path, Findings& findings) {
  if (layer.value.mapping() != nullptr || cannot_tell(layer.value)) return true;
  const std::string hint = "write '" + layer.key + ": {payload: …}'";
  // The API takes it; nobody says what for (API reference §5.3).
  if (layer.value.scalar() != nullptr)
    return expect(layer.value, false, path + "." + layer.key, "'" + layer.key + "' is a bare text", hint,
                  findings);
  return expect(layer.value, false, path + "." + layer.key,
                "'" + layer.key + "' must be a mapping of properties", hint, findings);
}

void mend_layers(Value& layers, const std::string& path, Findings& findings) {
  if (cannot_tell(layers)) return;
  const bool good = expect(layers, layers.mapping() != nullptr, path,
                           "a mapping of names to their properties is wanted here",
                           "write 'title: {payload: …}' below it", findings);
  if (!good) layers = Value(Mapping{}, layers.at);
  std::erase_if(std::get<Mapping>(layers.content),
                [&](Member& layer) { return !mend_layer(layer, path, findings); });
}

void mend_pages(Value& pages, const std::string& path, Findings& findings) {
  if (cannot_tell(pages)) return;
  const bool good =
      expect(pages, pages.mapping() != nullptr, path, "'pages' must be a mapping of pages to elements",
             "write 'page_1: {title: {payload: …}}' below it", findings);
  if (!good) pages = Value(Mapping{}, pages.at);
  for (Member& page : std::get<Mapping>(pages.content))
    mend_layers(page.value, path + "." + page.key, findings);
}

/// A single name becomes a list of one; whatever is not a name is dropped.
void mend_formats(Value& formats, const std::string& path, Findings& findings) {
  if (cannot_tell(formats)) return;
  const auto is_name = [](const Value& name) { return name.scalar() != nullptr && !name.is_null(); };
  const Sequence* names = formats.sequence();
  const bool good = names != nullptr && std::ranges::all_of(*names, is_name);
  const std::string one = is_name(formats) ? formats.scalar()->text : "NAME";
  expect(formats, good, path, "'template_format_names' must be a list of format names",
         "write '[" + one + "]'", findings);
  if (names == nullptr) formats = Value(is_name(formats) ? Sequence{formats} : Sequence{}, formats.at);
  std::erase_if(std::get<Sequence>(formats.content), [&](const Value& name) { return !is_name(name); });
}

void mend_shape(Value& request, const std::string& path, Findings& findings) {
  for (Member& field : std::get<Mapping>(request.content)) {
    const std::string place = path + "." + field.key;
    switch (type_of(field.key)) {
      case KeyType::formats:
        mend_formats(field.value, place, findings);
        break;
      case KeyType::layers:
        mend_layers(field.value, place, findings);
        break;
      case KeyType::pages:
        mend_pages(field.value, place, findings);
        break;
      default:  // the API's other fields are looked at by its own check
        break;
    }
  }
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

/// A variant's own take, else the entry's; a null takes that away.
std::optional<Value> take_of(const Value* own, const Value* common, const std::string& path,
                             Findings& findings) {
  if (own == nullptr) return common != nullptr ? std::optional(*common) : std::nullopt;
  if (own->is_null() && common != nullptr) return std::nullopt;
  check_take(*own, path + ".take", findings);
  return *own;
}

/// What the variants of an entry have in common.
struct Common {
  const Value& request;
  const Value* key;   ///< null: it has none that can be used
  const Value* take;  ///< null: it has none
};

Variant read_variant(Value patch, const std::string& path, std::size_t number, const Common& common,
                     Findings& findings, Findings& shape) {
  auto& members = std::get<Mapping>(patch.content);
  drop_wrong_keys(members, KeyLevel::variant, path, shape);
  const std::optional<Value> named =
      patch.find("key") == nullptr ? std::nullopt : std::optional(*patch.find("key"));
  const Value* own = named ? &*named : nullptr;
  if (own != nullptr && (own->scalar() == nullptr || own->is_null() || own->scalar()->text.empty())) {
    shape.error(own->at, path + ".key", "'key' must be a text");
    own = nullptr;
  }
  const bool label = own != nullptr && !has_references(own->scalar()->text);
  Variant out;
  out.label =
      label ? Value::string(own->scalar()->text, own->at) : Value::plain(std::to_string(number), patch.at);
  out.take = take_of(patch.find("take"), common.take, path, findings);
  std::erase_if(members, [](const Member& member) { return is_own_key(KeyLevel::variant, member.key); });
  out.request = merge_over(common.request, patch);
  drop_empty_fields(out.request, path, shape);
  out.key = key_of(own, common.key);
  return out;
}

/// The entry's own key; null: it has none that can be used.
const Value* common_key(const Value& merged, const std::string& path, Findings& findings) {
  const Value* common = merged.find("key");
  if (common == nullptr || common->scalar() != nullptr) return common;
  findings.error(common->at, path + ".key", "'key' must be a text", "write key: \"${row.sku}\"");
  return nullptr;
}

std::vector<Variant> read_items(const Sequence& items, const std::string& path, const Common& common,
                                Findings& findings, Findings& shape) {
  std::vector<Variant> out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string place = path + "[" + std::to_string(i) + "]";
    Value item = items[i];
    if (!expect(item, item.mapping() != nullptr, place, "a variant must be a mapping",
                "write '- {key: en, elements: {…}}'", shape))
      continue;
    mend_shape(item, place, shape);
    out.push_back(read_variant(std::move(item), place, i + 1, common, findings, shape));
  }
  return out;
}

}  // namespace

std::vector<Variant> read_variants(const Value& merged, Value request, Entry& entry, Findings& findings,
                                   Findings& shape) {
  const Value* key = common_key(merged, entry.path, findings);
  const Value* take = merged.find("take");
  mend_shape(request, entry.path, shape);
  drop_empty_fields(request, entry.path, shape);
  const Value* list = merged.find("variants");
  if (list == nullptr)
    return {{Value{}, std::move(request), key != nullptr ? std::optional(*key) : std::nullopt,
             take != nullptr ? std::optional(*take) : std::nullopt}};
  const std::string path = entry.path + ".variants";
  entry.has_variants = true;
  const Sequence* items = list->sequence();
  const bool good = expect(*list, items != nullptr && !items->empty(), path,
                           items == nullptr ? "'variants' must be a list" : "'variants' is empty",
                           "write '- {key: en, elements: {…}}' below it", findings);
  std::vector<Variant> variants =
      good ? read_items(*items, path, {request, key, take}, findings, shape) : std::vector<Variant>{};
  if (!variants.empty()) return variants;
  entry.gaps.names.emplace_back("variant");  // what the entry itself says is checked all the same
  entry.has_variants = false;
  return {{Value{}, std::move(request), key != nullptr ? std::optional(*key) : std::nullopt,
           take != nullptr ? std::optional(*take) : std::nullopt}};
}

}  // namespace pressrun::manifest
