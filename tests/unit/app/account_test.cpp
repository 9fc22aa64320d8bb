#include "pressrun/app/account.hpp"

#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace pressrun;
using namespace pressrun::test;
using app::AccountDoubt;
using app::AccountFinding;

namespace {

const std::string here = "https://api.example";

/// What the helper of the reads takes has no room for more: one case at a time.
struct Question {
  app::KnownAccounts known;
  app::Caller caller{here, "key", std::nullopt};
};
Question* asked = nullptr;

asio::awaitable<AccountFinding> ask(app::RunOptions options, app::Deps deps) {
  return app::find_account(asked->known, asked->caller, std::move(options), std::move(deps));
}

struct AccountFixture : Reads {
  Question question;
  std::map<AccountNumber, std::vector<std::string>> banners;
  std::map<AccountNumber, std::vector<RequestId>> requests;
  std::string company = "acme";
  std::vector<std::string> readable;  ///< ids of banners and requests

  AccountFixture() {
    asked = &question;
    question.known.salt = "salt";
    question.known.banners = [this](AccountNumber account) { return banners[account]; };
    question.known.requests = [this](AccountNumber account) { return requests[account]; };
    transport.answer = [this](const std::string& target, std::size_t) { return answer_to(target); };
  }
  ~AccountFixture() { asked = nullptr; }
  AccountFixture(const AccountFixture&) = delete;
  AccountFixture& operator=(const AccountFixture&) = delete;

  HttpOutcome answer_to(const std::string& target) const {
    if (target == "/auth") return reply(200, R"({"company":")" + company + "\"}");
    const std::string id = target.substr(target.rfind('/') + 1);
    if (std::ranges::find(readable, id) == readable.end())
      return reply(404, R"({"id":"visual_not_found","message":"no","version":"v2026-08-21"})");
    if (target.starts_with("/banners/"))
      return reply(200, R"({"id":")" + id + R"(","file":{"url":"https://f/x.png","type":"png"}})");
    return reply(202, R"({"id":")" + id + R"(","is_finalized":false,"banners":[]})");
  }

  void know(AccountNumber number, const std::string& origin, const std::string& workspace,
            const std::string& key = "") {
    AccountRecord account{number, origin, workspace, {}};
    if (!key.empty()) account.key_digests = {app::key_digest("salt", key)};
    question.known.accounts.push_back(std::move(account));
  }

  AccountFinding find() { return read(&ask); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(account, AccountFixture)

BOOST_AUTO_TEST_CASE(an_origin_is_told_in_one_spelling) {
  BOOST_TEST(app::origin_of("https://API.Abyssale.com/") == "https://api.abyssale.com");
  BOOST_TEST(app::origin_of("https://api.abyssale.com:443/v1") == "https://api.abyssale.com");
  BOOST_TEST(app::origin_of("http://127.0.0.1:8080") == "http://127.0.0.1:8080");
  BOOST_TEST(app::origin_of("HTTP://localhost:80") == "http://localhost");
  BOOST_TEST(app::origin_of("http://[::1]:8080/") == "http://[::1]:8080");
  BOOST_TEST(app::origin_of("nonsense") == "nonsense");
}

BOOST_AUTO_TEST_CASE(nothing_of_a_key_stands_in_its_digest) {
  BOOST_TEST(app::key_digest("salt", "key") != app::key_digest("pepper", "key"));
  BOOST_TEST(app::key_digest("salt", "key").find("key") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_known_key_needs_no_call) {
  know(3, here, "acme", "key");
  BOOST_TEST(find().account.number == 3);
  BOOST_TEST(transport.asked.empty());
}

BOOST_AUTO_TEST_CASE(a_known_key_at_another_origin_is_another_account) {
  know(3, "https://rehearsal.example", "acme", "key");
  BOOST_TEST(find().account.number == 0);
  BOOST_TEST(transport.asked == std::vector<std::string>{"/auth"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_asked_for_its_workspace_once) {
  const AccountFinding found = find();
  BOOST_TEST(found.account.number == 0);
  BOOST_TEST(found.account.workspace == "acme");
  BOOST_TEST(found.calls.read == 1U);
  find();  // for the next journal
  BOOST_TEST(transport.asked.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_new_key_that_reads_what_was_bought_is_of_the_same_account_whatever_its_name) {
  know(3, here, "acme", "older");
  banners[3] = {"b1", "b2"};
  readable = {"b2"};
  company = "Acme Holding";
  const AccountFinding found = find();
  BOOST_TEST(found.account.number == 3);
  BOOST_TEST(found.account.workspace == "Acme Holding");
  BOOST_CHECK(found.doubt == AccountDoubt::none);
}

BOOST_AUTO_TEST_CASE(a_namesake_that_cannot_read_it_is_asked_about) {
  know(3, here, "acme", "older");
  banners[3] = {"b1"};
  const AccountFinding found = find();
  BOOST_TEST(found.account.number == 0);
  BOOST_CHECK(found.doubt == AccountDoubt::namesake);
  BOOST_TEST(found.doubtful == 3);
}

BOOST_AUTO_TEST_CASE(another_workspace_is_another_account_without_a_question) {
  know(3, here, "acme", "older");
  banners[3] = {"b1"};
  company = "Other Inc.";
  const AccountFinding found = find();
  BOOST_TEST(found.account.number == 0);
  BOOST_CHECK(found.doubt == AccountDoubt::none);
}

BOOST_AUTO_TEST_CASE(where_nothing_was_bought_the_name_is_enough) {
  know(3, here, "acme", "older");
  BOOST_TEST(find().account.number == 3);
  requests[3] = {RequestId{"r1"}};
  BOOST_TEST(find().account.number == 0);
  readable = {"r1"};
  BOOST_TEST(find().account.number == 3);
}

BOOST_AUTO_TEST_CASE(what_has_no_owner_is_taken_where_it_can_be_read) {
  know(1, "", "");
  BOOST_TEST(find().adopts == 1);  // nothing to read
  banners[1] = {"b1"};
  BOOST_CHECK(find().doubt == AccountDoubt::ownerless);
  readable = {"b1"};
  const AccountFinding found = find();
  BOOST_TEST(found.adopts == 1);
  BOOST_CHECK(found.doubt == AccountDoubt::none);
}

BOOST_AUTO_TEST_CASE(a_refused_key_stops_and_a_strange_answer_does_not) {
  transport.answer = [](const std::string&, std::size_t) {
    return reply(404, R"({"id":"endpoint_not_found","message":"no"})");
  };
  AccountFinding found = find();
  BOOST_CHECK(found.stop == app::Stop::none);
  BOOST_TEST(found.account.workspace.empty());
  question.caller.workspace.reset();
  transport.answer = [](const std::string&, std::size_t) {
    return reply(401, R"({"id":"unauthorized","message":"no","version":"v2026-08-21"})");
  };
  found = find();
  BOOST_CHECK(found.stop == app::Stop::unauthorized);
}

BOOST_AUTO_TEST_SUITE_END()
