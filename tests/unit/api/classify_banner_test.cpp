// GET /banners/{id}, which brings an address later, and POST /auth, which names the workspace.
#include "pressrun/api/classify.hpp"
#include "unit/api/answers.hpp"
#include "unit/api/printing.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(classify_banner_)

using namespace pressrun;
using namespace pressrun::api;
using namespace std::chrono_literals;

namespace {

const std::string id = "b0000000-0000-4000-8000-000000000001";

BannerOutcome read(const HttpOutcome& outcome) { return classify_banner(outcome, test_now, id).outcome; }
AuthOutcome verified(const HttpOutcome& outcome) { return classify_auth(outcome, test_now).outcome; }

template <class Outcome>
TroubleKind trouble(const Outcome& outcome) {
  BOOST_REQUIRE(std::holds_alternative<Trouble>(outcome));
  return std::get<Trouble>(outcome).kind;
}

std::string banner(const std::string& more) { return R"({"id":")" + id + R"(",)" + more + "}"; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_is_read_as_in_any_other_answer) {
  const auto got = read(answer(200, banner(R"("file":{"type":"png","url":"https://f.test/a.png"},
    "format":{"id":"square"},"template":{"id":"11111111-1111-4111-8111-111111111111"},"version":3)")));
  BOOST_REQUIRE(std::holds_alternative<Asset>(got));
  const Asset& asset = std::get<Asset>(got);
  BOOST_TEST(asset.id == id);
  BOOST_TEST(asset.url == "https://f.test/a.png");
  BOOST_TEST(asset.format == "square");
  BOOST_TEST(asset.template_id == "11111111-1111-4111-8111-111111111111");
}

BOOST_AUTO_TEST_CASE(its_address_may_still_be_missing) {
  BOOST_TEST(std::get<Asset>(read(answer(200, banner(R"("file":{"url":null})")))).url.empty());
  const auto stand_in = read(answer(200, banner(R"("file":{"cdn_url":"https://c.test/a.png"})")));
  BOOST_TEST(std::get<Asset>(stand_in).url == "https://c.test/a.png");
}

BOOST_AUTO_TEST_CASE(an_id_that_is_left_out_is_the_one_that_was_asked_for) {
  const auto got = read(answer(200, R"({"file":{"url":"https://f.test/a.png"}})"));
  BOOST_TEST(std::get<Asset>(got).id == id);
}

BOOST_AUTO_TEST_CASE(what_is_no_banner_is_asked_for_again) {
  for (const std::string& body :
       {std::string{}, std::string{"{}"}, std::string{"[]"}, envelope("x"),
        std::string{
            R"({"id":"b0000000-0000-4000-8000-000000000002","file":{"url":"https://f.test/a.png"}})"}})
    BOOST_CHECK(trouble(read(answer(200, body))) == TroubleKind::transient);
}

BOOST_AUTO_TEST_CASE(statuses_of_a_banner_have_their_meaning) {
  BOOST_CHECK(trouble(read(answer(404, envelope("visual_not_found")))) == TroubleKind::not_found);
  BOOST_CHECK(trouble(read(answer(404, "<html>"))) == TroubleKind::transient);
  BOOST_CHECK(trouble(read(answer(401, envelope("unauthorized")))) == TroubleKind::unauthorized);
  BOOST_CHECK(trouble(read(answer(503))) == TroubleKind::transient);
  BOOST_CHECK(trouble(read(lost(TransportError::timeout, true))) == TroubleKind::transient);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_accepted_names_its_workspace) {
  const auto got = verified(answer(200, R"({"company":"Kites & Co","version":"v2026-08-21"})"));
  BOOST_TEST(std::get<KeyAccepted>(got).workspace == "Kites & Co");
  BOOST_TEST(std::get<KeyAccepted>(verified(answer(200, "{}"))).workspace.empty());
}

BOOST_AUTO_TEST_CASE(only_a_401_refuses_the_key) {
  struct Case {
    int status;
    std::string body;
    TroubleKind kind;
  };
  const std::vector<Case> cases{
      {401, envelope("unauthorized"), TroubleKind::unauthorized},
      {401, envelope("api_access_denied"), TroubleKind::unauthorized},
      {401, "<html>", TroubleKind::unauthorized},
      {403, "<html>", TroubleKind::rejected},
      {404, envelope("endpoint_not_found"), TroubleKind::not_found},
      {404, "", TroubleKind::not_found},
      {405, envelope("method_not_allowed"), TroubleKind::rejected},
      {405, "", TroubleKind::rejected},
      {410, "", TroubleKind::rejected},
      {429, "", TroubleKind::bare_429},
      {302, "", TroubleKind::rejected},
      {500, "", TroubleKind::transient},
      {200, "<html>", TroubleKind::transient},
      {200, "", TroubleKind::transient},
  };
  for (const Case& c : cases) {
    BOOST_TEST_CONTEXT(c.status << " " << c.body)
    BOOST_CHECK(trouble(verified(answer(c.status, c.body))) == c.kind);
  }
  BOOST_CHECK(trouble(verified(lost(TransportError::tls_untrusted, false))) == TroubleKind::untrusted);
}

BOOST_AUTO_TEST_SUITE_END()
