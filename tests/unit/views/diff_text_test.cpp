#include "pressrun/views/diff_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(diff_texts)

using namespace pressrun;
using namespace pressrun::views;

namespace {

app::RunDiff two_runs() {
  app::RunDiff diff;
  diff.from.id = RunId{"one"};
  diff.from.ending = "finished";
  diff.to.id = RunId{"two"};
  return diff;
}

Asset asset(const std::string& url) {
  Asset made;
  made.format = "square";
  made.url = url;
  return made;
}

app::DiffedJob changed(const std::string& key, const std::string& before, const std::string& now) {
  app::DiffedJob job;
  job.change = {JobKey{key}, JobThen{}, JobThen{}};
  job.difference = app::JobDifference::changed;
  job.fields.push_back({"elements.title.payload", "\"" + before + "\"", "\"" + now + "\""});
  return job;
}

}  // namespace

BOOST_AUTO_TEST_CASE(runs_that_do_not_differ_say_so) {
  BOOST_TEST(diff_text(two_runs(), false) ==
             "from  one  1970-01-01T00:00:00Z  finished\nto    two  1970-01-01T00:00:00Z\nno job differs\n");
}

BOOST_AUTO_TEST_CASE(each_job_has_its_sign_its_fields_and_its_pictures) {
  app::RunDiff diff = two_runs();
  diff.jobs.push_back(changed("hero/1", "old", "new"));
  const Asset before = asset("https://files.test/1.png");
  const Asset after = asset("https://files.test/2.png");
  diff.jobs.back().pictures = {{"square", &before, &after}, {"", nullptr, &after}};
  app::DiffedJob gone;
  gone.change = {JobKey{"hero/2"}, JobThen{}, std::nullopt};
  gone.difference = app::JobDifference::gone;
  diff.jobs.push_back(std::move(gone));
  const std::string text = diff_text(diff, false);
  BOOST_TEST(
      text.find(
          "1 gone, 1 changed; 2 pictures differ\n"
          "~ hero/1\n    elements.title.payload: \"old\" → \"new\"\n    pictures: square, document (new)\n"
          "- hero/2\n") != std::string::npos);
  const std::string whole = diff_text(diff, true);
  BOOST_TEST(whole.find("    square\n      - https://files.test/1.png\n      + https://files.test/2.png\n") !=
             std::string::npos);
  const auto made = diff_json(diff);
  BOOST_TEST(boost::json::serialize(made.at("jobs").at(0).at("fields")) ==
             R"([{"path":"elements.title.payload","old":"old","new":"new"}])");
  BOOST_TEST(made.at("jobs").at(1).at("difference").as_string() == "gone");
}

BOOST_AUTO_TEST_CASE(texts_of_others_cannot_drive_the_terminal) {
  app::RunDiff diff = two_runs();
  diff.jobs.push_back(changed("hero/\x1B[2J", "\\u001b[31m", "x"));
  BOOST_TEST(diff_text(diff, true).find('\x1B') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
