#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(model_rejections)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

std::string code_of(Bench& bench, const std::string& design, const std::string& body) {
  const HttpResponse answer = bench.generate(design, body);
  return answer.status == 200 ? "" : id_of(answer);
}

std::string code_of(const std::string& design, const std::string& body) {
  Bench bench;
  return code_of(bench, design, body);
}

std::string of_type(const std::string& type) { return R"({"image_file_type":")" + type + R"("})"; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_body_must_be_a_json_object) {
  BOOST_TEST(code_of(hero, "") == "invalid_payload");
  BOOST_TEST(code_of(hero, "{") == "invalid_payload");
  BOOST_TEST(code_of(hero, "[]") == "wrong_type");
  std::string deep(100'000, '[');
  BOOST_TEST(code_of(hero, deep) == "invalid_payload");
  Bench bench;
  BOOST_TEST(bench.generate(hero, R"({"x":")" + std::string(5 << 20, 'x') + R"("})").status == 413);
  BOOST_TEST(text(parsed(bench.generate(hero, "{")), "message") == "Invalid JSON");
}

BOOST_AUTO_TEST_CASE(an_unknown_format_fails_the_whole_call) {
  Bench bench;
  const HttpResponse refused =
      bench.generate(hero, R"({"template_format_names":["leaderboard","billboard"]})");
  BOOST_TEST(refused.status == 404);
  BOOST_TEST(id_of(refused) == "format_not_found");
  BOOST_TEST(bench.model.ledger().empty());
  BOOST_TEST(code_of(bench, hero, R"({"template_format_names":"leaderboard"})") == "wrong_type");
  BOOST_TEST(code_of(bench, hero, R"({"template_format_names":[1]})") == "wrong_type");
  BOOST_TEST(code_of(bench, hero, R"({"template_format_names":["leaderboard","leaderboard"]})") == "");
  BOOST_TEST(bench.model.ledger().at(0).formats.size() == 1);
  const auto immediate =
      bench.post("/banner-builder/" + hero + "/generate", R"({"template_format_name":"nope"})");
  BOOST_TEST(id_of(immediate) == "format_not_found");
  BOOST_TEST(id_of(bench.post("/banner-builder/" + hero + "/generate", R"({"template_format_name":1})")) ==
             "wrong_type");
}

BOOST_AUTO_TEST_CASE(each_design_type_takes_its_file_types) {
  const std::string all[] = {"png", "jpeg", "webp", "avif", "gif", "pdf", "html5", "mp4", "auto"};
  const auto accepted = [&](const std::string& design) {
    std::string row;
    for (const std::string& type : all) {
      const std::string code = code_of(design, of_type(type));
      row += code.empty() ? type + " " : "";
      if (!code.empty()) BOOST_TEST(code == "invalid_filetype");
    }
    return row;
  };
  BOOST_TEST(accepted(hero) == "png jpeg webp avif pdf auto ");
  BOOST_TEST(accepted(clip) == "gif html5 mp4 auto ");
  BOOST_TEST(accepted(flyer) == "pdf auto ");
  BOOST_TEST(accepted(catalogue) == "pdf auto ");
  BOOST_TEST(code_of(hero, of_type("webm")) == "unknown_enum_value");
  BOOST_TEST(code_of(hero, R"({"image_file_type":1})") == "wrong_type");
}

BOOST_AUTO_TEST_CASE(fields_of_the_request_are_checked) {
  const auto cases = std::to_array<std::pair<std::string, std::string>>(
      {{R"({"file_compression_level":1})", ""},
       {R"({"file_compression_level":0})", "out_of_range"},
       {R"({"file_compression_level":101})", "out_of_range"},
       {R"({"file_compression_level":"80"})", "wrong_type"},
       {R"({"callback_url":"https://hooks.example/x"})", ""},
       {R"({"callback_url":"hooks.example"})", "invalid_payload"},
       {R"({"html5":{"page_title":1}})", "wrong_type"},
       {R"({"html5":{"include_backup_image":null,"repeat":null}})", ""},
       {R"({"html5":{"include_backup_image":"yes"}})", "wrong_type"},
       {R"({"html5":7})", "wrong_type"},
       {R"({"gif":{"max_fps":9,"repeat":-1}})", ""},
       {R"({"gif":{"max_fps":10}})", "out_of_range"},
       {R"({"video":{"fps":1}})", "out_of_range"},
       {R"({"print":{"color_profile":"be2ab219-8fe4-4d85-91ba-65bdc9ddaf01","display_crop_marks":true}})",
        ""},
       {R"({"print":{"color_profile":"fogra"}})", "invalid_payload"},
       {R"({"print":{"display_crop_marks":1}})", "wrong_type"},
       {R"({"original_visual_id":"x"})", "invalid_payload"}});
  for (const auto& [body, code] : cases)
    BOOST_CHECK_MESSAGE(code_of(clip, body) == code, body << ": " << code_of(clip, body));
}

BOOST_AUTO_TEST_CASE(the_synchronous_endpoint_wants_a_static_design) {
  Bench bench;
  for (const std::string& design : {clip, flyer, catalogue}) {
    BOOST_TEST(id_of(bench.post("/banner-builder/" + design + "/generate", "{}")) == "template_not_static");
  }
}

BOOST_AUTO_TEST_CASE(the_multipage_endpoint_wants_pages_and_a_multipage_design) {
  Bench bench;
  const auto multipage = [&](const std::string& design, const std::string& body) {
    return bench.post("/async/banner-builder/" + design + "/generate-multipage-pdf", body);
  };
  BOOST_TEST(id_of(multipage(hero, R"({"pages":{}})")) == "invalid_design_type");
  BOOST_TEST(id_of(multipage(catalogue, "{}")) == "missing_required");
  BOOST_TEST(multipage(catalogue, R"({"pages":{}})").status == 200);
  BOOST_TEST(multipage(catalogue, R"({"pages":{},"original_visual_id":")" + nobody + R"("})").status == 200);
}

BOOST_AUTO_TEST_CASE(a_new_version_must_be_of_the_same_design_and_format) {
  Bench bench;
  const json::value made = bench.finished(teaser, R"({"template_format_names":["billboard"]})");
  const std::string id = text(made.at("banners").at(0), "id");
  const auto version = [&](const std::string& design, const std::string& formats,
                           const std::string& original) {
    return code_of(
        bench, design,
        R"({"template_format_names":)" + formats + R"(,"original_visual_id":")" + original + R"("})");
  };
  BOOST_TEST(version(teaser, R"(["billboard"])", id) == "");
  BOOST_TEST(version(teaser, R"(["billboard","rectangle"])", id) == "more_than_one_format");
  BOOST_TEST(version(teaser, "[]", id) == "more_than_one_format");
  BOOST_TEST(version(teaser, R"(["billboard"])", nobody) == "visual_not_found");
  BOOST_TEST(version(hero, R"(["leaderboard"])", id) == "not_related_to_same_template");
  BOOST_TEST(version(teaser, R"(["rectangle"])", id) == "not_related_to_same_format");
}

BOOST_AUTO_TEST_CASE(a_refused_request_leaves_no_trace) {
  Bench bench;
  bench.generate(hero, R"({"elements":{"title":{"color":"red"}}})");
  bench.generate(clip, of_type("png"));
  BOOST_TEST(bench.model.ledger().empty());
  BOOST_TEST(bench.model.stats().accepted_generations == 0);
  BOOST_TEST(bench.model.stats().assets == 0);
}

BOOST_AUTO_TEST_SUITE_END()
