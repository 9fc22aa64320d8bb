#include "pressrun/views/explain_text.hpp"

#include "pressrun/domain/columns.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>

using namespace pressrun;
using views::Detail;
using views::explanation_text;

namespace {

app::ExplainedField field(const std::string& path, const std::string& value, std::uint32_t line) {
  static const auto manifest = std::make_shared<const std::string>("a.yaml");
  app::ExplainedField made;
  made.change = {path, std::nullopt, "\"" + value + "\""};
  made.at = {manifest, line, 5};
  return made;
}

/// A job with more to say than there is room for.
app::Explanation talkative() {
  app::Explanation job;
  job.key = JobKey{"hero/a"};
  job.is_wanted = true;
  job.decision.reason = app::PlanReason::changed;
  job.decision.is_other_content = true;
  job.decision.buys = job.decision.fresh = {"square", "story"};
  job.credits = 2;
  job.content = "sha256:00";
  job.entry.file = field("", "", 1).at.file;
  for (std::uint32_t line = 1; line <= 9; ++line)
    job.fields.push_back(field("elements.layer_" + std::to_string(line) + ".payload",
                               "a text that is longer than a line of a terminal, and then some more", line));
  job.fields[0].differs = true;
  job.fields[0].change.before = "\"something else that was there before, as long as the other\"";
  job.failures.push_back({"square", "text_too_long", "the text does not fit"});
  for (RequestNumber number = 1; number <= 5; ++number) {
    app::PastRequest past;
    past.request.number = number;
    past.request.ids.push_back({RequestId{"6f6a9ced-7264-4461-9e6f-d50768b1e89b"}, Proof::answer, false});
    past.request.final = true;
    job.history.push_back(std::move(past));
  }
  return job;
}

std::ptrdiff_t lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }

}  // namespace

BOOST_AUTO_TEST_SUITE(explain_texts)

BOOST_AUTO_TEST_CASE(twelve_lines_are_the_most_on_a_terminal_too) {
  BOOST_TEST(lines_of(explanation_text(talkative(), "a.yaml", Detail::usual)) <= 12);
  const std::string text = explanation_text(talkative(), "a.yaml", Detail::usual, 80);
  BOOST_TEST(lines_of(text) <= 12);
  BOOST_TEST(text.find("more fields (-v)") != std::string::npos);
  BOOST_TEST(text.find("3 earlier requests (-v)") != std::string::npos);
  BOOST_TEST(lines_of(explanation_text(talkative(), "a.yaml", Detail::everything)) > 14);
}

BOOST_AUTO_TEST_CASE(the_verdict_is_the_first_line_alone) {
  BOOST_TEST(explanation_text(talkative(), "a.yaml", Detail::verdict) ==
             "hero/a: changed: a run buys square, story for 2 credits\n");
}

BOOST_AUTO_TEST_CASE(what_is_in_doubt_is_settled_by_attaching_its_id_first) {
  app::Explanation job = talkative();
  job.decision.reason = app::PlanReason::in_doubt;
  job.decision.buys.clear();
  const std::string text = explanation_text(job, "a.yaml", Detail::verdict);
  BOOST_TEST(text.find("pressrun resolve a.yaml --job hero/a --as id=UUID") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_equal_job_pays_for_both) {
  app::Explanation job = talkative();
  job.decision.fresh.clear();
  BOOST_TEST(explanation_text(job, "a.yaml", Detail::verdict).find("for both") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(texts_of_a_server_drive_no_terminal) {
  app::Explanation job = talkative();
  job.failures[0].message = "\x1B[2J";
  job.key = JobKey{"hero/\x1B[31m"};
  BOOST_TEST(explanation_text(job, "a.yaml", Detail::everything).find('\x1B') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
