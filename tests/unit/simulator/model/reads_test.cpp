#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(model_reads)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

std::size_t listed(Bench& bench, const std::string& query) {
  return parsed(bench.get("/designs" + query)).as_array().size();
}

std::vector<std::string> names(const json::value& elements) {
  std::vector<std::string> out;
  for (const json::value& element : elements.as_array()) out.push_back(text(element, "name"));
  return out;
}

bool has(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

int status_of(Bench& bench, HttpRequest request) {
  return bench.model.handle(request, bench.now).response.status;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_key_is_verified) {
  Scenario scenario = calm();
  scenario.api_key = "secret";
  Bench bench{scenario};
  const auto refused = bench.post("/auth", "");
  BOOST_TEST(refused.status == 401);
  BOOST_TEST(id_of(refused) == "unauthorized");
  BOOST_TEST(text(parsed(refused), "message") == "Unauthorized: missing or invalid API key.");
  BOOST_TEST(status_of(bench, {"POST", "/auth", {}, ""}) == 401);
  const Reply known = bench.model.handle({"POST", "/auth", {{"x-api-key", "secret"}}, ""}, bench.now);
  BOOST_TEST(known.response.body == R"({"company":"Simulated workspace","version":"v2026-08-21"})");
  BOOST_TEST(status_of(bench, {"GET", "/ready", {}, ""}) == 200);  // proves nothing about a key
}

BOOST_AUTO_TEST_CASE(a_plan_without_the_api_refuses_every_call) {
  Scenario scenario = calm();
  scenario.api_access = false;
  Bench bench{scenario};
  BOOST_TEST(id_of(bench.post("/auth", "")) == "api_access_denied");
  BOOST_TEST(bench.generate(hero, "{}").status == 401);
}

BOOST_AUTO_TEST_CASE(designs_are_listed_and_filtered) {
  Bench bench;
  BOOST_TEST(listed(bench, "") == 6);
  BOOST_TEST(listed(bench, "?type=static") == 3);
  BOOST_TEST(listed(bench, "?type=nonsense") == 6);
  BOOST_TEST(listed(bench, "?project_id=c3b0e5d4-61f9-4a1e-9f36-7c2d8e5b4a20") == 2);
  BOOST_TEST(listed(bench, "?category_id=c3b0e5d4-61f9-4a1e-9f36-7c2d8e5b4a20&type=printer") == 1);
  BOOST_TEST(listed(bench, "?project_id=" + nobody) == 0);
  const json::object first = parsed(bench.get("/designs")).at(0).as_object();
  BOOST_TEST(first.at("preview_url").is_string());
  BOOST_CHECK(!first.contains("template_id"));
  BOOST_CHECK(!first.contains("version"));
}

BOOST_AUTO_TEST_CASE(a_malformed_project_is_reported_under_the_old_name) {
  Bench bench;
  const auto refused = bench.get("/designs?project_id=bad");
  BOOST_TEST(refused.status == 400);
  BOOST_TEST(id_of(refused) == "invalid_payload");
  BOOST_TEST(text(parsed(refused).at("errors").at(0), "path") == "category_id");
}

BOOST_AUTO_TEST_CASE(each_type_of_design_has_its_shape) {
  Bench bench;
  const json::object still = parsed(bench.get("/designs/" + hero)).as_object();
  BOOST_CHECK(still.contains("formats") && still.contains("elements") && still.contains("variables"));
  BOOST_CHECK(!still.contains("animation") && !still.contains("pages"));
  BOOST_TEST(still.at("version").as_string() == "v2026-08-21");
  BOOST_TEST(still.at("template_id").as_string() == hero);
  BOOST_TEST(parsed(bench.get("/designs/" + clip)).at("animation").at("duration").as_int64() == 8);
  BOOST_TEST(parsed(bench.get("/designs/" + flyer)).at("formats").at(0).at("dpi").as_int64() == 300);
  const json::object pages = parsed(bench.get("/designs/" + catalogue)).as_object();
  BOOST_TEST(pages.at("pages").as_array().size() == 6);
  BOOST_CHECK(pages.contains("elements_per_page") && !pages.contains("formats") &&
              !pages.contains("elements"));
  BOOST_CHECK(pages.at("elements_per_page").at("page_1").at(1).at("attributes").is_object());
}

BOOST_AUTO_TEST_CASE(groups_are_shown_to_those_who_ask_for_the_advanced_read) {
  Bench bench;
  const auto advanced = names(parsed(bench.get("/designs/" + hero + "?i=advanced")).at("elements"));
  BOOST_TEST(has(advanced, "offer"));
  for (const std::string query : {"", "?i=other"}) {
    const auto plain = names(parsed(bench.get("/designs/" + hero + query)).at("elements"));
    BOOST_TEST(has(plain, "title"));
    BOOST_TEST(!has(plain, "offer"));
  }
  const auto page = [&](const std::string& query) {
    return names(parsed(bench.get("/designs/" + catalogue + query)).at("elements_per_page").at("page_1"));
  };
  BOOST_TEST(has(page("?i=advanced"), "heading"));
  BOOST_TEST(!has(page(""), "heading"));
}

BOOST_AUTO_TEST_CASE(a_format_is_read_by_name_and_by_uid_in_flat_form) {
  Bench bench;
  const auto by_name = bench.get("/designs/" + hero + "/formats/leaderboard");
  const json::value format = parsed(by_name);
  BOOST_TEST(by_name.body == bench.get("/designs/" + hero + "/formats/" + text(format, "uid")).body);
  BOOST_TEST(text(format.at("design"), "id") == hero);
  BOOST_TEST(has(names(format.at("elements")), "offer"));
  const json::value& root = format.at("elements").at(0);
  BOOST_TEST(text(root.at("attributes").at(0), "value") == "#F7F3EC");
  BOOST_TEST(format.at("elements").at(1).at("layout").at("x").as_int64() == 548);
  BOOST_TEST(id_of(bench.get("/designs/" + hero + "/formats/nope")) == "format_not_found");
  BOOST_TEST(id_of(bench.get("/designs/" + catalogue + "/formats/page_1")) == "format_not_found");
  BOOST_TEST(id_of(bench.get("/designs/" + nobody + "/formats/x")) == "template_not_found");
}

BOOST_AUTO_TEST_CASE(a_format_name_may_be_percent_encoded) {
  Scenario scenario = calm();
  json::value design = json::parse(scenario.designs.front());
  design.at("formats").at(0).at("id") = "summer sale/2026";
  scenario.designs = {json::serialize(design)};
  Bench bench{scenario};
  BOOST_TEST(bench.get("/designs/" + hero + "/formats/summer%20sale%2F2026").status == 200);
}

BOOST_AUTO_TEST_CASE(an_unknown_design_is_not_found) {
  Bench bench;
  BOOST_TEST(bench.get("/designs/" + nobody).status == 404);
  BOOST_TEST(id_of(bench.get("/designs/" + nobody)) == "template_not_found");
  BOOST_TEST(id_of(bench.get("/designs/nope")) == "endpoint_not_found");
  BOOST_TEST(id_of(bench.generate(nobody, "{}")) == "template_not_found");
}

BOOST_AUTO_TEST_CASE(fonts_are_listed_by_type) {
  Bench bench;
  BOOST_TEST(parsed(bench.get("/fonts")).as_array().size() == 4);
  BOOST_TEST(parsed(bench.get("/fonts?type=custom")).as_array().size() == 1);
  BOOST_TEST(parsed(bench.get("/fonts?type=whatever")).as_array().size() == 4);
}

BOOST_AUTO_TEST_CASE(a_project_is_created_once) {
  Bench bench;
  const auto created = bench.post("/projects", R"({"name":"  a  "})");
  BOOST_TEST(created.status == 200);
  BOOST_TEST(text(parsed(created), "name") == "a");
  BOOST_TEST(text(parsed(created), "version") == "v2026-08-21");
  BOOST_TEST(id_of(bench.post("/projects", R"({"name":"Campaigns "})")) == "project_already_exists");
  BOOST_TEST(parsed(bench.get("/projects")).as_array().size() == 3);
}

BOOST_AUTO_TEST_CASE(a_projects_name_is_checked) {
  Bench bench;
  const auto brief = bench.post("/projects", R"({"name":"x"})");
  BOOST_TEST(brief.status == 400);
  BOOST_TEST(
      brief.body ==
      R"({"id":"out_of_range","message":"name: Length must be between 2 and 100.",)"
      R"("errors":[{"path":"name","code":"out_of_range","message":"Length must be between 2 and 100.",)"
      R"("expected":{"min":2,"max":100},"received":"x"}],"version":"v2026-08-21"})");
  std::string accents;
  for (int i = 0; i < 100; ++i) accents += "é";
  BOOST_TEST(bench.post("/projects", R"({"name":")" + accents + R"("})").status ==
             200);  // characters, not bytes
  BOOST_TEST(bench.post("/projects", R"({"name":")" + accents + R"(é"})").status == 400);
  BOOST_TEST(id_of(bench.post("/projects", "{}")) == "missing_required");
  BOOST_TEST(id_of(bench.post("/projects", R"({"name":1})")) == "wrong_type");
  BOOST_TEST(id_of(bench.post("/projects", "[]")) == "wrong_type");
  BOOST_TEST(id_of(bench.post("/projects", "{")) == "invalid_payload");
}

BOOST_AUTO_TEST_CASE(a_banner_can_be_read_once_it_is_there) {
  Bench bench;
  const std::string request = request_id(bench.generate(teaser, "{}"));
  Bench ahead;
  const json::value answer = ahead.finished(teaser, "{}");
  const std::string id = text(answer.at("banners").at(0), "id");  // the same seed makes the same banners
  BOOST_TEST(id_of(bench.get("/banners/" + id)) == "visual_not_found");
  bench.now += 1h;
  BOOST_TEST(bench.get("/banners/" + id).body == json::serialize(answer.at("banners").at(0)));
  BOOST_TEST(id_of(bench.get("/banners/" + nobody)) == "visual_not_found");
}

BOOST_AUTO_TEST_CASE(an_export_takes_what_it_knows_of_a_list) {
  Bench bench;
  const json::value answer = bench.finished(teaser, "{}");
  const std::string id = text(answer.at("banners").at(0), "id");
  const auto exported = [&](const std::string& body) { return bench.post("/async/banners/export", body); };
  const auto mixed = exported(R"({"ids":[")" + id + R"(",")" + nobody + R"("]})");
  BOOST_TEST(mixed.status == 200);
  BOOST_TEST(text(parsed(mixed), "export_id").size() == 36);
  BOOST_TEST(id_of(exported(R"({"ids":[")" + nobody + R"("]})")) == "visual_not_found");
  BOOST_TEST(id_of(exported(R"({"ids":["x"]})")) == "endpoint_not_found");
  BOOST_TEST(id_of(exported("{}")) == "missing_required");
  BOOST_TEST(id_of(exported(R"({"ids":7})")) == "wrong_type");
  BOOST_TEST(id_of(exported("nonsense")) == "invalid_payload");
}

BOOST_AUTO_TEST_CASE(other_verbs_paths_and_media_types_are_refused) {
  Bench bench;
  const auto verb = bench.send("DELETE", "/projects").response;
  BOOST_TEST(verb.status == 405);
  BOOST_TEST(id_of(verb) == "method_not_allowed");
  BOOST_TEST(header(verb, "Allow") == "GET, POST");
  BOOST_TEST(id_of(bench.get("/")) == "endpoint_not_found");
  BOOST_TEST(id_of(bench.get("no path at all")) == "endpoint_not_found");
  BOOST_TEST(id_of(bench.get("/designs/" + hero + "/")) == "endpoint_not_found");
  const std::string target = "/async/banner-builder/" + hero + "/generate";
  BOOST_TEST(status_of(bench, {"POST", target, {{"x-api-key", "k"}, {"Content-Type", "text/xml"}}, "{}"}) ==
             415);
  BOOST_TEST(status_of(bench, {"POST",
                               target,
                               {{"x-api-key", "k"}, {"Content-Type", "application/json; charset=utf-8"}},
                               "{}"}) == 200);
  BOOST_TEST(status_of(bench, {"GET", "/fonts", {{"x-api-key", "k"}, {"Accept", "text/html"}}, ""}) == 406);
  BOOST_TEST(status_of(bench, {"GET", "/fonts", {{"x-api-key", "k"}, {"Accept", "text/html, */*"}}, ""}) ==
             200);
}

BOOST_AUTO_TEST_CASE(every_answer_carries_the_servers_date) {
  Bench bench;
  BOOST_TEST(header(bench.get("/ready"), "Date") == "Mon, 23 Nov 2026 02:00:00 GMT");
  bench.now += 1s;
  BOOST_TEST(header(bench.get("/nope"), "Date") == "Mon, 23 Nov 2026 02:00:01 GMT");
}

BOOST_AUTO_TEST_CASE(the_statistics_count_what_happened_and_need_no_key) {
  Bench bench;
  const std::string id = request_id(bench.generate(teaser, "{}"));
  bench.poll(id);
  bench.get("/fonts");
  const Reply stats = bench.model.handle({"GET", "/simulator/stats", {}, ""}, bench.now);
  BOOST_TEST(
      stats.response.body ==
      R"({"requests":3,"accepted_generations":1,"polls":1,"rate_limited":0,"max_in_any_second":3,"assets":2,)"
      R"("ledger":1,"credits_consumed":2})");
  BOOST_TEST(bench.model.stats().requests == 3);
}

BOOST_AUTO_TEST_CASE(a_design_that_is_none_is_refused_at_once) {
  Scenario scenario = calm();
  const auto broken = [&](const std::string& document) {
    scenario.designs = {document};
    BOOST_CHECK_THROW(Model{scenario}, std::invalid_argument);
  };
  broken("");
  broken("[]");
  broken(R"({"id":"x","name":"n","type":"static","formats":[],"elements":[]})");
  scenario.designs = {default_scenario().designs[0], default_scenario().designs[0]};
  BOOST_CHECK_THROW(Model{scenario}, std::invalid_argument);
  scenario = calm();
  scenario.fonts = "{}";
  BOOST_CHECK_THROW(Model{scenario}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
