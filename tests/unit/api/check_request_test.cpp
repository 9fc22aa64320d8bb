#include "pressrun/api/check_request.hpp"

#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(check_request)

using namespace pressrun;
using namespace pressrun::api;

namespace {

std::vector<Diagnostic> check(Mapping request, const Design& design) {
  return RequestCheck{&design}.check(spec_of(std::move(request))).items;
}

Diagnostic only(Mapping request, const Design& design) {
  const auto all = check(std::move(request), design);
  BOOST_REQUIRE(all.size() == 1U);
  return all[0];
}

const std::string address = "https://x.test/a.png";

Mapping elements(Mapping layers) { return {entry("elements", map(std::move(layers)))}; }

Mapping property(std::string layer, std::string name, Value value = quoted("x")) {
  return elements({entry(std::move(layer), map({entry(std::move(name), std::move(value), 6)}), 5)});
}

Mapping pages(std::string page, Mapping layers) {
  return {entry("pages", map({entry(std::move(page), map(std::move(layers)), 4)}), 3)};
}

Design with_element(std::string type, const std::vector<std::string>& attributes = {}) {
  Design design = static_design();
  Element extra{"extra", std::move(type), {}};
  for (const std::string& id : attributes) extra.attributes.push_back({id, ""});
  design.elements.push_back(std::move(extra));
  return design;
}

}  // namespace

BOOST_AUTO_TEST_CASE(names_that_the_design_has_are_accepted) {
  const Mapping request{
      entry("template_format_names", list({plain("square"), plain("story")})),
      entry("image_file_type", plain("png")),
      entry("elements",
            map({entry("root", map({entry("background_color", quoted("#FFFFFF"))})),
                 entry("headline", map({entry("payload", quoted("x")), entry("hidden", plain("true"))})),
                 entry("photo", map({entry("image_url", quoted("https://x.test/a.png"))})),
                 entry("vars", map({entry("city", quoted("Bern"))}))}))};
  BOOST_TEST(check(request, static_design()).empty());
  BOOST_TEST(check({}, static_design()).empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_format_is_an_error_with_the_nearest_name) {
  const auto got =
      only({entry("template_format_names", list({plain("square"), plain("stroy", 7)}))}, static_design());
  BOOST_CHECK(got.severity == Severity::error);
  BOOST_TEST(got.at.line == 7U);
  BOOST_TEST(got.path == "template_format_names[1]");
  BOOST_TEST(got.message == "design 'hero' has no format 'stroy'");
  BOOST_TEST(got.design == "design 'hero'");
  BOOST_TEST(got.hint == "did you mean 'story'?");
  BOOST_TEST(only({entry("template_format_names", plain("Square", 8))}, static_design()).path ==
             "template_format_names");
}

BOOST_AUTO_TEST_CASE(an_unknown_element_is_an_error_with_the_nearest_name) {
  const auto got = only(elements({entry("headlnie", quoted("x"), 5)}), static_design());
  BOOST_TEST(got.at.line == 5U);
  BOOST_TEST(got.path == "elements.headlnie");
  BOOST_TEST(got.message == "design 'hero' has no element 'headlnie'");
  BOOST_TEST(got.hint == "did you mean 'headline'?");
  BOOST_TEST(only(elements({entry("zzz", quoted("x"))}), static_design()).hint ==
             "known: 'root', 'vars', 'headline', 'photo'");
}

BOOST_AUTO_TEST_CASE(an_unknown_property_is_an_error_with_the_nearest_name) {
  const auto got = only(property("headline", "font_sise"), static_design());
  BOOST_CHECK(got.severity == Severity::error);
  BOOST_TEST(got.at.line == 6U);
  BOOST_TEST(got.path == "elements.headline.font_sise");
  BOOST_TEST(got.message == "'headline' (text) has no property 'font_sise'");
  BOOST_TEST(got.hint == "did you mean 'font_size'?");
}

BOOST_AUTO_TEST_CASE(properties_belong_to_their_type) {
  BOOST_TEST(check(property("photo", "image_url", quoted(address)), static_design()).empty());
  BOOST_TEST(check(property("photo", "payload"), static_design()).size() == 1U);
  BOOST_TEST(check(property("headline", "image_url"), static_design()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(every_type_takes_what_the_reference_says) {
  struct Row {
    std::string type;
    std::string name;
    std::string value;
  };
  const std::vector<Row> rows{{"text", "side_border", "left"},   {"button", "text_align", "center"},
                              {"button", "icon_url", address},   {"image", "text_to_image", "a red kite"},
                              {"logo", "alignment", "top left"}, {"shape", "pattern_name", "bubbles"},
                              {"rating", "rating_score", "80"},  {"illustration", "illustration_file", "x"},
                              {"qrcode", "hide_icon", "yes"},    {"video", "audio_muted", "1"},
                              {"audio", "max_volume", "0.5"}};
  for (const auto& [type, name, value] : rows) {
    BOOST_TEST_CONTEXT(type) {
      Design design = with_element(type);
      design.api_version = "v2026-10-21";
      BOOST_TEST(check(property("extra", name, plain(value)), design).empty());
      BOOST_TEST(check(property("extra", "hidden", plain("true")), design).empty());
      BOOST_TEST(check(property("extra", "nothing_like_it"), design).size() == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_came_after_the_api_that_answers_is_a_warning) {
  const auto of_version = [](const std::string& version) {
    Design design = static_design();
    design.api_version = version;
    return design;
  };
  const Mapping stroke = property("photo", "stroke_width", plain("3"));
  const auto got = only(stroke, of_version("v2026-10-19"));
  BOOST_CHECK(got.severity == Severity::warning);
  BOOST_TEST(got.path == "elements.photo.stroke_width");
  BOOST_TEST(got.message ==
             "'stroke_width' came with v2026-10-20 of the API; this one is v2026-10-19 and ignores it");
  for (const char* version : {"v2026-10-20", "v2027-01-01", ""})
    BOOST_TEST(check(stroke, of_version(version)).empty());
  Design listed = of_version("v2026-08-21");
  for (Element& element : listed.elements) {
    if (element.name == "photo") element.attributes.push_back({"stroke_width", ""});
  }
  BOOST_TEST(check(stroke, listed).empty());
  const auto late = only(property("headline", "alignment", plain("justify")), of_version("v2026-08-21"));
  BOOST_CHECK(late.severity == Severity::warning);
  BOOST_TEST(late.message.starts_with("'justify' came with v2026-10-20 of the API"));
  BOOST_TEST(check(property("headline", "alignment", plain("justify")), of_version("v2026-10-20")).empty());
  BOOST_TEST(static_design().api_version == "v2026-08-21");
  BOOST_TEST(animated_design().api_version == "");
}

BOOST_AUTO_TEST_CASE(what_the_design_lists_itself_is_accepted) {
  BOOST_TEST(check(property("extra", "sparkle"), with_element("text", {"sparkle"})).empty());
}

BOOST_AUTO_TEST_CASE(attributes_that_only_the_read_has_are_refused) {
  BOOST_TEST(check(property("clip", "video_url", quoted(address)), animated_design()).empty());
  BOOST_TEST(check(property("clip", "video_muted"), animated_design()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(layers_that_take_nothing_are_refused) {
  for (const std::string type : {"group", "container", "code"}) {
    const auto got = only(property("extra", "hidden"), with_element(type, {"hidden"}));
    BOOST_TEST(got.message == "'extra' (" + type + ") takes no values");
  }
  BOOST_TEST(only(elements({entry("widget", quoted("x"))}), animated_design()).message ==
             "'widget' (code) takes no values");
}

BOOST_AUTO_TEST_CASE(of_a_type_newer_than_the_table_the_design_says_what_it_takes) {
  const Design design = with_element("hologram", {"depth"});
  BOOST_TEST(check(property("extra", "depth"), design).empty());
  BOOST_CHECK(only(property("extra", "dept"), design).severity == Severity::error);
}

BOOST_AUTO_TEST_CASE(the_background_takes_its_colour_alone) {
  Design rootless = static_design();
  rootless.elements.clear();
  BOOST_TEST(check(property("root", "background_color", quoted("#FFFFFF")), rootless).empty());
  BOOST_TEST(check(property("root", "hidden"), static_design()).size() == 1U);
  BOOST_TEST(check(property("root", "backround_color"), static_design()).at(0).hint ==
             "did you mean 'background_color'?");
}

BOOST_AUTO_TEST_CASE(variables_are_the_designs) {
  const auto got =
      only(elements({entry("vars", map({entry("ctiy", quoted("Bern"), 6)}), 5)}), static_design());
  BOOST_TEST(got.at.line == 6U);
  BOOST_TEST(got.path == "elements.vars.ctiy");
  BOOST_TEST(got.hint == "did you mean 'city'?");
}

BOOST_AUTO_TEST_CASE(members_of_objects_are_compared_too) {
  const auto got =
      only(property("photo", "mask_properties", map({entry("radiuss", plain("3"), 8)})), static_design());
  BOOST_CHECK(got.severity == Severity::error);
  BOOST_TEST(got.path == "elements.photo.mask_properties.radiuss");
  BOOST_TEST(got.hint == "did you mean 'radius'?");
  BOOST_CHECK(only(property("photo", "mask_properties", map({entry("sparkle", plain("3"))})), static_design())
                  .severity == Severity::error);
}

BOOST_AUTO_TEST_CASE(what_is_newer_than_the_table_stands_under_extra) {
  const auto of = [](Mapping extra) {
    return check({entry("extra", map(extra)),
                  entry("elements", map({entry("photo", map({entry("extra", map(extra))}))}))},
                 static_design());
  };
  BOOST_TEST(of({entry("sparkle", plain("3"))}).empty());
  BOOST_TEST(of({entry("image_file_type", plain("png"))}).size() == 1U);
  const auto known = of({entry("image_url", quoted(address), 7)});
  BOOST_TEST_REQUIRE(known.size() == 1U);
  BOOST_TEST(known[0].message == "'image_url' is known and does not belong under 'extra'");
  BOOST_TEST(known[0].path == "elements.photo.extra.image_url");
  BOOST_TEST(check({entry("extra", plain("x"))}, static_design()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_bare_text_is_no_element) {
  BOOST_CHECK(only(elements({entry("headline", quoted("x"))}), static_design()).severity == Severity::error);
}

BOOST_AUTO_TEST_CASE(file_types_belong_to_design_types) {
  const auto refused = [](const std::string& type, const Design& design) {
    Mapping request{entry("image_file_type", plain(type, 9))};
    if (design.type == DesignType::printer_multipage) request.push_back(entry("pages", map({})));
    return check(std::move(request), design).size();
  };
  struct Row {
    Design design;
    std::vector<std::string> allowed;
  };
  const std::vector<Row> rows{{static_design(), {"jpeg", "png", "webp", "avif", "pdf", "auto"}},
                              {animated_design(), {"mp4", "gif", "html5", "auto"}},
                              {printer_design(), {"pdf", "auto"}},
                              {multipage_design(), {"pdf", "auto"}}};
  for (const Row& row : rows) {
    for (const std::string type :
         {"jpeg", "png", "webp", "avif", "pdf", "mp4", "gif", "html5", "auto", "webm", "PNG"}) {
      const bool allowed = std::ranges::find(row.allowed, type) != row.allowed.end();
      BOOST_TEST_CONTEXT(row.design.name << " " << type) {
        BOOST_TEST(refused(type, row.design) == (allowed ? 0U : 1U));
      }
    }
  }
  BOOST_TEST(refused("jpeg", Design{}) == 0U);
}

BOOST_AUTO_TEST_CASE(file_types_that_are_suggested_suit_the_design) {
  const auto got = only({entry("image_file_type", plain("mp3"))}, static_design());
  BOOST_TEST(got.message ==
             "'image_file_type' must be one of 'auto', 'jpeg', 'png', 'webp', 'avif', 'pdf', not 'mp3'");
  BOOST_TEST(got.hint == "");
  BOOST_TEST(only({entry("image_file_type", plain("mp3"))}, animated_design()).hint == "did you mean 'mp4'?");
}

BOOST_AUTO_TEST_CASE(a_multipage_design_wants_pages) {
  const auto got = only({}, multipage_design());
  BOOST_TEST(got.at.line == 1U);
  BOOST_TEST(got.message == "design 'hero' is a multipage document: 'pages' is missing");
  const auto wrong = check(elements({entry("title", quoted("x"))}), multipage_design());
  BOOST_REQUIRE(wrong.size() == 2U);
  BOOST_TEST(wrong[0].path == "elements");
}

BOOST_AUTO_TEST_CASE(pages_want_a_multipage_design) {
  const auto got = only({entry("pages", map({}), 3)}, static_design());
  BOOST_TEST(got.at.line == 3U);
  BOOST_TEST(got.message == "design 'hero' is static and has no pages");
}

BOOST_AUTO_TEST_CASE(pages_and_their_elements_are_compared) {
  BOOST_TEST(
      check(pages("page_1", {entry("title", map({entry("payload", quoted("x"))}))}), multipage_design())
          .empty());
  const auto vars =
      only(pages("page_1", {entry("vars", map({entry("any", quoted("x"))}), 5)}), multipage_design());
  BOOST_CHECK(vars.severity == Severity::warning);
  BOOST_TEST(vars.path == "pages.page_1.vars");
  const auto page = only(pages("page_9", {}), multipage_design());
  BOOST_TEST(page.path == "pages.page_9");
  BOOST_TEST(page.at.line == 4U);
  const auto layer = only(pages("page_2", {entry("title", quoted("x"), 5)}), multipage_design());
  BOOST_TEST(layer.path == "pages.page_2.title");
  BOOST_TEST(layer.message == "page 'page_2' of design 'hero' has no element 'title'");
  BOOST_TEST(layer.hint == "known: 'root'");  // 'vars' has no effect on a page
  BOOST_TEST(only(pages("page_1", {entry("hero-group", map({}))}), multipage_design()).message ==
             "'hero-group' (group) takes no values");
}

BOOST_AUTO_TEST_CASE(without_the_design_what_no_type_takes_is_found) {
  const auto offline = [](std::string name, Value value) {
    return RequestCheck{nullptr}.check(spec_of(property("any", std::move(name), std::move(value)))).items;
  };
  const auto misspelt = offline("font_sise", plain("12"));
  BOOST_REQUIRE(misspelt.size() == 1U);
  BOOST_CHECK(misspelt[0].severity == Severity::warning);
  BOOST_TEST(misspelt[0].message == "no type of element has a property 'font_sise'");
  BOOST_TEST(misspelt[0].hint == "did you mean 'font_size'?");
  const auto wrong = offline("alignment", plain("nowhere"));  // the types' lists differ
  BOOST_REQUIRE(wrong.size() == 1U);
  BOOST_CHECK(wrong[0].severity == Severity::error);
  BOOST_TEST(offline("alignment", plain("justify")).empty());
  BOOST_TEST(offline("stroke_width", plain("50")).empty());  // too much for a text, not for a shape
  BOOST_TEST(offline("stroke_width", plain("70")).size() == 1U);
  BOOST_TEST(offline("payload", quoted("x")).empty());
}

BOOST_AUTO_TEST_CASE(what_has_no_value_would_show_the_designs_own_content) {
  const auto says = [](const Diagnostic& got, const std::string& name) {
    BOOST_CHECK(got.severity == Severity::error);
    BOOST_TEST(got.message == "'" + name + "' has no value: the design's own content would show");
    BOOST_TEST(got.hint == "leave it out, or quote it");
  };
  const Value empty = plain("", 7);
  for (const std::string name : {"payload", "font_size", "hidden"})
    says(only(property("headline", name, empty), static_design()), name);
  says(only(elements({entry("headline", empty, 5)}), static_design()), "headline");
  says(only({entry("elements", empty)}, static_design()), "elements");
  says(only(elements({entry("vars", map({entry("city", empty)}))}), static_design()), "city");
  says(only(property("extra", "sparkle", empty), with_element("text", {"sparkle"})), "sparkle");
  says(only(property("photo", "mask_properties", map({entry("radius", empty)})), static_design()),
       "mask_properties.radius");
  says(only(pages("page_1", {entry("title", map({entry("payload", empty)}))}), multipage_design()),
       "payload");
  const auto offline = RequestCheck{nullptr}.check(spec_of(property("any", "payload", empty))).items;
  BOOST_REQUIRE(offline.size() == 1U);
  says(offline[0], "payload");
}

BOOST_AUTO_TEST_CASE(a_hidden_layer_needs_no_values) {
  const auto headline = [](const std::string& hidden, const Value& payload) {
    return elements({entry("headline", map({entry("hidden", plain(hidden)), entry("payload", payload)}))});
  };
  for (const std::string yes : {"true", "yes", "1"}) {
    BOOST_TEST(check(headline(yes, plain("")), static_design()).empty());
    BOOST_TEST(check(headline(yes, quoted(" ")), static_design()).empty());
    BOOST_TEST(RequestCheck{nullptr}.check(spec_of(headline(yes, plain("")))).items.empty());
  }
  BOOST_TEST(check(headline("false", plain("")), static_design()).size() == 1U);
  BOOST_TEST(check(headline("false", quoted("")), static_design()).size() == 1U);
  const Mapping wrong{entry("hidden", plain("true")), entry("font_size", plain("big"))};
  BOOST_TEST(check(elements({entry("headline", map(wrong))}), static_design()).size() == 1U);
  const Mapping unknown{entry("hidden", plain("true")), entry("paylod", plain(""))};
  BOOST_TEST(check(elements({entry("headline", map(unknown))}), static_design()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(where_nothing_is_written_the_key_is_pointed_at) {
  BOOST_TEST(only(property("headline", "payload", plain("", 7)), static_design()).at.line == 6U);
  BOOST_TEST(only(property("headline", "payload", plain("~", 7)), static_design()).at.line == 7U);
  BOOST_TEST(only(elements({entry("headline", plain("", 7), 5)}), static_design()).at.line == 5U);
  const auto offline = RequestCheck{nullptr}.check(spec_of({entry("pages", plain("", 7), 4)})).items;
  BOOST_REQUIRE(offline.size() == 1U);
  BOOST_TEST(offline[0].at.line == 4U);
}

BOOST_AUTO_TEST_CASE(an_empty_cell_is_shown_and_options_that_may_be_null_stay) {
  Value cell = plain("null", 7);
  cell.from = at(12, 3);
  const auto got = only(property("headline", "payload", cell), static_design());
  BOOST_REQUIRE(got.seen.size() == 1U);
  BOOST_TEST(got.seen[0].at.line == 12U);
  BOOST_TEST(got.seen[0].hint == "leave it out, or quote it");
  const Mapping played{entry("image_file_type", plain("html5")),
                       entry("html5", map({entry("repeat", plain("~"))}))};
  BOOST_TEST(check(played, animated_design()).empty());
}

BOOST_AUTO_TEST_CASE(what_the_api_ignores_beside_something_else_is_a_warning) {
  const auto both = [](const std::string& type, const char* ignored, const char* beside) {
    const std::string image = "aW1hZ2U=";
    const auto value = [&](const std::string& name) {
      return quoted(name == "text_to_image" ? "a red kite" : name.ends_with("_url") ? address : image);
    };
    Mapping properties{entry(ignored, value(ignored), 6), entry(beside, value(beside))};
    return only(elements({entry("extra", map(std::move(properties)))}), with_element(type));
  };
  for (const auto& [type, ignored, beside] :
       {std::tuple{"image", "image_encoded", "image_url"}, std::tuple{"image", "text_to_image", "image_url"},
        std::tuple{"image", "text_to_image", "image_encoded"},
        std::tuple{"audio", "audio_encoded", "audio_url"}}) {
    const auto got = both(type, ignored, beside);
    BOOST_CHECK(got.severity == Severity::warning);
    BOOST_TEST(got.at.line == 6U);
    BOOST_TEST(got.message == "'" + std::string{ignored} + "' is ignored beside '" + beside + "'");
  }
}

BOOST_AUTO_TEST_CASE(colours_that_some_versions_refuse_are_warnings) {
  const std::string gradient = "linear-gradient(0% 0% 100% 100%,0% #FF0000 1,100% #00FF00 1)";
  const auto colour = [](const Design& design, const std::string& text) {
    return check(property("title", "color", quoted(text)), design);
  };
  BOOST_TEST(check(property("headline", "color", quoted(gradient)), static_design()).empty());
  Design print = printer_design();
  print.elements.push_back({"title", "text", {}});
  print.elements.push_back({"box", "shape", {}});
  BOOST_REQUIRE(colour(print, gradient).size() == 1U);
  BOOST_CHECK(colour(print, gradient)[0].severity == Severity::warning);
  BOOST_TEST(check(property("box", "background_color", quoted(gradient)), print).empty());
  BOOST_TEST(colour(print, "cmyka(1,2,3,4)").empty());
  BOOST_REQUIRE(colour(print, "cmyka(0.5,2,3,4)").size() == 1U);
  BOOST_CHECK(colour(print, "cmyka(0.5,2,3,4)")[0].severity == Severity::warning);
}

BOOST_AUTO_TEST_CASE(a_field_that_is_nearly_one_of_the_apis_is_an_error) {
  const auto singular = only({entry("template_format_name", plain("square"), 2)}, static_design());
  BOOST_CHECK(singular.severity == Severity::error);
  BOOST_TEST(singular.hint == "did you mean 'template_format_names'?");
  const auto nested =
      only({entry("image_file_type", plain("html5")), entry("html5", map({entry("repaet", plain("1"), 3)}))},
           animated_design());
  BOOST_TEST(nested.path == "html5.repaet");
  BOOST_TEST(nested.message == "'html5' has no member 'repaet'");
  BOOST_TEST(nested.hint == "did you mean 'repeat'?");
  BOOST_CHECK(only({entry("shiny_and_new", plain("1"))}, static_design()).severity == Severity::error);
}

BOOST_AUTO_TEST_CASE(compression_is_for_what_can_be_compressed) {
  const auto count = [](const std::string& type, const Design& design) {
    Mapping request{entry("file_compression_level", plain("80"))};
    if (!type.empty()) request.push_back(entry("image_file_type", plain(type)));
    if (design.type == DesignType::printer_multipage) request.push_back(entry("pages", map({})));
    return check(std::move(request), design).size();
  };
  for (const char* type : {"", "auto", "jpeg", "avif"}) BOOST_TEST(count(type, static_design()) == 0U);
  for (const char* type : {"", "mp4", "gif"}) BOOST_TEST(count(type, animated_design()) == 0U);
  BOOST_TEST(count("pdf", static_design()) == 1U);
  BOOST_TEST(count("html5", animated_design()) == 1U);
  BOOST_TEST(count("pdf", printer_design()) == 1U);
  BOOST_TEST(count("", multipage_design()) == 1U);
  const auto got = only({entry("file_compression_level", plain("80"), 4)}, printer_design());
  BOOST_CHECK(got.severity == Severity::warning);
  BOOST_TEST(got.message ==
             "'file_compression_level' is for pictures, gif and mp4 files and has no effect here");
}

BOOST_AUTO_TEST_CASE(a_wrong_member_of_an_option_is_compared_with_that_option_alone) {
  const auto got = [](const char* option, const char* member) {
    return only({entry("image_file_type", plain(option == std::string{"video"} ? "mp4" : option)),
                 entry(option, map({entry(member, plain("1"), 3)}))},
                animated_design());
  };
  BOOST_TEST(got("gif", "fps").hint == "did you mean 'max_fps'?");
  BOOST_CHECK(got("gif", "fps").severity == Severity::error);
  BOOST_TEST(got("gif", "click_tag").hint == "known: 'max_fps', 'repeat'");
  BOOST_CHECK(got("gif", "click_tag").severity == Severity::error);
  BOOST_TEST(got("video", "repeat").hint == "known: 'fps'");
}

BOOST_AUTO_TEST_SUITE_END()
