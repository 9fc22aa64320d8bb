// Preflight and the simulated API check values by tables that were written apart. Here thousands of requests,
// sound and spoilt, go to both: what preflight passes the API must take with every name in effect, what it
// refuses the API must refuse or ignore in silence. A row of differential_table.cpp says why they differ.
#include "integration/differential_bodies.hpp"
#include "integration/differential_table.hpp"
#include "pressrun/api/file_types.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>

BOOST_AUTO_TEST_SUITE(differential)

using namespace pressrun;
using namespace pressrun::test;

namespace {

constexpr std::uint64_t bodies = 10000;
constexpr std::array types{DesignType::static_, DesignType::animated, DesignType::printer,
                           DesignType::printer_multipage};

struct Tally {
  std::size_t passed = 0;
  std::size_t warned = 0;
  std::size_t late = 0;         ///< something in it came after the version that answers
  std::size_t refused = 0;      ///< by preflight
  std::size_t refused_too = 0;  ///< of these, by the API
  std::size_t ignored = 0;      ///< of these, taken without effect
  std::size_t unexplained = 0;
  std::map<std::string_view, std::size_t> rows;
};

bool is_late(const Diagnostic& finding) {
  return finding.message.find(" came with v2026-") != std::string::npos;
}

void count(const Verdicts& verdicts, Tally& tally) {
  tally.late += std::ranges::any_of(verdicts.findings.items, is_late) ? 1U : 0U;
  if (verdicts.findings.items.empty()) {
    ++tally.passed;
  } else if (!verdicts.findings.has_errors()) {
    ++tally.warned;
  } else {
    ++tally.refused;
    if (verdicts.status != 200) ++tally.refused_too;
    if (verdicts.status == 200 && !verdicts.ignored.empty()) ++tally.ignored;
  }
}

const Understood* row_of(const Dispute& dispute) {
  for (const Understood& row : understood()) {
    if (row.what == dispute.what && row.covers(dispute)) return &row;
  }
  return nullptr;
}

std::string_view words(Difference what) {
  switch (what) {
    case Difference::passed_but_refused:
      return "preflight passes what the API refuses";
    case Difference::passed_but_ignored:
      return "preflight passes what the API ignores";
    case Difference::refused_but_taken:
      break;
  }
  return "preflight refuses what the API takes";
}

void complain(const Dispute& dispute, const Verdicts& verdicts, std::uint64_t number, Tally& tally) {
  constexpr std::size_t most_shown = 20;
  if (++tally.unexplained > most_shown) return;
  BOOST_ERROR("number " << number << ": " << words(dispute.what) << ": '" << dispute.path << "' "
                        << dispute.text.substr(0, 300) << "\n  " << verdicts.body.substr(0, 2000));
}

/// One design; the numbers of its requests begin at `first`.
Tally tally_of(Sides& sides, DesignType type, std::uint64_t first) {
  sides.choose(type);
  const BodyMaker maker{sides.design(), sides.make_visual()};
  Tally tally;
  for (std::uint64_t number = first; number < first + bodies; ++number) {
    const Verdicts verdicts = sides.compare(maker.request(number));
    count(verdicts, tally);
    for (const Dispute& dispute : disputes_of(verdicts)) {
      const Understood* row = row_of(dispute);
      if (row == nullptr) complain(dispute, verdicts, number, tally);
      if (row != nullptr) ++tally.rows[row->name];
    }
  }
  return tally;
}

void print(DesignType type, const Tally& tally) {
  std::cout << api::name_of(type) << ": " << bodies << " bodies, " << tally.passed << " passed, "
            << tally.warned << " with warnings, " << tally.refused << " refused (" << tally.refused_too
            << " by the API too, " << tally.ignored << " ignored in silence), " << tally.unexplained
            << " unexplained; " << tally.late << " with something later than the API";
  for (const auto& [name, times] : tally.rows) std::cout << "; " << name << ": " << times;
  std::cout << std::endl;
}

}  // namespace

BOOST_AUTO_TEST_CASE(preflight_and_the_simulated_api_agree_but_for_what_is_understood) {
  Sides sides;
  std::map<std::string_view, std::size_t> used;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Tally tally = tally_of(sides, types[i], i * 1'000'000);
    print(types[i], tally);
    BOOST_TEST(tally.unexplained == 0, tally.unexplained << " disagreements are not understood");
    // Neither side may win by refusing, or taking, everything.
    BOOST_TEST(tally.passed + tally.warned > bodies / 4);
    BOOST_TEST(tally.refused_too > bodies / 8);
    BOOST_TEST(tally.ignored > bodies / 50);
    BOOST_TEST(tally.late > 0U);
    for (const auto& [name, times] : tally.rows) used[name] += times;
  }
  for (const Understood& row : understood())
    BOOST_TEST(used.contains(row.name), "nothing differs any more by '" << row.name << "'");
}

BOOST_AUTO_TEST_SUITE_END()
