#include "pressrun/manifest/key_table.hpp"
#include "unit/manifest/loaded.hpp"

#include <algorithm>
#include <array>
#include <set>

BOOST_AUTO_TEST_SUITE(key_levels)

using namespace pressrun;
using namespace pressrun::test;
using manifest::KeyLevel;
using manifest::ManifestKey;

namespace {

/// The levels that the reader guards; members of options are looked at by the check of the request.
constexpr std::array guarded{KeyLevel::top,     KeyLevel::included, KeyLevel::defaults, KeyLevel::entry,
                             KeyLevel::variant, KeyLevel::budget,   KeyLevel::download};

/// What must stand in the entry so that the key can, with its example, mean something.
std::string companions(std::string_view key, bool in_entry) {
  std::string matrix = "    matrix: {lang: [en, fr]}\n";
  const std::string rows = "    rows: products.csv\n";
  if (key == "exclude" || key == "only") return matrix;
  if (key == "key") return matrix + rows;
  return in_entry && key == "project" ? "    design: Kite sale\n" : std::string{};
}

/// A manifest with the key on a level, and the place where it must be found there.
struct Sample {
  std::string manifest;
  std::string included = "pressrun: 1\n";
  std::string place;
};

/// An entry that the key may have to do without: it has no design of its own where the key gives one.
std::string entry_with(std::string_view name, const std::string& lines) {
  const bool gives_design = name == "design" || name == "design_id" || name == "project";
  const std::string named = gives_design && name != "project" ? "" : "    design_id: " + design_id + "\n";
  std::string text = (name == "project" ? "" : named) + companions(name, name == "project") + lines;
  return "designs:\n  - " + text.substr(4);
}

Sample at_top(const ManifestKey& key, const std::string& member) {
  const bool replaces = key.name == "designs";
  const std::string rest = replaces ? "" : "designs:\n  - design_id: " + design_id + "\n";
  if (key.name == "pressrun") return {member + "\n" + rest, {}, "m.yaml:1:1"};
  return {"pressrun: 1\n" + member + "\n" + rest, {}, "m.yaml:2:1"};
}

Sample in_include(const ManifestKey& key, const std::string& member) {
  const std::string text = key.name == "pressrun" ? member + "\n" : "pressrun: 1\n" + member + "\n";
  return {"pressrun: 1\ninclude: [i.yaml]\ndesigns:\n  - {name: hero, design_id: " + design_id + "}\n", text,
          "i.yaml:2:1"};
}

Sample in_defaults(const ManifestKey& key, const std::string& member) {
  const bool gives_design = key.name == "design" || key.name == "design_id";
  const std::string entry = key.name == "project" ? "design: Kite sale\n"
                            : gives_design        ? "name: hero\n"
                                                  : "design_id: " + design_id + "\n";
  return {"pressrun: 1\ndefaults:\n  " + member + "\ndesigns:\n  - " + entry + companions(key.name, false),
          {},
          "m.yaml:3:3"};
}

Sample in_entry(const ManifestKey& key, const std::string& member) {
  const std::string text = "pressrun: 1\n" + entry_with(key.name, "    " + member + "\n");
  const auto lines = std::ranges::count(text, '\n');
  return {text, {}, "m.yaml:" + std::to_string(lines) + ":5"};
}

Sample in_variant(const ManifestKey& key, const std::string& member) {
  const std::string text = "pressrun: 1\ndesigns:\n  - design_id: " + design_id + "\n" +
                           companions(key.name, false) + "    variants:\n      - " + member + "\n";
  const auto lines = std::ranges::count(text, '\n');
  return {text, {}, "m.yaml:" + std::to_string(lines) + ":9"};
}

Sample in_budget(const std::string& member) {
  return {"pressrun: 1\nbudget:\n  run: 3\n  " + member + "\ndesigns:\n  - design_id: " + design_id + "\n",
          {},
          "m.yaml:4:3"};
}

Sample in_download(const std::string& member) {
  return {"pressrun: 1\ndownload:\n  to: out\n  " + member + "\ndesigns:\n  - design_id: " + design_id + "\n",
          {},
          "m.yaml:4:3"};
}

Sample sample(const ManifestKey& key, KeyLevel level) {
  const std::string member =
      std::string(key.name) + ": " + std::string(key.example.empty() ? "1" : key.example);
  switch (level) {
    case KeyLevel::top:
      return at_top(key, member);
    case KeyLevel::included:
      return in_include(key, member);
    case KeyLevel::defaults:
      return in_defaults(key, member);
    case KeyLevel::entry:
      return in_entry(key, member);
    case KeyLevel::variant:
      return in_variant(key, member);
    case KeyLevel::download:
      return in_download(member);
    default:
      return in_budget(member);
  }
}

Loaded loaded_with(const Sample& sample) {
  Loaded loaded;
  loaded.sources.files["i.yaml"] = sample.included;
  loaded.sources.files["brand.yaml"] = "pressrun: 1\n";
  loaded.sources.files["products.csv"] = "sku\na1\n";
  loaded.load(sample.manifest);
  return loaded;
}

/// A row of the same name may allow what this one does not.
bool allowed(const ManifestKey& key, KeyLevel level) {
  return manifest::find_key(level, key.name) != nullptr;
}

/// The row's example is for other levels: one of the same name stands here, and takes something else.
bool is_of_another_row(const ManifestKey& key, KeyLevel level) {
  return allowed(key, level) && !key.levels.has(level) &&
         manifest::find_key(level, key.name)->type != key.type;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_key_is_accepted_where_its_row_says_so_and_refused_at_its_place_elsewhere) {
  for (const ManifestKey& key : manifest::key_table()) {
    for (const KeyLevel level : guarded) {
      // `run` stands in the sample of a budget already.
      if (level == KeyLevel::budget && key.name == "run") continue;
      if (level == KeyLevel::download && key.name == "to") continue;
      if (is_of_another_row(key, level)) continue;
      const Sample written = sample(key, level);
      Loaded loaded = loaded_with(written);
      BOOST_TEST_CONTEXT(written.manifest << written.included << loaded.page()) {
        if (allowed(key, level)) {
          BOOST_TEST(loaded.page() == "");
        } else {
          BOOST_TEST(loaded.page().find(written.place + ": error: '" + std::string(key.name) + "' ") !=
                     std::string::npos);
          BOOST_TEST(!loaded.findings.items.at(0).hint.empty());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_refused_says_where_it_belongs) {
  for (const ManifestKey& key : manifest::key_table()) {
    const std::string places = manifest::places_of(key.name);
    for (const KeyLevel level : guarded) {
      if (allowed(key, level) || places.empty()) continue;
      const Loaded loaded = loaded_with(sample(key, level));
      const std::string text = "'" + std::string(key.name) + "' stands " + places + ", not " +
                               std::string(manifest::words_of(level));
      BOOST_TEST(loaded.page().find(text) != std::string::npos, text << "\n" << loaded.page());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_key_of_ours_is_never_a_part_of_the_request) {
  for (const ManifestKey& key : manifest::key_table()) {
    for (const KeyLevel level : guarded) {
      for (const JobSpec& job : loaded_with(sample(key, level)).jobs) {
        const bool in_request = std::ranges::find(job.request, key.name, &Member::key) != job.request.end();
        const bool may = allowed(key, level) && key.owner == manifest::KeyOwner::api;
        BOOST_TEST((!in_request || may), key.name << " " << manifest::words_of(level));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_variant_cannot_turn_into_another_design) {
  for (const char* key :
       {"design: teaser", "design_id: 11111111-1111-4111-8111-111111111111", "project: P"}) {
    Loaded loaded;
    loaded.load(with_entry("    variants: [{key: a}, {key: b, " + std::string(key) + "}]\n"));
    BOOST_TEST(loaded.findings.items.size() == 1U);
    BOOST_TEST(loaded.page().find("m.yaml:5:35: error: ") != std::string::npos, loaded.page());
    BOOST_TEST(loaded.page().find("another design needs an entry of its own") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_is_found_on_every_level) {
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {"pressrun: 1\ndesings: []\n", "m.yaml:2:1", "did you mean 'designs'?"},
      {"pressrun: 1\nelemnts: {}\n", "m.yaml:2:1", "did you mean 'elements'? It stands in an entry"},
      {with_entry("", "defaults: {elemnts: {}}\n"), "m.yaml:2:12", "did you mean 'elements'?"},
      {with_entry("    elemnts: {}\n"), "m.yaml:5:5", "did you mean 'elements'?"},
      {with_entry("    variants: [{key: b, elemnts: {}}]\n"), "m.yaml:5:25", "did you mean 'elements'?"},
      {with_entry("    variants: [{key: b, matrx: {}}]\n"), "m.yaml:5:25",
       "did you mean 'matrix'? It stands in an entry"},
      {with_entry("", "budget: {mnth: 1, day: 1}\n"), "m.yaml:2:10", "did you mean 'month'?"}};
  for (const auto& [text, place, says] : rows) {
    Loaded loaded;
    loaded.load(text);
    BOOST_TEST_CONTEXT(loaded.page()) {
      BOOST_TEST(loaded.page().find(place + ": error: unknown key") != std::string::npos);
      BOOST_TEST(loaded.page().find(says) != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_field_that_the_api_may_have_one_day_is_handed_on) {
  Loaded loaded;
  loaded.load(with_entry("    watermark: 1\n    variants: [{key: a, hologram: 2}]\n"));
  BOOST_TEST(loaded.page() == "");
  BOOST_TEST(loaded.jobs.at(0).request.size() == 2U);
}

BOOST_AUTO_TEST_CASE(names_with_x_are_for_anchors_at_the_top_alone) {
  Loaded loaded;
  loaded.load("pressrun: 1\nx-base: &b {image_file_type: png}\ndesigns:\n  - {<<: *b, design_id: " +
              design_id + "}\n");
  BOOST_TEST(loaded.page() == "");
  BOOST_TEST(loaded.scalar(0, {"image_file_type"}).text == "png");
}

BOOST_AUTO_TEST_CASE(each_name_has_one_meaning_on_a_level_and_words_for_it) {
  for (const KeyLevel level : guarded) {
    std::vector<std::string> names = manifest::key_names(level);
    std::ranges::sort(names);
    BOOST_TEST((std::ranges::adjacent_find(names) == names.end()));
    BOOST_TEST(!manifest::words_of(level).empty());
  }
  for (const ManifestKey& key : manifest::key_table()) {
    BOOST_TEST(!key.help.empty(), key.name);
    BOOST_TEST(!manifest::words_of(key.type).empty(), key.name);
    BOOST_TEST(key.example.empty() == key.levels.none(), key.name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
