#include "pressrun/core/bundler.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

namespace {

std::string digest(char digit) { return "sha256:" + std::string(64, digit); }

Job job(std::size_t position, char bundle, char request) {
  Job made;
  made.position = position;
  made.bundle = Fingerprint{bundle == ' ' ? "" : digest(bundle)};
  made.fingerprint = Fingerprint{digest(request)};
  return made;
}

using Part = Bundler::Part;

}  // namespace

BOOST_AUTO_TEST_SUITE(bundler)

BOOST_AUTO_TEST_CASE(jobs_that_differ_in_formats_alone_join_the_first) {
  Bundler bundler;
  BOOST_CHECK(bundler.place(job(3, 'a', '1')).part == Part::leads);
  BOOST_CHECK(bundler.place(job(4, 'b', '2')).part == Part::leads);
  const Bundler::Place place = bundler.place(job(5, 'a', '3'));
  BOOST_CHECK(place.part == Part::joins);
  BOOST_TEST(place.lead == 3U);
}

BOOST_AUTO_TEST_CASE(an_identical_job_asks_for_nothing_more) {
  Bundler bundler;
  bundler.place(job(0, 'a', '1'));
  const Bundler::Place place = bundler.place(job(1, 'a', '1'));
  BOOST_CHECK(place.part == Part::repeats);
  BOOST_TEST(place.lead == 0U);
}

BOOST_AUTO_TEST_CASE(a_job_without_a_bundle_goes_alone_even_if_identical) {
  Bundler bundler;
  bundler.place(job(0, ' ', '1'));
  BOOST_CHECK(bundler.place(job(1, ' ', '1')).part == Part::leads);
}

BOOST_AUTO_TEST_CASE(the_second_half_of_a_digest_counts_too) {
  Bundler bundler;
  Job first = job(0, 'a', '1');
  Job second = job(1, 'a', '2');
  second.bundle.text[7 + 31] = 'b';
  bundler.place(first);
  BOOST_CHECK(bundler.place(second).part == Part::leads);
}

BOOST_AUTO_TEST_SUITE_END()
