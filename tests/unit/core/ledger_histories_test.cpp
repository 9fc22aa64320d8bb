// Histories that nobody would think of: the ledger against an adversary who draws everything that may happen.
// PRESSRUN_SEEDS raises their number.
#include "unit/core/ledger_book.hpp"
#include "unit/core/ledger_world.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <map>

BOOST_AUTO_TEST_SUITE(ledger_histories)

using namespace pressrun;
using test::Book;
using test::Draw;
using test::LedgerWorld;
using test::Sabotage;

namespace {

std::uint64_t seeds(std::uint64_t usual) {
  const char* text = std::getenv("PRESSRUN_SEEDS");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : usual;
}

constexpr int steps = 40;

/// The first complaint of a history; empty: there is none.
std::string complaint_of(std::uint64_t seed, Sabotage sabotage = Sabotage::none) {
  LedgerWorld world{seed, sabotage};
  for (int i = 0; i < steps && world.complaints().empty(); ++i) world.step();
  if (world.complaints().empty() && seed % 32 == 0) world.leave_alone();
  if (world.complaints().empty()) return {};
  return world.complaints().front() + "\n" + world.books();
}

struct DrawnJob {
  std::size_t content = 0;
  Formats wanted;
};
using Manifest = std::vector<DrawnJob>;

const Formats all_there{"a", "b", "c"};

Manifest draw_manifest(Draw& draw) {
  Manifest manifest;
  const std::size_t jobs = 1 + draw.below(8);
  for (std::size_t i = 0; i < jobs; ++i) {
    DrawnJob job{draw.below(4), {}};
    const std::size_t formats = draw.below(4);
    for (std::size_t f = 0; f < formats; ++f) job.wanted.push_back(all_there[draw.below(3)]);
    manifest.push_back(std::move(job));
  }
  return manifest;
}

/// Runs a manifest to its end: everything that is asked for comes.
void run(const Manifest& manifest, std::map<std::size_t, Book>& books) {
  for (auto& [content, book] : books) book.begin_run();
  for (const DrawnJob& job : manifest) {
    Book& book = books[job.content];
    if (book.needs(job.wanted).needs_design) {
      book.read_design(1, {{"a", "1"}, {"b", "1"}, {"c", "1"}});
      book.design_is_known = true;
    }
    const RequestNumber number = book.buy(job.wanted);
    if (number == 0) continue;
    const bool all = book.request(number).formats == Formats{"*"};
    book.deliver(number, all ? all_there : book.request(number).formats);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_history_pays_twice_loses_anything_or_never_ends) {
  int shown = 0;
  for (std::uint64_t seed = 0; seed < seeds(20'000); ++seed) {
    const std::string complaint = complaint_of(seed);
    if (complaint.empty()) continue;
    BOOST_ERROR("seed " << seed << ": " << complaint);
    if (++shown == 5) break;
  }
}

BOOST_AUTO_TEST_CASE(whoever_breaks_a_rule_is_noticed) {
  struct Case {
    const char* name;
    Sabotage sabotage;
  };
  for (const Case& each : {Case{"1: buys what is covered", Sabotage::buys_unasked},
                           Case{"1: orders without end", Sabotage::forgets_orders_are_done},
                           Case{"3: forgets an accepted id", Sabotage::forgets_ids},
                           Case{"3: forgets a banner that was seen", Sabotage::forgets_banners},
                           Case{"4: ignores the limits", Sabotage::ignores_limits},
                           Case{"5: reads a loss as a refusal", Sabotage::reads_loss_as_refusal},
                           Case{"5: reads a 404 as a failure", Sabotage::reads_gone_as_failure}}) {
    BOOST_TEST_CONTEXT(each.name) {
      bool noticed = false;
      for (std::uint64_t seed = 0; seed < 400 && !noticed; ++seed)
        noticed = !complaint_of(seed, each.sabotage).empty();
      BOOST_TEST(noticed);
    }
  }
}

BOOST_AUTO_TEST_CASE(one_manifest_another_and_the_first_again_buy_each_rendition_once) {
  for (std::uint64_t seed = 0; seed < seeds(1'000); ++seed) {
    Draw draw{seed};
    const Manifest a = draw_manifest(draw);
    const Manifest b = draw_manifest(draw);
    std::map<std::size_t, Book> books;
    for (std::size_t content = 0; content < 4; ++content) {
      books[content].design_is_known = draw.percent(50);
      if (books[content].design_is_known) books[content].read_design(1, {{"a", "1"}, {"b", "1"}, {"c", "1"}});
    }
    for (const Manifest* manifest : {&a, &b, &a}) run(*manifest, books);
    for (const auto& [content, book] : books) {
      std::map<std::string, int> bought;
      for (const GenerationRequest& request : book.record.requests) {
        for (const Asset& asset : request.assets) ++bought[asset.format];
      }
      for (const auto& [format, times] : bought) {
        if (times != 1)
          BOOST_ERROR("seed " << seed << ": content " << content << " '" << format << "' " << times
                              << " times");
      }
    }
    for (const Manifest* manifest : {&a, &b}) {
      for (const DrawnJob& job : *manifest) {
        if (books[job.content].status(job.wanted) != JobStatus::succeeded)
          BOOST_ERROR("seed " << seed << ": a job of content " << job.content << " is not there");
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
