#include "pressrun/manifest/notify_sink.hpp"
#include "unit/manifest/loaded.hpp"

#include <boost/json.hpp>

BOOST_FIXTURE_TEST_SUITE(notify, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using manifest::NotifyKind;
using manifest::NotifySink;
using manifest::NotifyState;

namespace {

const std::string body = "    elements: {title: {payload: A kite}}\n";

std::vector<NotifySink> sinks_of(const Loaded& loaded, const manifest::NotifyValues& values = {}) {
  const auto make = loaded.result.manifest->sinks();
  return make ? make(values) : std::vector<NotifySink>{};
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_sinks_nobody_is_told) {
  load(with_entry(body));
  BOOST_TEST(!result.manifest->sinks());
}

BOOST_AUTO_TEST_CASE(a_sink_hears_of_trouble_unless_it_says_otherwise_and_a_ping_of_all) {
  load(with_entry(
      body,
      "notify: [{command: [tell, -x]}, {ping: https://a.test/1}, {http: https://b.test, on: nothing}]\n"));
  BOOST_TEST(page() == "");
  const auto sinks = sinks_of(*this);
  BOOST_TEST_REQUIRE(sinks.size() == 3U);
  BOOST_TEST((sinks[0].kind == NotifyKind::command));
  BOOST_TEST(sinks[0].command == (std::vector<std::string>{"tell", "-x"}), boost::test_tools::per_element());
  BOOST_TEST(sinks[0].wants(NotifyState::doubt));
  BOOST_TEST(sinks[0].wants(NotifyState::budget));
  BOOST_TEST(!sinks[0].wants(NotifyState::success));
  BOOST_TEST(!sinks[0].wants(NotifyState::start));
  BOOST_TEST(sinks[1].wants(NotifyState::start));
  BOOST_TEST(sinks[1].wants(NotifyState::success));
  BOOST_TEST(sinks[2].wants(NotifyState::nothing));
  BOOST_TEST(!sinks[2].wants(NotifyState::failure));
}

BOOST_AUTO_TEST_CASE(secrets_of_the_environment_are_read_here_and_nowhere_else) {
  sources.variables["HOOK_TOKEN"] = "t0p";
  load(with_entry(body, "notify: [{http: 'https://a.test/${env.HOOK_TOKEN}'}]\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(sinks_of(*this).at(0).url == "https://a.test/t0p");
  load(with_entry("    elements: {title: {payload: '${env.HOOK_TOKEN}'}}\n"));
  BOOST_TEST(page().find("is not read") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(values_cannot_break_out_of_a_body_that_is_json) {
  load(with_entry(body,
                  "notify: [{http: https://a.test, body: '{\"text\": \"${message}\"}'}, {http: "
                  "https://a.test, body: 'say: ${message}'}]\n"));
  BOOST_TEST(page() == "");
  manifest::NotifyValues values{{"message", "a \"b\" \\ \n${vars.x}"}};
  const auto sinks = sinks_of(*this, values);
  BOOST_TEST(boost::json::parse(sinks.at(0).body).at("text").as_string() == "a \"b\" \\ \n${vars.x}");
  BOOST_TEST(sinks.at(1).body == "say: a \"b\" \\ \n${vars.x}");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_at_its_place) {
  load(with_entry(body,
                  "notify: [{ping: https://a.test, on: [failur]}, {command: tell}, {http: mailto:x}, {}, "
                  "{ping: https://a.test, body: x},"
                  " {http: https://a.test, body: '${massage}'}]\n"));
  for (const char* part :
       {"did you mean 'failure'?", "'command' must be a list", "'http' must be a web address",
        "one of 'ping', 'command' and 'http'", "'body' belongs to 'http'", "did you mean 'message'?"})
    BOOST_TEST((page().find(part) != std::string::npos), part << "\n" << page());
  load(with_entry(body, "notify: yes\n"));
  BOOST_TEST(page().find("'notify' must be a list") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
