#include "pressrun/app/plan.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan)

using namespace pressrun;
using namespace pressrun::app;
using namespace std::chrono_literals;

namespace {

const WallTime now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27}};

Job job_of(Formats formats, char content = 'a') {
  Job made;
  made.key = JobKey{"hero/a"};
  made.design_id = DesignId{"d"};
  made.formats = std::move(formats);
  made.content = "sha256:" + std::string(64, content);
  return made;
}

GenerationRequest request(Formats formats) {
  GenerationRequest made;
  made.number = 1;
  made.run = 1;
  made.formats = std::move(formats);
  made.intended_at = made.as_of = now - 1h;
  return made;
}

ContentRecord record_of(GenerationRequest made) {
  ContentRecord record;
  record.requests.push_back(std::move(made));
  return record;
}

ContentRecord delivered(const Formats& formats) {
  GenerationRequest made = request(formats);
  made.final = true;
  made.ended_at = now - 1h;
  made.ids = {{RequestId{"r"}, Proof::answer, false}};
  for (const std::string& format : formats) {
    Asset asset;
    asset.format = format;
    asset.id = asset.url = "https://x/" + format;
    made.assets.push_back(asset);
  }
  return record_of(std::move(made));
}

PlanOptions at_now() {
  PlanOptions options;
  options.now = now;
  return options;
}

PlanDecision decided(const Job& job, const ContentRecord& record, PlanOptions options = at_now()) {
  return decide(job, record, record.requests.empty(), false, nullptr, options);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_never_bought_is_new_or_changed) {
  const PlanDecision fresh = decided(job_of({"a", "b"}), {});
  BOOST_CHECK(fresh.reason == PlanReason::is_new);
  BOOST_TEST(fresh.buys == (Formats{"a", "b"}), boost::test_tools::per_element());
  const PlanDecision changed = decide(job_of({"a"}), {}, false, true, nullptr, at_now());
  BOOST_CHECK(changed.reason == PlanReason::changed);
}

BOOST_AUTO_TEST_CASE(what_is_there_is_unchanged_whatever_its_order_and_key) {
  const PlanDecision kept = decide(job_of({"b", "a"}), delivered({"a", "b"}), true, false, nullptr, at_now());
  BOOST_CHECK(kept.reason == PlanReason::unchanged);
  BOOST_TEST(kept.buys.empty());
}

BOOST_AUTO_TEST_CASE(an_added_format_is_bought_alone) {
  const PlanDecision made = decided(job_of({"a", "b"}), delivered({"a"}));
  BOOST_CHECK(made.reason == PlanReason::changed);
  BOOST_TEST(made.buys == Formats{"b"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_out_is_polled_and_what_is_in_doubt_is_held) {
  GenerationRequest out = request({"a"});
  out.ids = {{RequestId{"r"}, Proof::answer, false}};
  BOOST_CHECK(decided(job_of({"a"}), record_of(out)).reason == PlanReason::rendering);
  GenerationRequest lost = request({"a"});
  lost.doubt = Failure{"", "connection_lost", "", Recovery::never};
  const PlanDecision held = decided(job_of({"a"}), record_of(lost));
  BOOST_CHECK(held.reason == PlanReason::in_doubt);
  BOOST_TEST(held.buys.empty());
  PlanOptions resubmits = at_now();
  resubmits.resubmit_in_doubt = true;
  const PlanDecision again = decided(job_of({"a"}), record_of(lost), resubmits);
  BOOST_CHECK(again.reason == PlanReason::resubmitted);
  BOOST_TEST(again.buys.size() == 1U);
}

BOOST_AUTO_TEST_CASE(force_orders_what_is_there_and_nothing_that_is_out) {
  PlanOptions force = at_now();
  force.force = true;
  BOOST_CHECK(decided(job_of({"a"}), delivered({"a"}), force).reason == PlanReason::forced);
  GenerationRequest out = request({"a"});
  out.ids = {{RequestId{"r"}, Proof::answer, false}};
  BOOST_TEST(decided(job_of({"a"}), record_of(out), force).buys.empty());
}

BOOST_AUTO_TEST_CASE(what_failed_for_good_is_given_up_until_somebody_asks) {
  GenerationRequest failed = request({"a"});
  failed.final = true;
  failed.ended_at = now - 1h;
  failed.failures = {{"a", "cannot_build_banner", "The text cannot fit.", Recovery::never}};
  BOOST_CHECK(decided(job_of({"a"}), record_of(failed)).reason == PlanReason::given_up);
  PlanOptions retry = at_now();
  retry.retry_failed = true;
  BOOST_CHECK(decided(job_of({"a"}), record_of(failed), retry).reason == PlanReason::failed_before);
}

BOOST_AUTO_TEST_CASE(equal_jobs_are_bought_once_and_overlapping_formats_once) {
  PlannedPurchases purchases;
  const auto joined = [&](const Job& job, AccountNumber account = 1) {
    PlanDecision made = decided(job, {});
    purchases.join(made, job, account);
    return made;
  };
  BOOST_TEST(joined(job_of({"a", "b"})).leads);
  const PlanDecision wider = joined(job_of({"b", "c"}));
  BOOST_TEST(!wider.leads);
  BOOST_TEST(wider.fresh == Formats{"c"}, boost::test_tools::per_element());
  BOOST_TEST(joined(job_of({"c", "a"})).fresh.empty());
  BOOST_TEST(joined(job_of({"a"}, 'b')).leads);
  BOOST_TEST(joined(job_of({"a"}), 2).leads);
}

BOOST_AUTO_TEST_CASE(an_equal_job_with_another_callback_is_told) {
  PlannedPurchases purchases;
  Job first = job_of({"a"});
  first.callback_url = "https://x/1";
  PlanDecision made = decided(first, {});
  purchases.join(made, first, 1);
  BOOST_TEST(!made.other_call);
  Job second = first;
  made = decided(second, {});
  purchases.join(made, second, 1);
  BOOST_TEST(!made.other_call);
  second.callback_url = "https://x/2";
  made = decided(second, {});
  purchases.join(made, second, 1);
  BOOST_TEST(made.other_call);
}

BOOST_AUTO_TEST_SUITE_END()
