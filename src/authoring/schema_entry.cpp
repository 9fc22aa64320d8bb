#include "authoring/schema_entry.hpp"

#include "authoring/schema_layers.hpp"
#include "authoring/schema_values.hpp"
#include "authoring/yaml_text.hpp"
#include "pressrun/api/file_types.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <map>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

constexpr std::string_view uuid =
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$|\\$\\{";

/// What the API's fields are for, in a few words; a field without any has its name.
std::string words_for(std::string_view field) {
  static const std::map<std::string_view, std::string> words{
      {"template_format_names", "formats to make; left out or empty: all that the design has"},
      {"image_file_type", "what is made; auto: the API's choice for the design"},
      {"file_compression_level", "1 to 100, the best quality"},
      {"callback_url", "told by the API when a job is done (HTTPS)"},
      {"html5", "animated designs, image_file_type: html5"},
      {"html5.page_title", "title of the page"},
      {"html5.click_tag", "where a click leads; a network's macro may stand before the address"},
      {"html5.ad_network", "default, google-ads, google-marketing, adform, amazon-ads, adroll, …"},
      {"html5.include_backup_image", "a JPEG for browsers that do not run the ad"},
      {"html5.repeat", "-1: for ever; 0: once"},
      {"gif", "animated designs, image_file_type: gif"},
      {"gif.max_fps", "frames a second at most, 2 to 9"},
      {"gif.repeat", "-1: for ever; 0: once"},
      {"video", "animated designs, image_file_type: mp4"},
      {"video.fps", "frames a second, 2 to 25"},
      {"print", "designs of type printer and printer_multipage"},
      {"print.color_profile", "name or id of the colour profile; left out: the design's own"},
      {"print.display_crop_marks", "whether crop marks are shown"},
      {"delivery",
       "sync: one picture of a static design, in the answer to its submission; if that is lost, so is the "
       "picture"},
      {"original_visual_id", "the asset that this becomes a new version of; with exactly one format"},
  };
  const auto found = words.find(field);
  return found == words.end() ? std::string{} : found->second;
}

bool suits(std::string_view field, const Design* design) {
  if (design == nullptr || design->type == DesignType::unknown) return true;
  const std::string_view option = field.substr(0, field.find('.'));
  const bool printed = design->type == DesignType::printer || design->type == DesignType::printer_multipage;
  if (option == "print") return printed;
  if (option == "html5" || option == "gif" || option == "video") return design->type == DesignType::animated;
  if (option == "template_format_names") return design->type != DesignType::printer_multipage;
  return true;
}

json::object field_schema(const api::FieldRule& rule, const Design* design) {
  const std::string words = words_for(rule.field);
  if (rule.field == "template_format_names" && design != nullptr) {
    std::vector<std::string> names;
    for (const Format& format : design->formats) names.push_back(format.name);
    return list_of(one_of(names, ""), words);
  }
  if (rule.field == "template_format_names") return list_of(any_text(""), words);
  if (rule.field == "image_file_type") {
    std::vector<std::string> types{"auto", "jpeg", "png", "webp", "avif", "pdf", "mp4", "gif", "html5"};
    const auto of_design =
        design == nullptr ? std::span<const std::string_view>{} : api::file_types_of(design->type);
    if (!of_design.empty()) types.assign(of_design.begin(), of_design.end());
    return one_of(types, words);
  }
  return described(schema_of(rule), words);
}

/// Members of an object are strict with one design only, as all that is not ours.
void add_field(json::object& fields, const api::FieldRule& rule, const Design* design) {
  const std::size_t dot = rule.field.find('.');
  json::object schema = field_schema(rule, design);
  if (dot == std::string_view::npos) {
    if (design != nullptr && rule.kind == api::ValueKind::object) schema["additionalProperties"] = false;
    fields.emplace(rule.field, std::move(schema));
    return;
  }
  json::object& object = fields[rule.field.substr(0, dot)].get_object();
  json::value& members = object["properties"];
  if (!members.is_object()) members = json::object{};
  members.get_object().emplace(rule.field.substr(dot + 1), std::move(schema));
}

json::object pages_schema(const Design* design, Definitions& definitions) {
  const std::string words = "multipage designs, in place of elements: page_1, page_2, … each like elements";
  if (design == nullptr) return map_to({{"$ref", "#/definitions/layers"}}, words);
  json::object pages;
  for (const auto& [page, elements] : design->pages)
    pages.emplace(page, definitions.refer("page " + page, layers_of(elements, nullptr, definitions)));
  return definitions.refer("pages", mapping_of(std::move(pages), false, words));
}

json::object request_fields(const Design* design, Definitions& definitions) {
  json::object fields;
  for (const api::FieldRule& rule : api::field_rules()) {
    if (suits(rule.field, design)) add_field(fields, rule, design);
  }
  if (design == nullptr || design->type == DesignType::static_ || design->type == DesignType::unknown)
    fields.emplace("delivery", one_of({"async", "sync"}, words_for("delivery")));
  const bool paged = design == nullptr || design->type == DesignType::printer_multipage ||
                     design->type == DesignType::unknown;
  const bool single = design == nullptr || design->type != DesignType::printer_multipage;
  if (single) fields.emplace("elements", json::object{{"$ref", "#/definitions/layers"}});
  if (paged) fields.emplace("pages", pages_schema(design, definitions));
  return fields;
}

json::object own(std::string_view key, json::object schema) {
  return with_help(std::move(schema), manifest::entry_key_help(key));
}

json::object id_schema(const Design* design) {
  json::object schema = own("design_id", {});
  if (design == nullptr) {
    schema["type"] = "string";
    schema["pattern"] = uuid;
  } else {
    schema["const"] = design->id.text;
  }
  return schema;
}

json::object matrix_schema() {
  json::object values{{"type", json::array{"array", "string"}}, {"pattern", "\\$\\{"}, {"minItems", 1}};
  json::object schema = map_to(std::move(values), "");
  schema["properties"] = json::object{{"take", json::parse(R"({"type": ["array", "string"], "minItems": 1,
      "pattern": "\\$\\{", "items": {"type": ["string", "number", "boolean"], "pattern": "\\S"},
      "uniqueItems": true, "description": "a picture for each, even where nothing else tells them apart"})")}};
  schema["examples"] = json::array{json::parse(R"({"lang": ["en", "fr"]})")};
  // They have a meaning of their own in ${…}.
  schema["propertyNames"] = json::parse(R"({"not": {"enum": ["row", "vars", "env", "variant"]}})");
  return own("matrix", std::move(schema));
}

/// In an entry; a variant may take it away as well.
json::object take_schema(bool may_be_null) {
  json::array types{"string", "number", "boolean"};
  if (may_be_null) types.emplace_back("null");
  json::object schema{{"type", std::move(types)}, {"pattern", "\\S"}};
  schema["examples"] = json::array{2};
  return own("take", std::move(schema));
}

json::object maps(const std::string& words) {
  return list_of({{"type", json::array{"object", "string"}}, {"pattern", "\\$\\{"}}, words);
}

json::object rows_schema() {
  json::object schema = maps("");
  schema.erase("pattern");  // a file's name, or a reference
  schema["examples"] = json::array{"products.csv", json::parse(R"([{"sku": "a1", "title": "Kite"}])")};
  return own("rows", std::move(schema));
}

void add(json::object& to, const json::object& from) {
  for (const auto& member : from) to.emplace(member.key(), member.value());
}

json::object strictness(json::object schema, const Design* design) {
  schema["type"] = "object";
  schema.erase("pattern");
  if (design == nullptr) schema["additionalProperties"] = true;
  return schema;
}

json::object key_schema() {
  json::object schema = any_text("");
  schema["examples"] = json::array{"${row.sku}-${lang.code}"};
  return own("key", std::move(schema));
}

json::object variant_schema(const json::object& fields, const Design* design) {
  json::object members{{"key", key_schema()}};
  add(members, fields);
  members.emplace("take", take_schema(true));
  for (const manifest::ManifestKey& key : manifest::key_table()) {
    if (key.place == manifest::KeyPlace::entry && !key.in_variant) members.emplace(key.name, false);
  }
  return strictness(
      mapping_of(std::move(members), design == nullptr, "merged over the entry; a null takes away"), design);
}

json::object entry_members(const json::object& fields, const Design* design) {
  json::object members{{"design_id", id_schema(design)}};
  members.emplace("design", own("design", any_text("")));
  members.emplace("project", own("project", any_text("")));
  members.emplace("name",
                  own("name", json::object{{"type", json::array{"string", "number", "boolean", "null"}},
                                           {"pattern", "^[^/]+$|\\$\\{"}}));
  add(members, fields);
  members.emplace("matrix", matrix_schema());
  members.emplace("exclude", own("exclude", maps("")));
  members.emplace("rows", rows_schema());
  members.emplace("variants",
                  own("variants", json::object{{"type", json::array{"array", "null"}},
                                               {"items", json::object{{"$ref", "#/definitions/variant"}}}}));
  members.emplace("take", take_schema(false));
  members.emplace("outdated", own("outdated", outdated_schema()));
  members.emplace("key", key_schema());
  return members;
}

}  // namespace

json::object with_help(json::object schema, std::string_view help) {
  return described(std::move(schema), std::string{help});
}

json::object outdated_schema() {
  return json::parse(R"({"anyOf": [{"enum": ["buy", "keep"]}, {"type": "string", "pattern": "\\$\\{"}]})")
      .as_object();
}

EntrySchemas entry_schemas(const Design* design, Definitions& shared) {
  const json::object fields = request_fields(design, shared);
  const json::object members = entry_members(fields, design);
  EntrySchemas made;
  made.entry =
      strictness(mapping_of(members, design == nullptr, "one design, and the jobs that it gives"), design);
  made.entry["anyOf"] = json::parse(R"([{"required": ["design_id"]}, {"required": ["design"]}])");
  made.variant = variant_schema(fields, design);
  json::object defaults = members;
  defaults["outdated"] = false;  // it stands beside `designs`
  made.defaults = strictness(
      mapping_of(std::move(defaults), design == nullptr, std::string{manifest::top_key_help("defaults")}),
      design);
  made.defaults["type"] = json::array{"object", "null"};
  return made;
}

}  // namespace pressrun::authoring
