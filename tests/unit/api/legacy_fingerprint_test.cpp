#include "pressrun/api/legacy_fingerprint.hpp"

#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

BOOST_AUTO_TEST_SUITE(legacy_fingerprint)

using namespace pressrun;
using namespace pressrun::api;

namespace {

const DesignId hero{"64238d01-d402-474b-8c2d-fbc957e9d290"};

/// What every job of the vectors has in common.
Mapping request_of(std::string title = "A \"B\" é") {
  const Mapping layer{entry("payload", quoted(std::move(title))), entry("color", quoted("#FFAA00")),
                      entry("line_height", plain("110.5")), entry("font_size", plain("1e2"))};
  const Mapping photo{entry("opacity", plain("80.0")),
                      entry("image_url", quoted("https://images.example/A.jpg"))};
  return {entry("image_file_type", plain("png")),
          entry("elements", map({entry("title", map(layer)), entry("photo", map(photo))}))};
}

JobSpec spec_with(Mapping more, Mapping request = request_of()) {
  for (Member& member : more) {
    std::erase_if(request, [&](const Member& old) { return old.key == member.key; });
    request.push_back(std::move(member));
  }
  JobSpec spec = spec_of(std::move(request));
  spec.design_id = hero;
  return spec;
}

Member formats(const std::vector<const char*>& names) {
  Sequence items;
  for (const char* name : names) items.push_back(plain(name));
  return entry("template_format_names", list(std::move(items)));
}

Design design_with(const std::vector<const char*>& names) {
  Design design;
  for (const char* name : names) design.formats.push_back({name, 0, 0, ""});
  return design;
}

bool has(const JobSpec& spec, const Design* design, const std::string& digest) {
  const auto all = legacy_fingerprints(spec, design);
  return std::ranges::find(all, Fingerprint{digest}) != all.end();
}

// Read from `jobs.fingerprint` of a journal that version 0.1.0 wrote (schema 3).
const std::string all_formats = "sha256:89ae225535d183aaa7da2e7a2dfbf6491aa38cd0e9c701ec2152f44b98cc1bf8";
const std::string story_and_post = "sha256:2c5b6164ef4b3111a30ff1d3e1a95db70a2b5e7047c7e6ec4489ca4389072b49";
const std::string post_and_story = "sha256:e212f207971f739ffc17d3dbbbdf8eeb146a3e60e8bc22ea16c0872fcbde6584";
const std::string with_callback = "sha256:b769b6efe1d23df2e62ffcf425e2b498d7cc577b65ec8906898c2256a741c4d2";
const std::string automatic = "sha256:5de996e90d88a166f21c4779f4fc609f48a9fbc01cfc06385765c311bec43dd5";
const std::string at_once = "sha256:e7e93ef51d8137845157352e5dfc6cd46b971289879ab982e560eb8ac217c40c";
const std::string other_text = "sha256:9638519ed8a59970bd671358702b90c157f7461a24af67683a0bb5687f5bc9de";
const std::string document = "sha256:d1243d83a210497e17230314c9246a46d91f00836e65b6078f7eda2ceab3d9e0";

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_is_what_the_old_encoder_made_of_the_job_as_it_is) {
  struct Case {
    JobSpec spec;
    std::string digest;
  };
  const std::vector<Case> cases{
      {spec_with({}), all_formats},
      {spec_with({formats({"instagram-story", "instagram-post"})}), story_and_post},
      {spec_with({formats({"instagram-post", "instagram-story"})}), post_and_story},
      {spec_with({formats({"instagram-post", "instagram-story"}),
                  entry("callback_url", quoted("https://hooks.example/x"))}),
       with_callback},
      {spec_with({entry("image_file_type", plain("auto"))}), automatic},
      {spec_with({formats({"instagram-post"}), entry("delivery", plain("sync"))}), at_once},
      {spec_with({formats({"instagram-post"})}, request_of("async")), other_text},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    BOOST_TEST_CONTEXT("case " << i)
    BOOST_TEST(legacy_fingerprints(cases[i].spec, nullptr).at(0).text == cases[i].digest);
  }
}

BOOST_AUTO_TEST_CASE(a_document_has_one_and_says_nothing_of_its_type) {
  JobSpec spec = spec_of(
      {entry("image_file_type", plain("pdf")),
       entry("pages",
             map({entry("page_1",
                        map({entry("title", map({entry("color", quoted("cmyka(70,10,90,5,100)"))}))}))})),
       entry("print", map({entry("color_profile", quoted("ISO Coated v2 (ECI)")),
                           entry("display_crop_marks", plain("yes"))}))});
  spec.design_id = DesignId{"b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64"};
  const auto all = legacy_fingerprints(spec, nullptr);
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].text == document);
}

BOOST_AUTO_TEST_CASE(edits_that_change_no_picture_find_what_was_bought) {
  const Design two = design_with({"instagram-post", "instagram-story"});
  const JobSpec none = spec_with({});
  const JobSpec turned = spec_with({formats({"instagram-story", "instagram-post"})});
  const JobSpec calls = spec_with(
      {formats({"instagram-story", "instagram-post"}), entry("callback_url", quoted("https://h.test/new"))});
  BOOST_TEST(has(turned, nullptr, post_and_story));  // another order
  BOOST_TEST(has(turned, nullptr, all_formats));     // none named
  BOOST_TEST(has(none, &two, post_and_story));       // all of the design's, in its order
  BOOST_TEST(has(none, &two, story_and_post));       // and in another
  BOOST_TEST(!has(none, nullptr, post_and_story));   // nobody knows which they are
  BOOST_TEST(has(calls, nullptr, story_and_post));   // a callback added
  BOOST_TEST(!has(calls, nullptr, with_callback));   // to another address
  const JobSpec later = spec_with({formats({"instagram-post"}), entry("delivery", plain("async"))});
  BOOST_TEST(has(later, nullptr, at_once));  // another way of delivery
}

BOOST_AUTO_TEST_CASE(orders_are_tried_for_up_to_five_formats) {
  const std::vector<const char*> five{"a", "b", "c", "d", "e"};
  const std::vector<const char*> six{"a", "b", "c", "d", "e", "f"};
  BOOST_TEST(legacy_fingerprints(spec_with({formats(five)}), nullptr).size() == 121U);
  BOOST_TEST(legacy_fingerprints(spec_with({formats(six)}), nullptr).size() == 2U);
  const Design design = design_with(five);
  BOOST_TEST(legacy_fingerprints(spec_with({formats({"b", "a"})}), &design).size() == 2U + 1U + 120U);
  BOOST_TEST(
      legacy_fingerprints(spec_with({entry("callback_url", quoted("https://h.test/x"))}), &design).size() ==
      2U * 121U);
}

BOOST_AUTO_TEST_CASE(each_stands_once) {
  const Design design = design_with({"a", "b", "c"});
  const auto all = legacy_fingerprints(spec_with({formats({"c", "a", "b"})}), &design);
  std::set<std::string> different;
  for (const Fingerprint& each : all) different.insert(each.text);
  BOOST_TEST(all.size() == 7U);
  BOOST_TEST(different.size() == 7U);
}

BOOST_AUTO_TEST_CASE(another_take_and_a_job_that_cannot_be_encoded_have_none) {
  JobSpec take = spec_with({});
  take.take = "2";
  BOOST_TEST(legacy_fingerprints(take, nullptr).empty());
  BOOST_TEST(legacy_fingerprints(with_property("font_size", plain("big")), nullptr).empty());
}

BOOST_AUTO_TEST_SUITE_END()
