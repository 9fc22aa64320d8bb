#include "pressrun/api/check_request.hpp"
#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(check_together)

using namespace pressrun;
using namespace pressrun::api;

namespace {

std::vector<Diagnostic> layer(const Design& design, std::string name, Mapping properties) {
  Mapping request{entry("elements", map({entry(std::move(name), map(std::move(properties)))}))};
  return RequestCheck{&design}.check(spec_of(std::move(request))).items;
}

/// What came later is no finding here: the API does not say how old it is.
std::vector<Diagnostic> photo(Mapping properties) {
  Design design = static_design();
  design.api_version = "";
  return layer(design, "photo", std::move(properties));
}

Diagnostic only(const std::vector<Diagnostic>& all) {
  BOOST_REQUIRE(all.size() == 1U);
  return all[0];
}

void warns(const std::vector<Diagnostic>& all, const std::string& path, const std::string& message) {
  const Diagnostic got = only(all);
  BOOST_CHECK(got.severity == Severity::warning);
  BOOST_TEST(got.path == "elements.photo." + path);
  BOOST_TEST(got.message == message);
}

Value object(std::vector<std::pair<std::string, std::string>> members) {
  Mapping made;
  for (auto& [name, text] : members) made.push_back(entry(name, plain(text)));
  return map(std::move(made));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_picture_is_not_painted_without_a_prompt) {
  warns(photo({entry("text_to_image", plain("true"))}), "text_to_image", "'text_to_image' needs a prompt");
  BOOST_TEST(photo({entry("text_to_image", plain("false"))}).empty());
  BOOST_TEST(photo({entry("text_to_image", plain("true")),
                    entry("text_to_image_properties", object({{"prompt", "a red kite"}}))})
                 .empty());
  Design own = static_design();
  own.elements.back().attributes.push_back({"text_to_image_properties", "", {}});
  BOOST_TEST(layer(own, own.elements.back().name, {entry("text_to_image", plain("true"))}).empty());
}

BOOST_AUTO_TEST_CASE(a_choice_that_is_nothing_without_another_property_is_refused) {
  const auto refused = [](Mapping properties, const std::string& path, const std::string& message) {
    const Diagnostic got = only(photo(std::move(properties)));
    BOOST_CHECK(got.severity == Severity::error);
    BOOST_TEST(got.path == "elements.photo." + path);
    BOOST_TEST(got.message == message);
  };
  refused({entry("mask_name", plain("rounded_corners"))}, "mask_name", "'rounded_corners' needs a radius");
  refused({entry("mask_name", plain("rounded_corners")), entry("mask_properties", object({{"skew_y", "2"}}))},
          "mask_name", "'rounded_corners' needs a radius");
  refused({entry("filter_name", plain("duotone"))}, "filter_name", "'duotone' needs the name of its colours");
  BOOST_TEST(
      photo({entry("mask_name", plain("rounded_corners")),
             entry("mask_properties", object({{"radius", "2"}})), entry("filter_name", plain("duotone")),
             entry("filter_properties", object({{"name", "blue_orange"}}))})
          .empty());
  BOOST_TEST(photo({entry("mask_name", plain("circle")), entry("filter_name", plain("grayscale"))}).empty());
}

BOOST_AUTO_TEST_CASE(one_upscaler_doubles_or_quadruples) {
  const auto by = [](const std::string& model, const std::string& factor) {
    return photo({entry("upscale", plain("true")),
                  entry("upscale_properties", object({{"model", model}, {"upscale_factor", factor}}))});
  };
  warns(by("bria-increase-resolution", "3"), "upscale_properties.upscale_factor",
        "'bria-increase-resolution' takes an 'upscale_factor' of 2 or 4");
  BOOST_TEST(by("bria-increase-resolution", "4").empty());
  BOOST_TEST(by("bria-increase-resolution", "2.0").empty());
  BOOST_TEST(by("seedvr-upscale", "3").empty());
}

BOOST_AUTO_TEST_CASE(what_only_another_model_looks_at_is_told) {
  const auto nested = [](std::vector<std::pair<std::string, std::string>> members) {
    return photo(
        {entry("auto_focus", plain("true")), entry("auto_focus_properties", object(std::move(members)))});
  };
  warns(nested({{"model", "generic"}, {"focus_zoom", "low"}}), "auto_focus_properties.focus_zoom",
        "'focus_zoom' has no effect with the model 'generic'");
  warns(nested({{"focus_target", "left"}}), "auto_focus_properties.focus_target",
        "'focus_target' has no effect with the model 'generic'");
  warns(nested({{"model", "people"}, {"focus_objects", "Car"}}), "auto_focus_properties.focus_objects",
        "'focus_objects' has no effect with the model 'people'");
  BOOST_TEST(nested({{"model", "people"}, {"focus_framing", "head"}}).empty());
  warns(photo({entry("focus_framing", plain("head"))}), "focus_framing",
        "'focus_framing' has no effect with the model 'generic'");
  BOOST_TEST(
      photo({entry("auto_focus_model", plain("people")), entry("focus_framing", plain("head"))}).empty());
}

BOOST_AUTO_TEST_CASE(a_model_that_goes_out_of_use_is_told) {
  warns(photo({entry("auto_focus_properties", object({{"model", "face"}}))}), "auto_focus_properties.model",
        "'face' is deprecated");
  const Diagnostic flat = only(photo({entry("auto_focus_model", plain("face"))}));
  BOOST_TEST(flat.hint == "write 'people', with 'focus_framing: face'");
}

BOOST_AUTO_TEST_CASE(a_handful_of_pictures_can_be_painted_into) {
  const auto with = [](std::size_t count) {
    Sequence pictures(count, quoted("https://x.test/a.png"));
    return photo(
        {entry("text_to_image", plain("true")),
         entry("text_to_image_properties", map({entry("prompt", quoted("a red kite")),
                                                entry("inpaint_images", list(std::move(pictures)))}))});
  };
  BOOST_TEST(with(4).empty());
  warns(with(5), "text_to_image_properties.inpaint_images",
        "'text_to_image_properties.inpaint_images' has more than 4 items");
}

BOOST_AUTO_TEST_CASE(what_every_type_takes_is_checked_on_a_new_type_too) {
  Design design = static_design();
  design.elements.push_back({"extra", "hologram", {{"depth", ""}, {"opacity", ""}}});
  BOOST_TEST(layer(design, "extra", {entry("hidden", plain("true"))}).empty());
  const auto wrong = only(layer(design, "extra", {entry("hidden", plain("perhaps"))}));
  BOOST_CHECK(wrong.severity == Severity::error);
  BOOST_TEST(wrong.message == "'hidden' must be true or false, not 'perhaps'");
}

BOOST_AUTO_TEST_CASE(what_a_design_lists_is_checked_as_on_other_types) {
  Design design = static_design();
  design.elements.push_back({"extra", "text", {{"opacity", ""}, {"sparkle", ""}}});
  const auto opacity = [&](const std::string& value) {
    return layer(design, "extra", {entry("opacity", plain(value))});
  };
  BOOST_TEST(opacity("40").empty());
  BOOST_CHECK(only(opacity("140")).severity == Severity::warning);
  BOOST_CHECK(only(opacity("half")).severity == Severity::error);
  BOOST_TEST(layer(design, "extra", {entry("sparkle", plain("any"))}).empty());
}

BOOST_AUTO_TEST_CASE(the_designs_own_picture_does_not_stand_in_the_way_of_a_painted_one) {
  const auto beside = [](const std::string& image) {
    return photo({entry("text_to_image", quoted("a red kite")), entry("image_url", quoted(image))});
  };
  BOOST_TEST(beside("https://files.example/k.jpg").empty());  // as the design has it
  BOOST_TEST(beside("https://files.example/other.jpg").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
