#include "app/call_gate.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(call_gate)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

/// Another process on the same budget.
class OtherProcess final : public SharedCalls {
 public:
  std::vector<BookedCall> take() override {
    held = true;
    return std::exchange(theirs, {});
  }
  void release(const std::vector<BookedCall>& mine) override {
    held = false;
    told.insert(told.end(), mine.begin(), mine.end());
  }

  std::vector<BookedCall> theirs;
  std::vector<BookedCall> told;
  bool held = false;
};

struct Gate : OneCampaign {
  OtherProcess other;
  app::Deps shared = with_other();
  app::CallGate gate{shared};

  app::Deps with_other() {
    app::Deps made = deps();
    made.shared_calls = &other;
    return made;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_decision_knows_what_others_have_booked_and_tells_them_its_own, Gate) {
  for (int i = 0; i < 10; ++i) other.theirs.push_back({Tier::none, clock.now()});
  const Instant at = gate.decide([&] {
    BOOST_TEST(other.held);
    const Instant earliest = budget.earliest(Tier::none, clock.now());
    budget.depart(Tier::none, earliest);
    return earliest;
  });
  BOOST_CHECK(at >= clock.now() + 1s);  // ten a second are theirs
  BOOST_TEST(!other.held);
  BOOST_REQUIRE(other.told.size() == 1U);
  BOOST_CHECK(other.told.front().at == at);
}

BOOST_FIXTURE_TEST_CASE(a_call_leaves_in_its_slot_and_is_counted, Gate) {
  const Instant at = clock.now() + 3s;
  BOOST_CHECK(ask(gate.depart(at)) == at);
  BOOST_TEST(gate.calls_per_second() > 0);
  BOOST_CHECK(ask(gate.depart(at - 2s)) == at);  // late: it leaves now
}

BOOST_FIXTURE_TEST_CASE(a_call_that_is_cut_off_brings_nothing, Gate) {
  asio::cancellation_signal cut_off;
  transport.answer = [](const std::string&, std::size_t) { return reply(200, "{}"); };
  BOOST_TEST(ask(gate.perform(cut_off, transport.send({}, 1s))).has_value());
  transport.delay = 1h;
  watch = [&](Duration) { cut_off.emit(asio::cancellation_type::terminal); };
  BOOST_TEST(!ask(gate.perform(cut_off, transport.send({}, 1s))).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
