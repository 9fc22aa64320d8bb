// A later read that shows the same of a format outdates nothing that was bought of it (V3).
#include "unit/api/specs.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(format_digests)

using namespace pressrun;
using namespace pressrun::api;

namespace {

namespace json = boost::json;

using Digests = std::vector<std::pair<std::string, std::string>>;

/// Two formats, with everything that a read can say of a layer.
const std::string animated =
    R"json({"id":"22222222-2222-4222-8222-222222222222","name":"Spot","type":"animated",
 "updated_at":1781000000,"project_id":"p","project_name":"Kites","version":"v2026-08-21",
 "animation":{"duration":7.5,"screenshot_at_s":null},
 "formats":[{"id":"square","uid":"u1","width":1080,"height":1080,"unit":"px","preview_url":"https://f.test/1"},
            {"id":"wide","uid":"u2","width":1920,"height":1080,"unit":"px"}],
 "elements":[
  {"name":"root","type":"container","attributes":[{"id":"background_color","values":{"square":"#FFFFFF","wide":"#FFFFFF"}}]},
  {"name":"headline","type":"text","layout":{"square":{"x":40,"y":60},"wide":{"x":41,"y":61}},
   "animation":{"start_at_s":0,"end_at_s":5.5,"tweens":[{"id":"t","type":"fade","keyframes":[{"attr":{"opacity":0}}]}]},
   "attributes":[{"id":"payload","help":"Text","values":{"square":"Fly","wide":"Fly"}},
                 {"id":"color","values":{"square":"#101010","wide":"#202020"}}]},
  {"name":"badge","type":"shape","layout":{"wide":{"x":1,"y":2}},"attributes":[{"id":"stroke_width","values":{"wide":2}}]},
  {"name":"both","type":"group","layer_ids":["headline","badge"],"hidden":{"square":false,"wide":false},
   "locked":{"square":false,"wide":false},"group":{"square":{},"wide":{}},"mask":{"square":{"shape":"circle"}}},
  {"name":"widget","type":"code","attributes":[]}],
 "variables":{}})json";

/// A path of names and numbers, separated by slashes.
json::value& at_path(json::value& root, const std::string& path) {
  boost::system::error_code error;
  json::value* found = root.find_pointer(path, error);
  BOOST_REQUIRE(found != nullptr);
  return *found;
}

Digests digests(const std::string& design) {
  return design_from(design, "22222222-2222-4222-8222-222222222222").format_digests;
}

struct Edit {
  std::string name;
  std::string path;  ///< JSON pointer of what is replaced
  std::string value;
  bool square;  ///< whether the format looks otherwise after it
  bool wide;
};

std::string digest(const Digests& all, const std::string& format) {
  const auto found = std::ranges::find(all, format, &Digests::value_type::first);
  return found == all.end() ? "" : found->second;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_format_has_one_in_the_order_of_the_design) {
  const Digests all = digests(animated);
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].first == "square");
  BOOST_TEST(all[1].first == "wide");
  BOOST_TEST(all[0].second.starts_with("sha256:"));
  BOOST_TEST(all[0].second.size() == 71U);
  BOOST_TEST(all[0].second != all[1].second);
}

BOOST_AUTO_TEST_CASE(an_edit_changes_the_formats_that_show_it_and_no_others) {
  const std::vector<Edit> edits{
      {"renamed", "/name", R"("Other")", false, false},
      {"saved", "/updated_at", "1781000099", false, false},
      {"moved to another project", "/project_name", R"("Boats")", false, false},
      {"another version of the API", "/version", R"("v2026-10-21")", false, false},
      {"a new preview", "/formats/0/preview_url", R"("https://f.test/2")", false, false},
      {"another help", "/elements/1/attributes/0/help", R"("Words")", false, false},
      {"locked", "/elements/3/locked/square", "true", false, false},
      {"a number spelt otherwise", "/formats/0/width", "1080.0", false, false},
      {"resized", "/formats/0/width", "1081", true, false},
      {"a text", "/elements/1/attributes/0/values/square", R"("Sail")", true, false},
      {"the other's colour", "/elements/1/attributes/1/values/wide", R"("#303030")", false, true},
      {"moved", "/elements/1/layout/wide/x", "42", false, true},
      {"hidden", "/elements/3/hidden/square", "true", true, false},
      {"grouped otherwise", "/elements/3/group/wide", R"({"auto_layout":true})", false, true},
      {"masked otherwise", "/elements/3/mask/square/shape", R"("blob")", true, false},
      {"a tween", "/elements/1/animation/tweens/0/type", R"("slide")", true, true},
      {"a layer's type", "/elements/1/type", R"("button")", true, true},
      {"a layer's name", "/elements/4/name", R"("gadget")", true, true},
      {"the length", "/animation/duration", "8", true, true},
      {"the design's type", "/type", R"("static")", true, true},
      {"a layer of one format", "/elements/2/attributes/0/values/wide", "3", false, true},
      {"out of the group", "/elements/3/layer_ids", R"(["badge"])", true, true},
      {"a third format of a layer", "/elements/1/layout/tall", "{}", false, false},
  };
  const Digests before = digests(animated);
  for (const Edit& edit : edits) {
    BOOST_TEST_CONTEXT(edit.name) {
      json::value design = json::parse(animated);
      if (edit.name == "a third format of a layer") {
        at_path(design, "/elements/1/layout").as_object().emplace("tall", json::object{});
        at_path(design, "/formats")
            .as_array()
            .push_back(json::parse(R"({"id":"tall","width":1,"height":2})"));
      } else {
        at_path(design, edit.path) = json::parse(edit.value);
      }
      const Digests after = digests(json::serialize(design));
      BOOST_TEST((digest(after, "square") != digest(before, "square")) == edit.square);
      BOOST_TEST((digest(after, "wide") != digest(before, "wide")) == edit.wide);
    }
  }
}

BOOST_AUTO_TEST_CASE(layers_that_come_go_or_change_places_show) {
  const Digests before = digests(animated);
  json::value design = json::parse(animated);
  json::array& layers = at_path(design, "/elements").as_array();
  const json::value badge = layers[2];
  layers.erase(layers.begin() + 2);
  const Digests without_badge = digests(json::serialize(design));
  BOOST_TEST(digest(without_badge, "square") == digest(before, "square"));  // it never had it
  BOOST_TEST(digest(without_badge, "wide") != digest(before, "wide"));
  std::swap(layers[0], layers[1]);
  BOOST_TEST(digest(digests(json::serialize(design)), "square") != digest(before, "square"));
  std::swap(layers[0], layers[1]);
  layers.push_back(
      json::parse(R"({"name":"new","type":"text","attributes":[{"id":"payload","values":{"square":"x"}}]})"));
  const Digests with_text = digests(json::serialize(design));
  BOOST_TEST(digest(with_text, "square") != digest(without_badge, "square"));
  BOOST_TEST(digest(with_text, "wide") == digest(without_badge, "wide"));
}

BOOST_AUTO_TEST_CASE(the_order_of_members_and_of_attributes_does_not_count) {
  json::value design = json::parse(animated);
  json::array& attributes = at_path(design, "/elements/1/attributes").as_array();
  std::swap(attributes[0], attributes[1]);
  BOOST_TEST((digests(json::serialize(design)) == digests(animated)));
  // Keyed by id, as the API means to have them some day.
  json::object keyed;
  for (const json::value& attribute : attributes) keyed.emplace(attribute.at("id").as_string(), attribute);
  at_path(design, "/elements/1/attributes") = keyed;
  BOOST_TEST(digest(digests(json::serialize(design)), "square") == digest(digests(animated), "square"));
}

BOOST_AUTO_TEST_CASE(a_document_has_one_for_all_of_its_pages) {
  const auto of = [](const std::string& design) {
    return design_from(design, "44444444-4444-4444-8444-444444444444").format_digests;
  };
  const Digests before = of(samples::multipage_design);
  BOOST_REQUIRE(before.size() == 1U);
  BOOST_TEST(before[0].first == "document");
  const std::vector<Edit> edits{
      {"renamed", "/name", R"("Other")", false, false},
      {"saved", "/updated_at", "1780009999", false, false},
      {"moved", "/project_name", R"("Boats")", false, false},
      {"another version of the API", "/version", R"("v2026-10-21")", false, false},
      {"another help", "/elements_per_page/page_1/0/attributes/payload/help", R"("x")", false, false},
      {"a text", "/elements_per_page/page_1/0/attributes/payload/value", R"("Kites 2027")", true, true},
      {"moved on its page", "/elements_per_page/page_1/0/layout/x", "21", true, true},
      {"hidden", "/elements_per_page/page_1/1/hidden", "true", true, true},
      {"a layer more", "/elements_per_page/page_2", R"([{"name":"n","type":"text","attributes":{}}])", true,
       true},
      {"a page less", "/pages", R"([{"id":"page_1","width":210,"height":297,"unit":"mm"}])", true, true},
      {"bleed", "/bleed_size", "4", true, true},
  };
  for (const Edit& edit : edits) {
    BOOST_TEST_CONTEXT(edit.name) {
      json::value design = json::parse(samples::multipage_design);
      at_path(design, edit.path) = json::parse(edit.value);
      BOOST_TEST((of(json::serialize(design)).at(0).second != before[0].second) == edit.square);
    }
  }
}

BOOST_AUTO_TEST_CASE(odd_designs_have_what_can_be_said_of_them) {
  BOOST_TEST(digests(R"({"formats":[]})").empty());
  BOOST_TEST(digests(R"({"formats":null})").empty());
  BOOST_TEST(digests(R"({"formats":[7,null,{"id":""},{"id":"a"}],"elements":[7,{"name":3}]})").size() == 1U);
  BOOST_TEST(digests(R"({"formats":[{"id":"a"}],"pages":[]})").at(0).first == "a");
}

BOOST_AUTO_TEST_SUITE_END()
