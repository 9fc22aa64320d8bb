#include "pressrun/core/bundle_share.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

namespace {

using Formats = std::vector<std::string>;

Asset asset(const std::string& format) {
  Asset made;
  made.format = format;
  return made;
}

JobEvent finalized(const Formats& assets, std::vector<Failure> failures = {}, Formats again = {}) {
  Finalized all;
  for (const std::string& format : assets) all.assets.push_back(asset(format));
  all.failures = std::move(failures);
  all.worth_retrying = std::move(again);
  return PollOutcome{all};
}

Finalized part(const JobEvent& event) { return std::get<Finalized>(std::get<PollOutcome>(event)); }

Formats formats_in(const JobEvent& event) {
  Formats formats;
  for (const Asset& each : part(event).assets) formats.push_back(each.format);
  return formats;
}

Formats formats(std::initializer_list<const char*> names) { return {names.begin(), names.end()}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(bundle_share)

BOOST_AUTO_TEST_CASE(each_gets_the_formats_it_asked_for) {
  const auto shares = shares_of(finalized({"a", "b", "c"}), {{"a", "b"}, {"b", "c"}});
  BOOST_TEST(formats_in(shares[0]) == formats({"a", "b"}));
  BOOST_TEST(formats_in(shares[1]) == formats({"b", "c"}));
}

BOOST_AUTO_TEST_CASE(identical_jobs_get_everything) {
  const auto shares = shares_of(finalized({"a", "b"}), {{}, {}});
  BOOST_TEST(formats_in(shares[0]) == formats({"a", "b"}));
  BOOST_TEST(formats_in(shares[1]) == formats({"a", "b"}));
}

BOOST_AUTO_TEST_CASE(what_nobody_asked_for_is_nobodys) {
  const auto shares = shares_of(finalized({"a", "x"}), {{"a"}, {"b"}});
  BOOST_TEST(formats_in(shares[0]) == formats({"a"}));
  BOOST_TEST(formats_in(shares[1]).empty());
}

BOOST_AUTO_TEST_CASE(a_job_resumed_alone_gets_no_more_than_it_asked_for) {
  const JobEvent whole = finalized({"a", "b"}, {{"b", "timeout", "late"}, {"a", "fit", "no"}}, {"a", "b"});
  const auto alone = shares_of(whole, {{"a"}});
  BOOST_TEST(formats_in(alone[0]) == formats({"a"}));
  BOOST_TEST(part(alone[0]).failures.size() == 1U);
  BOOST_TEST(part(alone[0]).worth_retrying == formats({"a"}));
  BOOST_TEST(formats_in(shares_of(whole, {{}})[0]) == formats({"a", "b"}));
}

BOOST_AUTO_TEST_CASE(a_picture_that_names_no_format_is_of_who_asked_for_all_or_else_of_all) {
  const auto shares = shares_of(finalized({""}), {{}, {"b"}});
  BOOST_TEST(formats_in(shares[0]) == formats({""}));
  BOOST_TEST(formats_in(shares[1]).empty());
  BOOST_TEST(formats_in(shares_of(finalized({""}), {{"b"}})[0]) == formats({""}));
  for (const std::size_t each : {0U, 1U})
    BOOST_TEST(formats_in(shares_of(finalized({""}), {{"a"}, {"b"}})[each]) == formats({""}));
}

BOOST_AUTO_TEST_CASE(a_failure_is_of_those_who_asked_and_without_a_format_of_all) {
  const auto shares =
      shares_of(finalized({}, {{"a", "timeout", "late"}, {"", "whole", "all of it"}}, {"a"}), {{"a"}, {"b"}});
  BOOST_TEST(part(shares[0]).failures.size() == 2U);
  BOOST_TEST(part(shares[0]).worth_retrying == formats({"a"}));
  BOOST_TEST(part(shares[1]).failures.size() == 1U);
  BOOST_TEST(part(shares[1]).worth_retrying.empty());
}

BOOST_AUTO_TEST_CASE(a_rejection_is_no_verdict_on_any_of_several) {
  const JobEvent rejected = SubmitOutcome{Refused{Refusal::rejected, {"", "format_not_found", "no b"}, {}}};
  BOOST_TEST(goes_apart(rejected));
  for (const JobEvent& share : shares_of(rejected, {{"a"}, {"b"}}))
    BOOST_CHECK(std::get<Refused>(std::get<SubmitOutcome>(share)).why == Refusal::throttled);
  const auto alone = shares_of(rejected, {{"a"}});
  BOOST_CHECK(std::get<Refused>(std::get<SubmitOutcome>(alone[0])).why == Refusal::rejected);
}

BOOST_AUTO_TEST_CASE(an_unknown_outcome_is_everyones) {
  const JobEvent unknown = SubmitOutcome{OutcomeUnknown{{"", "lost", "no answer"}}};
  BOOST_TEST(!goes_apart(unknown));
  for (const JobEvent& share : shares_of(unknown, {{"a"}, {"b"}}))
    BOOST_CHECK(std::holds_alternative<OutcomeUnknown>(std::get<SubmitOutcome>(share)));
}

BOOST_AUTO_TEST_CASE(united_formats_stand_once_and_in_order) {
  BOOST_TEST(united({{"b", "a"}, {"a", "c"}}) == formats({"b", "a", "c"}));
  BOOST_TEST(united({{"b"}, {}}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
