#include "pressrun/app/downloads.hpp"

#include "support/memory_place.hpp"
#include "unit/app/campaign_fixture.hpp"
#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace pressrun;
using namespace pressrun::test;

namespace {

/// One pixel: the smallest picture there is.
const std::string picture{"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;", 29};

/// Answers by a script, with a sink's word on the head.
class FileServer final : public Transport {
 public:
  asio::awaitable<HttpOutcome> send(HttpRequest request, Duration) override {
    asked.push_back(request);
    co_return answer(asked.back());
  }
  [[nodiscard]] static std::string header(const HttpRequest& request, std::string_view name) {
    const auto found = std::ranges::find(request.headers, name, &HttpHeader::name);
    return found == request.headers.end() ? std::string{} : found->value;
  }
  std::vector<HttpRequest> asked;
  std::function<HttpOutcome(const HttpRequest&)> answer;
};

HttpOutcome whole(const std::string& body = picture) { return reply(200, body, {{"ETag", "\"1\""}}); }

struct DownloadFixture : CampaignFixture {
  FileServer server;
  HeardProgress progress;
  app::Shutdown shutdown;
  Policy policy;
  RateBudget budget{policy};
  MemoryPlace place;
  app::DownloadTerms terms;

  DownloadFixture() {
    server.answer = [](const HttpRequest&) { return whole(); };
  }

  app::Deps deps() {
    return {context.get_executor(), clock, server, budget, progress, shutdown, "the key", {}, {}};
  }
  app::LoadedCampaign& delivered(const std::vector<std::string>& titles) {
    one = load("night", titles);
    const RunRecord run = begin_run(one);
    for (const Job& job : jobs_of(one)) deliver(one, run, job);
    names = one.manifest->file_names();
    return one;
  }
  app::DownloadReport fetch() {
    MemoryJournal& journal = files.at(one.journal);
    app::Downloads downloads(terms, deps());
    downloads.add({one.path, one.manifest->name(), journal, journal, place, *names});
    return ask(downloads.finish(false, {}));
  }
  [[nodiscard]] std::vector<Failure> failures() {
    MemoryJournal& journal = files.at(one.journal);
    std::vector<Failure> found;
    journal.each_job(journal.campaigns().front().number, 0, [&](const JobView& job) {
      found.insert(found.end(), job.failures.begin(), job.failures.end());
    });
    return found;
  }

  app::LoadedCampaign one;
  std::unique_ptr<manifest::FileNames> names;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(downloads, DownloadFixture)

BOOST_AUTO_TEST_CASE(what_was_delivered_is_fetched_once_and_without_a_key) {
  delivered({"A", "B"});
  BOOST_TEST(fetch().fetched == 2U);
  BOOST_TEST(place.files.size() == 2U);
  BOOST_TEST(place.parts.empty());
  for (const HttpRequest& request : server.asked) {
    BOOST_TEST(request.target.starts_with("https://files.test/"));
    for (const HttpHeader& header : request.headers) BOOST_TEST(header.value != "the key");
  }
  BOOST_TEST(fetch().present == 2U);
  BOOST_TEST(server.asked.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_fetched_twice_and_told_with_both_facts) {
  delivered({"A"});
  server.answer = [&](const HttpRequest&) { return whole(picture.substr(0, server.asked.size() + 20)); };
  BOOST_TEST(fetch().failed == 1U);
  BOOST_TEST(server.asked.size() == 2U);
  BOOST_TEST(place.files.empty());
  BOOST_REQUIRE(failures().size() == 1U);
  BOOST_TEST(failures()[0].id == "download_damaged");
  BOOST_TEST(failures()[0].message.find("(21 bytes)") != std::string::npos);
  BOOST_TEST(failures()[0].message.find("(22 bytes)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_part_is_gone_on_with_only_where_the_server_names_the_same_file) {
  delivered({"A"});
  for (const std::string etag : {"\"1\"", "\"2\""}) {
    place.files.clear();
    server.asked.clear();
    const std::string path =
        names->name({JobKey{jobs_of(one).at(0).key}, {}, "square", "bin", "", 1, ""}).path;
    place.parts.clear();
    place.parts[path] = {picture.substr(0, 10), "\"1\""};
    server.answer = [&](const HttpRequest& request) -> HttpOutcome {
      if (FileServer::header(request, "Range").empty()) return whole();
      return reply(206, picture.substr(10), {{"ETag", etag}, {"Content-Range", "bytes 10-28/29"}});
    };
    BOOST_TEST(fetch().fetched == 1U);
    BOOST_TEST(FileServer::header(server.asked.at(0), "Range") == "bytes=10-");
    BOOST_TEST(FileServer::header(server.asked.at(0), "If-Range") == "\"1\"");
    BOOST_TEST(server.asked.size() == (etag == "\"1\"" ? 1U : 2U));
    BOOST_TEST((place.files.at(path) == picture));
  }
}

BOOST_AUTO_TEST_CASE(a_refused_address_is_renewed_once) {
  delivered({"A"});
  bool renewed = false;
  server.answer = [&](const HttpRequest& request) -> HttpOutcome {
    if (request.target.starts_with("/banners/")) {
      BOOST_TEST(FileServer::header(request, "x-api-key") == "the key");
      renewed = true;
      BOOST_TEST(request.target == "/banners/banner-hero%2FA");
      return reply(200, R"({"id":"banner-hero/A","file":{"type":"gif","url":"https://files.test/new"}})");
    }
    return request.target == "https://files.test/new" ? whole() : reply(403, "");
  };
  BOOST_TEST(fetch().fetched == 1U);
  BOOST_TEST(renewed);
  place.files.clear();
  server.answer = [&](const HttpRequest&) -> HttpOutcome { return reply(403, ""); };
  server.asked.clear();
  BOOST_TEST(fetch().failed == 1U);
  BOOST_TEST(server.asked.size() == 2U);  // the file, and its address
}

BOOST_AUTO_TEST_CASE(redirects_are_bounded_and_never_take_plain_http) {
  delivered({"A"});
  server.answer = [&](const HttpRequest& request) -> HttpOutcome {
    return request.target.ends_with("/b?x=1") ? whole() : reply(302, "", {{"Location", "/b?x=1"}});
  };
  BOOST_TEST(fetch().fetched == 1U);
  BOOST_TEST(server.asked.back().target == "https://files.test/b?x=1");
  place.files.clear();
  server.asked.clear();
  server.answer = [&](const HttpRequest&) -> HttpOutcome { return reply(302, "", {{"Location", "/again"}}); };
  BOOST_TEST(fetch().failed == 1U);
  BOOST_TEST(server.asked.size() == 6U);
}

BOOST_AUTO_TEST_CASE(what_can_pass_is_waited_for_and_not_for_ever) {
  delivered({"A"});
  server.answer = [&](const HttpRequest&) -> HttpOutcome {
    return server.asked.size() < 3 ? reply(503, "") : whole();
  };
  BOOST_TEST(fetch().fetched == 1U);
  place.files.clear();
  server.asked.clear();
  server.answer = [](const HttpRequest&) -> HttpOutcome {
    return TransportFailure{TransportError::timeout, true, "nothing came"};
  };
  BOOST_TEST(fetch().failed == 1U);
  BOOST_TEST(server.asked.size() == 4U);
  BOOST_TEST(failures().at(0).id == "download_failed");
}

BOOST_AUTO_TEST_CASE(a_full_disk_stops_all_of_it) {
  delivered({"A", "B", "C"});
  terms.workers = 1;
  place.room = 5;
  const app::DownloadReport report = fetch();
  BOOST_TEST(report.place_problem == "the disk is full");
  BOOST_TEST(report.left == 2U);
  BOOST_TEST(server.asked.size() == 1U);
  place.room = 1000;
  BOOST_TEST(fetch().fetched == 3U);
}

BOOST_AUTO_TEST_CASE(a_file_of_somebody_else_stays_and_the_same_bytes_are_taken_for_ours) {
  delivered({"A"});
  BOOST_TEST(fetch().fetched == 1U);
  const std::string path = place.files.begin()->first;
  // Another campaign knows nothing of it.
  app::LoadedCampaign other = load("day", {"A"});
  const RunRecord run = begin_run(other);
  deliver(other, run, jobs_of(other).at(0));
  one = std::move(other);
  names = one.manifest->file_names();
  BOOST_TEST(fetch().fetched == 1U);
  place.files.at(path) = "mine";
  app::LoadedCampaign third = load("noon", {"A"});
  const RunRecord later = begin_run(third);
  deliver(third, later, jobs_of(third).at(0));
  one = std::move(third);
  names = one.manifest->file_names();
  BOOST_TEST(fetch().failed == 1U);
  BOOST_TEST(place.files.at(path) == "mine");
  BOOST_TEST(failures().at(0).id == "download_refused");
}

BOOST_AUTO_TEST_CASE(files_that_are_the_same_though_their_jobs_differ_are_told) {
  delivered({"A", "B"});
  const app::DownloadReport report = fetch();
  BOOST_REQUIRE(report.same.size() == 1U);
  BOOST_TEST(report.same[0].count == 2U);
  BOOST_TEST(report.same[0].jobs.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_stop_begins_nothing_more) {
  delivered({"A", "B"});
  shutdown.request();
  const app::DownloadReport report = fetch();
  BOOST_TEST(report.fetched == 0U);
  BOOST_TEST(server.asked.empty());
}

BOOST_AUTO_TEST_SUITE_END()
