#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(model_workspace_templates)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

const std::string starter = "d2f6a1b8-3c54-4e97-a0b1-6e7f8c9d0a11";
const std::string campaigns = "9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10";

HttpResponse use(Bench& bench, const std::string& id, const std::string& body) {
  return bench.post("/workspace-templates/" + id + "/use", body);
}

std::string in_project(const std::string& id, const std::string& name = "Copied hero") {
  return R"({"project_id":")" + id + R"(","name":")" + name + "\"}";
}

}  // namespace

BOOST_AUTO_TEST_CASE(they_are_listed_by_type_and_category_and_are_no_designs) {
  Bench bench;
  const auto all = parsed(bench.get("/workspace-templates"));
  BOOST_TEST(all.as_array().size() == 2U);
  BOOST_TEST(!all.at(0).as_object().contains("design"));
  BOOST_TEST(parsed(bench.get("/workspace-templates?type=printer")).as_array().size() == 1U);
  BOOST_TEST(parsed(bench.get("/workspace-templates?type=nonsense")).as_array().size() == 2U);
  const auto categories = parsed(bench.get("/workspace-template-categories"));
  BOOST_REQUIRE(categories.as_array().size() == 1U);
  const std::string category = text(categories.at(0), "id");
  BOOST_TEST(parsed(bench.get("/workspace-templates?category_id=" + category)).as_array().size() == 1U);
  BOOST_TEST(id_of(bench.get("/workspace-templates?category_id=x")) == "invalid_payload");
  BOOST_TEST(bench.get("/designs/" + starter).status == 404);
}

BOOST_AUTO_TEST_CASE(a_copy_becomes_a_design_of_its_project) {
  Bench bench;
  const auto asked = use(bench, starter, in_project(campaigns));
  BOOST_REQUIRE(asked.status == 200);
  const std::string request = "/design-duplication-requests/" + text(parsed(asked), "duplication_request_id");
  BOOST_TEST(text(parsed(bench.get(request)), "status") == "INIT");
  BOOST_TEST(parsed(bench.get(request)).at("designs").as_array().empty());
  bench.now += 500ms;
  BOOST_TEST(text(parsed(bench.get(request)), "status") == "IN_PROGRESS");
  bench.now += 1s;
  const auto done = parsed(bench.get(request));
  BOOST_TEST(text(done, "status") == "COMPLETED");
  BOOST_TEST(text(done.at("target_project"), "id") == campaigns);
  const std::string made = text(done.at("designs").at(0), "target_design_id");
  const auto design = parsed(bench.get("/designs/" + made));
  BOOST_TEST(text(design, "name") == "Copied hero");
  BOOST_TEST(text(design, "project_id") == campaigns);
  BOOST_TEST(parsed(bench.get("/designs")).as_array().size() == 7U);
  bench.now += 24h * 8;
  BOOST_TEST(id_of(bench.get(request)) == "duplication_request_gone");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_copied_is_refused) {
  Bench bench;
  BOOST_TEST(id_of(use(bench, nobody, in_project(campaigns))) == "workspace_template_not_found");
  BOOST_TEST(id_of(use(bench, starter, in_project(nobody))) == "project_not_found");
  BOOST_TEST(id_of(use(bench, starter, "{}")) == "missing_required");
  BOOST_TEST(id_of(use(bench, starter, in_project(campaigns, "x"))) == "out_of_range");
  BOOST_TEST(id_of(bench.get("/design-duplication-requests/" + nobody)) == "duplication_request_not_found");
}

BOOST_AUTO_TEST_CASE(a_template_without_its_design_ends_as_an_error) {
  Scenario scenario = calm();
  scenario.templates =
      R"([{"id":")" + starter + R"(","name":"Broken","type":"static","design":")" + nobody + R"("}])";
  Bench bench{scenario};
  const auto asked = use(bench, starter, in_project(campaigns));
  bench.now += 2s;
  const auto done =
      parsed(bench.get("/design-duplication-requests/" + text(parsed(asked), "duplication_request_id")));
  BOOST_TEST(text(done, "status") == "ERROR");
  BOOST_TEST(done.at("completed_at_ts").is_null());
  BOOST_TEST(done.at("designs").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
