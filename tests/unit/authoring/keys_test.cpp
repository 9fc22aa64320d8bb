#include "pressrun/api/check_request.hpp"
#include "pressrun/api/design_rules.hpp"
#include "pressrun/authoring/schema.hpp"
#include "pressrun/authoring/starter.hpp"
#include "pressrun/manifest/key_table.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "support/memory_sources.hpp"
#include "unit/authoring/designs.hpp"

#include <fstream>
#include <set>
#include <sstream>

BOOST_AUTO_TEST_SUITE(keys)

using namespace pressrun;
using manifest::KeyLevel;
using manifest::ManifestKey;

namespace {

namespace json = boost::json;

constexpr DesignType design_types[] = {DesignType::static_, DesignType::animated, DesignType::printer,
                                       DesignType::printer_multipage};

const json::object& mapping_of(const json::object& schema, KeyLevel level) {
  switch (level) {
    case KeyLevel::top:
    case KeyLevel::included:
      return schema;
    case KeyLevel::defaults:
      return schema.at("definitions").at("defaults").as_object();
    case KeyLevel::entry:
      return schema.at("definitions").at("design").as_object();
    case KeyLevel::variant:
      return schema.at("definitions").at("variant").as_object();
    case KeyLevel::download:
      return schema.at("properties").at("download").as_object();
    default:
      return schema.at("properties").at("budget").as_object();
  }
}

bool schema_takes(const json::object& mapping, std::string_view key) {
  const json::value* rule = mapping.at("properties").as_object().if_contains(key);
  if (rule != nullptr) return *rule != json::value(false);
  return mapping.at("additionalProperties") != json::value(false);
}

/// The path of a field in the request: "html5.repeat".
std::set<std::string> fields_of_table() {
  std::set<std::string> fields;
  for (const ManifestKey& key : manifest::key_table()) {
    if (key.owner != manifest::KeyOwner::api) continue;
    if (key.levels.has(KeyLevel::entry)) fields.emplace(key.name);
    for (const char* option : {"html5", "gif", "video", "print"}) {
      if (key.levels.has(*manifest::members_of(option)))
        fields.insert(option + ("." + std::string(key.name)));
    }
  }
  return fields;
}

std::string where(const ManifestKey& key) {
  if (key.levels.has(KeyLevel::top))
    return key.levels.has(KeyLevel::included) ? "top" : "top, not of includes";
  const std::string entry = key.levels.has(KeyLevel::defaults) ? "entry" : "entry, not `defaults`";
  return key.levels.has(KeyLevel::variant) ? entry + ", variant" : entry;
}

std::string what(const ManifestKey& key) {
  std::string text{manifest::words_of(key.type)};
  const KeyLevel* inside = manifest::members_of(key.name);
  if (inside == nullptr) return text;
  text = "mapping";
  for (const std::string& name : manifest::key_names(*inside))
    text += (text == "mapping" ? " of `" : ", `") + name + "`";
  return text;
}

/// The table of src/manifest/README.md as it must be.
std::string table_of_keys() {
  std::string text = "| key | stands in | takes | does |\n|---|---|---|---|\n";
  for (const ManifestKey& key : manifest::key_table()) {
    if (!key.levels.has(KeyLevel::top) && !key.levels.has(KeyLevel::entry)) continue;
    text += "| `" + std::string(key.name) + "` | " + where(key) + " | " + what(key) + " | " +
            std::string(key.help) + " |\n";
  }
  return text;
}

std::string text_of(const std::string& file) {
  std::ifstream in(std::string(PRESSRUN_SOURCE_DIR) + "/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_schema_takes_a_key_exactly_where_the_reader_does) {
  const json::object schema = json::parse(authoring::manifest_schema()).as_object();
  for (const ManifestKey& key : manifest::key_table()) {
    for (const KeyLevel level : {KeyLevel::top, KeyLevel::defaults, KeyLevel::entry, KeyLevel::variant,
                                 KeyLevel::budget, KeyLevel::download}) {
      const bool reader_takes = manifest::find_key(level, key.name) != nullptr;
      BOOST_TEST(schema_takes(mapping_of(schema, level), key.name) == reader_takes,
                 key.name << " " << manifest::words_of(level));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_schema_of_one_design_takes_what_has_an_effect_on_it) {
  for (const DesignType type : design_types) {
    const Design design = test::nasty_design(type);
    const json::object schema = json::parse(authoring::manifest_schema_of(design)).as_object();
    const auto takes = [&](const char* key) {
      return schema_takes(mapping_of(schema, KeyLevel::entry), key);
    };
    const bool paged = type == DesignType::printer_multipage;
    BOOST_TEST(takes("elements") == !paged);
    BOOST_TEST(takes("pages") == paged);
    BOOST_TEST(takes("video") == (type == DesignType::animated));
    BOOST_TEST(takes("print") == (paged || type == DesignType::printer));
    BOOST_TEST(takes("delivery") == (type == DesignType::static_));
    BOOST_TEST(!takes("vars"));
    BOOST_TEST(!takes("something_new"));
  }
}

BOOST_AUTO_TEST_CASE(every_field_of_the_api_is_a_row_and_the_other_way_round) {
  std::set<std::string> of_the_api{"elements", "pages", "delivery", "extra"};
  for (const api::FieldRule& rule : api::field_rules()) of_the_api.emplace(rule.field);
  BOOST_TEST(fields_of_table() == of_the_api, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_example_of_a_field_is_one_that_the_api_takes) {
  for (const ManifestKey& key : manifest::key_table()) {
    if (key.owner != manifest::KeyOwner::api || !key.levels.has(KeyLevel::entry)) continue;
    test::MemorySources sources;
    std::string text = "pressrun: 1\ndesigns:\n  - design_id: 64238d01-d402-474b-8c2d-fbc957e9d290\n    " +
                       std::string(key.name) + ": " + std::string(key.example) + "\n";
    if (key.name == "original_visual_id" || key.name == "delivery")
      text += "    template_format_names: [one]\n";
    const auto loaded = manifest::load(text, "m.yaml", sources, {});
    BOOST_TEST_REQUIRE(loaded.diagnostics.items.empty(), text);
    const Diagnostics findings = api::RequestCheck{nullptr}.check(*loaded.manifest->jobs()->next());
    BOOST_TEST(findings.items.empty(), text << (findings.items.empty() ? "" : findings.items[0].message));
  }
}

BOOST_AUTO_TEST_CASE(a_new_manifest_names_every_key_that_suits_its_design) {
  std::set<std::string_view> missing;
  for (const ManifestKey& key : manifest::key_table()) {
    if (!key.levels.none()) missing.insert(key.name);
  }
  for (const DesignType type : design_types) {
    const std::string text = authoring::starter_manifest(test::nasty_design(type));
    for (const ManifestKey& key : manifest::key_table()) {
      const bool named = text.find(" " + std::string(key.name) + ":") != std::string::npos ||
                         text.find("\n" + std::string(key.name) + ":") != std::string::npos;
      if (named) missing.erase(key.name);
      const bool everywhere = key.levels.has(KeyLevel::top) || key.levels.has(KeyLevel::entry);
      if (everywhere && key.designs == manifest::KeyDesigns::any) BOOST_TEST(named, key.name << "\n" << text);
    }
  }
  BOOST_TEST(missing.empty(), *missing.begin());
}

BOOST_AUTO_TEST_CASE(the_reference_lists_exactly_the_keys) {
  const std::string reference = text_of("src/manifest/README.md");
  const std::string expected = table_of_keys();
  BOOST_TEST((reference.find(expected) != std::string::npos),
             "src/manifest/README.md needs this table of keys:\n"
                 << expected);
}

BOOST_AUTO_TEST_SUITE_END()
