#include "pressrun/app/image_urls.hpp"

#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(image_urls)

using namespace pressrun;
using namespace pressrun::test;

namespace {

asio::awaitable<app::DynamicImages> make_two(app::RunOptions options, app::Deps deps) {
  std::vector<DesignId> designs{DesignId{"a"}, DesignId{"b"}};
  return app::make_dynamic_images(std::move(designs), {}, std::move(options), std::move(deps));
}

HttpOutcome image(const std::string& design) {
  return reply(201,
               R"({"id":"i","design_id":")" + design +
                   R"(","formats":[{"id":"f","uid":"u","dynamic_image_url":"https://img.example/i/u"}]})");
}

std::string design_in(const std::string& target) { return target.substr(9, 1); }

JobSpec spec_at(std::size_t line) {
  JobSpec spec;
  spec.at.line = static_cast<decltype(spec.at.line)>(line);
  return spec;
}

Job job_with(const std::string& body, const DesignId& design) {
  Job job;
  job.design_id = design;
  job.body = body;
  return job;
}

struct Checked {
  app::WorkspaceSnapshot workspace;
  app::FindingSet findings;
  app::UrlCheck check{workspace, findings};

  Checked() {
    Design design;
    design.id = DesignId{"a"};
    design.type = DesignType::static_;
    design.formats = {{"one", 1, 1, "px"}, {"two", 1, 1, "px"}};
    workspace.designs.emplace(design.id, design);
    design.id = DesignId{"b"};
    design.type = DesignType::animated;
    workspace.designs.emplace(design.id, design);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(each_design_is_asked_for_once_and_bad_days_are_waited_out) {
  Reads reads;
  reads.transport.answer = [](const std::string& target, std::size_t number) {
    if (number == 1) return reply(503, "");
    if (number == 3)
      return reply(429, R"({"id":"request_rate_limited","message":"m"})", {{"Retry-After", "7"}});
    return image(design_in(target));
  };
  const app::DynamicImages images = reads.read(make_two);
  BOOST_TEST(images.made.size() == 2U);
  BOOST_TEST(images.refused.empty());
  BOOST_TEST(reads.transport.asked.size() == 4U);
  BOOST_CHECK(reads.elapsed() >= std::chrono::seconds{7});
}

BOOST_AUTO_TEST_CASE(a_refusal_of_one_does_not_hold_up_the_other) {
  Reads reads;
  reads.transport.answer = [](const std::string& target, std::size_t) {
    if (design_in(target) == "a") return reply(400, R"({"id":"template_not_active","message":"not active"})");
    return image("b");
  };
  const app::DynamicImages images = reads.read(make_two);
  BOOST_TEST(images.made.count("b") == 1U);
  BOOST_REQUIRE(images.refused.size() == 1U);
  BOOST_TEST(images.refused.front().second.id == "template_not_active");
}

BOOST_AUTO_TEST_CASE(a_refused_key_stops_all) {
  Reads reads;
  reads.transport.answer = [](const std::string&, std::size_t) {
    return reply(401, R"({"id":"unauthorized","message":"no"})");
  };
  const app::DynamicImages images = reads.read(make_two);
  BOOST_CHECK(images.stop == app::Stop::unauthorized);
  BOOST_TEST(reads.transport.asked.size() == 1U);
}

BOOST_AUTO_TEST_CASE(all_formats_count_where_none_is_named) {
  Checked checked;
  Job job = job_with(R"({"elements":{"title":{"payload":"x"}}})", DesignId{"a"});
  checked.check.look(spec_at(3), job);
  job.formats = {"one"};
  checked.check.look(spec_at(3), job);
  BOOST_TEST(checked.check.urls() == 3U);
  BOOST_TEST(checked.check.designs().size() == 1U);
  BOOST_TEST(!checked.findings.has_errors());
}

BOOST_AUTO_TEST_CASE(what_no_url_can_show_is_a_finding) {
  Checked checked;
  checked.check.look(spec_at(3), job_with("{}", DesignId{"b"}));
  checked.check.look(spec_at(4),
                     job_with(R"({"elements":{"photo":{"mask_properties":{"radius":1}}}})", DesignId{"a"}));
  const auto shown = checked.findings.shown();
  BOOST_REQUIRE(shown.size() == 2U);
  BOOST_TEST(shown[0].path == "design_id");
  BOOST_TEST(shown[1].path == "elements.photo.mask_properties");
  BOOST_TEST(checked.findings.has_errors());
}

BOOST_AUTO_TEST_SUITE_END()
