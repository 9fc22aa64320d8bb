#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(model_generate)

using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

std::string file_type(const json::value& answer, std::size_t banner = 0) {
  return text(answer.at("banners").at(banner).at("file"), "type");
}

std::vector<std::string> formats(const json::value& answer) {
  std::vector<std::string> out;
  for (const json::value& banner : answer.at("banners").as_array())
    out.push_back(text(banner.at("format"), "id"));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_is_accepted_then_running_then_finished_and_never_changes) {
  Bench bench;
  const auto accepted = bench.generate(hero, R"({"template_format_names":["facebook-feed"]})");
  BOOST_TEST(accepted.status == 200);
  BOOST_TEST(text(parsed(accepted), "version") == "v2026-08-21");
  const std::string id = request_id(accepted);
  const auto running = bench.poll(id);
  BOOST_TEST(running.status == 202);
  BOOST_TEST(running.body ==
             R"({"id":")" + id + R"(","is_finalized":false,"banners":[],"version":"v2026-08-21"})");
  bench.now += 4s;
  const auto done = bench.poll(id);
  BOOST_TEST(done.status == 200);
  BOOST_TEST(parsed(done).at("is_finalized").as_bool());
  BOOST_TEST(parsed(done).at("banners").as_array().size() == 1);
  BOOST_CHECK(parsed(done).as_object().if_contains("errors") == nullptr);
  bench.now += 24h;
  BOOST_TEST(bench.poll(id).body == done.body);
}

BOOST_AUTO_TEST_CASE(results_are_gone_after_seven_days) {
  Bench bench;
  const std::string id = request_id(bench.generate(teaser, "{}"));
  bench.now += 4s + 7 * 24h;
  BOOST_TEST(bench.poll(id).status == 200);
  bench.now += 1ns;
  const auto gone = bench.poll(id);
  BOOST_TEST(gone.status == 410);
  BOOST_TEST(id_of(gone) == "generation_request_gone");
}

BOOST_AUTO_TEST_CASE(an_unknown_request_is_not_found_and_a_malformed_id_has_no_route) {
  Bench bench;
  BOOST_TEST(id_of(bench.poll(nobody)) == "generation_request_not_found");
  BOOST_TEST(bench.poll(nobody).status == 404);
  BOOST_TEST(id_of(bench.poll("not-a-uuid")) == "endpoint_not_found");
}

BOOST_AUTO_TEST_CASE(an_id_altered_in_any_digit_is_unknown) {
  Bench bench;
  const std::string id = request_id(bench.generate(teaser, "{}"));
  for (std::size_t at = 0; at < id.size(); ++at) {
    if (id[at] == '-') continue;
    std::string altered = id;
    altered[at] = id[at] == '0' ? '1' : '0';
    BOOST_TEST(id_of(bench.poll(altered)) == "generation_request_not_found");
  }
}

BOOST_AUTO_TEST_CASE(all_formats_are_made_where_none_or_an_empty_list_is_named) {
  Bench bench;
  const std::vector<std::string> all{"facebook-feed", "instagram-post", "instagram-story", "leaderboard"};
  BOOST_TEST(formats(bench.finished(hero, "{}")) == all);
  BOOST_TEST(formats(bench.finished(hero, R"({"template_format_names":[]})")) == all);
  BOOST_TEST(bench.model.ledger().at(0).formats == all);
}

BOOST_AUTO_TEST_CASE(a_banner_has_the_documented_fields) {
  Bench bench;
  const json::value answer =
      bench.finished(hero, R"({"template_format_names":["leaderboard"],"image_file_type":"png"})");
  const json::value& banner = answer.at("banners").at(0);
  const std::string id = text(banner, "id");
  BOOST_TEST(banner.at("version").as_int64() == 1);
  BOOST_TEST(text(banner.at("file"), "url") == "http://127.0.0.1/assets/" + id + ".png");
  BOOST_TEST(text(banner.at("file"), "cdn_url") == "http://127.0.0.1/assets/cdn/" + id + ".png");
  BOOST_TEST(text(banner.at("file"), "filename") == "seasonal-hero_leaderboard.png");
  BOOST_TEST(json::serialize(banner.at("format")) ==
             R"({"id":"leaderboard","unit":"px","width":728,"height":90})");
  BOOST_TEST(text(banner.at("template"), "name") == "Seasonal hero");
  BOOST_TEST(text(banner.at("image"), "url") == text(banner.at("file"), "url"));
}

BOOST_AUTO_TEST_CASE(the_file_type_follows_the_design_where_it_is_left_open) {
  Bench bench;
  BOOST_TEST(file_type(bench.finished(hero, R"({"image_file_type":"auto"})")) == "jpeg");
  BOOST_TEST(file_type(bench.finished(card, "{}"), 0) == "jpeg");
  BOOST_TEST(file_type(bench.finished(card, "{}"), 1) == "png");  // its portrait has a see-through background
  BOOST_TEST(file_type(bench.finished(hero, R"({"elements":{"root":{"background_color":"#FFFFFF80"}}})")) ==
             "png");
  BOOST_TEST(file_type(bench.finished(card, R"({"elements":{"root":{"background_color":"#FFFFFF"}}})"), 1) ==
             "jpeg");
  BOOST_TEST(file_type(bench.finished(flyer, "{}")) == "pdf");
  BOOST_TEST(file_type(bench.finished(clip, "{}")) == "mp4");
}

BOOST_AUTO_TEST_CASE(html5_gives_a_zip_without_cdn_address_and_with_the_backup_image_asked_for) {
  Bench bench;
  const json::value plain =
      bench.finished(clip, R"({"image_file_type":"html5","template_format_names":["wide"]})");
  const json::object& file = plain.at("banners").at(0).at("file").as_object();
  BOOST_TEST(file.at("type").as_string() == "zip");
  BOOST_CHECK(!file.contains("cdn_url"));
  BOOST_CHECK(!file.contains("fallback_image_url"));
  const json::value backed = bench.finished(
      clip,
      R"({"image_file_type":"html5","template_format_names":["wide"],"html5":{"include_backup_image":true}})");
  const json::value& banner = backed.at("banners").at(0);
  BOOST_TEST(text(banner.at("file"), "fallback_image_url") ==
             "http://127.0.0.1/assets/" + text(banner, "id") + ".jpeg");
}

BOOST_AUTO_TEST_CASE(a_multipage_pdf_is_one_banner_without_a_format_name) {
  Bench bench;
  const std::string body =
      R"({"pages":{"page_1":{"title":{"payload":"Spring"}},"page_9":{"x":{"payload":1}}}})";
  const std::string id =
      request_id(bench.post("/async/banner-builder/" + catalogue + "/generate-multipage-pdf", body));
  bench.now += 1h;
  const json::value answer = parsed(bench.poll(id));
  BOOST_TEST(answer.at("banners").as_array().size() == 1);
  BOOST_TEST(json::serialize(answer.at("banners").at(0).at("format")) ==
             R"({"unit":"mm","width":210,"height":297})");
  BOOST_TEST(file_type(answer) == "pdf");
  BOOST_TEST(bench.model.ledger().at(0).formats.empty());
  BOOST_TEST(file_type(bench.finished(catalogue, body)) == "pdf");  // the general endpoint takes pages too
}

BOOST_AUTO_TEST_CASE(a_synchronous_generation_answers_with_the_banner_of_one_format) {
  Bench bench;
  const auto first = bench.post("/banner-builder/" + hero + "/generate", "{}");
  BOOST_TEST(first.status == 200);
  BOOST_TEST(text(parsed(first).at("format"), "id") == "facebook-feed");
  const auto named =
      bench.post("/banner-builder/" + hero + "/generate", R"({"template_format_name":"leaderboard"})");
  BOOST_TEST(text(parsed(named).at("format"), "id") == "leaderboard");
  BOOST_TEST(bench.model.ledger().size() == 2);
  BOOST_TEST(id_of(bench.poll(bench.model.ledger().at(0).request_id)) == "generation_request_not_found");
}

BOOST_AUTO_TEST_CASE(formats_fail_at_the_scenarios_rate_with_its_reasons) {
  Scenario scenario = calm();
  scenario.format_failure_rate = 0.3;
  scenario.failure_reasons = {"too long", "too wide"};
  Bench bench{scenario};
  std::size_t failed = 0;
  std::set<std::string> reasons;
  for (int i = 0; i < 100; ++i) {
    const json::value answer = bench.finished(hero, "{}");
    const json::value* errors = answer.as_object().if_contains("errors");
    const std::size_t errors_here = errors == nullptr ? 0 : errors->as_array().size();
    BOOST_TEST(answer.at("banners").as_array().size() + errors_here == 4);
    for (std::size_t e = 0; e < errors_here; ++e) reasons.insert(text(errors->at(e), "reason"));
    failed += errors_here;
  }
  BOOST_TEST(failed > 80);
  BOOST_TEST(failed < 160);
  BOOST_TEST(reasons.size() == 2);
  BOOST_TEST(bench.model.stats().assets == 400 - failed);
}

BOOST_AUTO_TEST_CASE(a_failed_multipage_pdf_names_no_format_and_a_failed_synchronous_one_is_refused) {
  Scenario scenario = calm();
  scenario.format_failure_rate = 1;
  scenario.failure_reasons = {"no"};
  Bench bench{scenario};
  BOOST_TEST(json::serialize(bench.finished(catalogue, "{}").at("errors")) == R"([{"reason":"no"}])");
  const auto refused = bench.post("/banner-builder/" + hero + "/generate", "{}");
  BOOST_TEST(refused.status == 400);
  BOOST_TEST(id_of(refused) == "cannot_build_banner");
  BOOST_TEST(bench.model.ledger().size() == 1);
}

BOOST_AUTO_TEST_CASE(render_times_scatter_about_the_median_and_some_are_slow) {
  Scenario scenario = calm();
  scenario.render = {4s, 0.5, 0.1, 60s};
  Bench bench{scenario};
  int below = 0;
  int slow = 0;
  for (int i = 0; i < 500; ++i) {
    bench.generate(teaser, R"({"elements":{"title":{"payload":")" + std::to_string(i) + R"("}}})");
    const Generation& made = bench.model.ledger().back();
    below += made.ready_at - made.accepted_at < 4s ? 1 : 0;
    slow += made.ready_at - made.accepted_at > 25s ? 1 : 0;
  }
  BOOST_TEST(below > 180);
  BOOST_TEST(below < 270);
  BOOST_TEST(slow > 25);
  BOOST_TEST(slow < 80);
}

BOOST_AUTO_TEST_CASE(a_design_may_have_render_times_of_its_own) {
  Scenario scenario = calm();
  scenario.render_of[clip] = {90s, 0, 0, 20s};
  Bench bench{scenario};
  bench.generate(teaser, "{}");
  bench.generate(clip, "{}");
  const auto& ledger = bench.model.ledger();
  BOOST_CHECK(ledger[0].ready_at - ledger[0].accepted_at == 4s);
  BOOST_CHECK(ledger[1].ready_at - ledger[1].accepted_at == 90s);
}

BOOST_AUTO_TEST_CASE(a_new_version_keeps_the_sharing_id_and_counts_up) {
  Bench bench;
  const json::value first = bench.finished(teaser, R"({"template_format_names":["billboard"]})");
  const std::string original = text(first.at("banners").at(0), "id");
  const std::string body =
      R"({"template_format_names":["billboard"],"original_visual_id":")" + original + R"("})";
  const json::value second = bench.finished(teaser, body);
  const json::value third = bench.finished(teaser, body);
  BOOST_TEST(second.at("banners").at(0).at("version").as_int64() == 2);
  BOOST_TEST(third.at("banners").at(0).at("version").as_int64() == 3);
  BOOST_TEST(text(third.at("banners").at(0), "sharing_id") == text(first.at("banners").at(0), "sharing_id"));
  BOOST_TEST(text(second.at("banners").at(0), "id") != original);
}

BOOST_AUTO_TEST_CASE(an_asset_tells_what_its_file_shows) {
  Bench bench;
  const json::value answer = bench.finished(
      hero,
      R"({"template_format_names":["leaderboard","instagram-post"],"elements":{"title":{"payload":"Hi"}}})");
  const auto spec = bench.model.asset(text(answer.at("banners").at(1), "id"));
  BOOST_REQUIRE(spec.has_value());
  BOOST_TEST(spec->type == "jpeg");
  BOOST_TEST(spec->design_name == "Seasonal hero");
  BOOST_TEST(spec->format == "instagram-post");
  BOOST_TEST(spec->height == 1080);
  BOOST_TEST(spec->unit == "px");
  BOOST_TEST(spec->elements_json == R"({"title":{"payload":"Hi"}})");
  BOOST_TEST(!bench.model.asset(nobody).has_value());
  BOOST_TEST(!bench.model.asset("").has_value());
}

BOOST_AUTO_TEST_CASE(an_asset_without_a_kept_body_shows_no_elements) {
  Scenario scenario = calm();
  scenario.keep_bodies = false;
  Bench bench{scenario};
  const json::value answer = bench.finished(catalogue, R"({"pages":{"page_1":{"title":{"payload":"Hi"}}}})");
  const auto spec = bench.model.asset(text(answer.at("banners").at(0), "id"));
  BOOST_REQUIRE(spec.has_value());
  BOOST_TEST(spec->elements_json == "{}");
  BOOST_TEST(spec->format == "");
  BOOST_TEST(spec->width == 210);
  BOOST_TEST(bench.model.ledger().at(0).body == "");
}

BOOST_AUTO_TEST_CASE(the_same_seed_and_calls_give_the_same_answers_and_another_seed_others) {
  const auto play = [](std::uint64_t seed) {
    Scenario scenario = calm();
    scenario.seed = seed;
    scenario.format_failure_rate = 0.5;
    scenario.render.sigma = 1;
    Bench bench{scenario};
    std::string all;
    for (int i = 0; i < 20; ++i) all += json::serialize(bench.finished(hero, "{}"));
    return all;
  };
  BOOST_TEST(play(7) == play(7));
  BOOST_TEST(play(7) != play(8));
}

BOOST_AUTO_TEST_CASE(what_comes_of_a_body_does_not_depend_on_the_order_of_calls) {
  Scenario scenario = calm();
  scenario.format_failure_rate = 0.5;
  scenario.render.sigma = 1;
  const std::string one = R"({"elements":{"title":{"payload":"one"}}})";
  const std::string two = R"({"elements":{"title":{"payload":"two"}}})";
  const auto fate = [](const Bench& bench, std::size_t at) {
    const Generation& made = bench.model.ledger().at(at);
    return made.ready_at - made.accepted_at;
  };
  Bench forward{scenario};
  forward.generate(hero, one);
  forward.generate(hero, two);
  Bench backward{scenario};
  backward.generate(hero, two);
  backward.generate(hero, one);
  BOOST_CHECK(fate(forward, 0) == fate(backward, 1));
  BOOST_CHECK(fate(forward, 1) == fate(backward, 0));
}

BOOST_AUTO_TEST_SUITE_END()
