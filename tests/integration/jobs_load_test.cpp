// Every manifest in jobs/ is loaded from its real files and checked as a run would check it, against the
// designs of the bundled workspace: an example that rots fails here.
#include "pressrun/api/check_request.hpp"
#include "pressrun/api/classify.hpp"
#include "pressrun/api/encode_request.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "pressrun/simulator/model.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

BOOST_AUTO_TEST_SUITE(jobs_load)

using namespace pressrun;

namespace {

const std::filesystem::path jobs_folder = std::filesystem::path{PRESSRUN_SOURCE_DIR} / "jobs";

class FileStream final : public manifest::ByteStream {
 public:
  explicit FileStream(const std::filesystem::path& path) : file_(path, std::ios::binary) {}
  std::size_t read(char* into, std::size_t size) override {
    file_.read(into, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(file_.gcount());
  }

 private:
  std::ifstream file_;
};

class RealFiles final : public manifest::Sources {
 public:
  std::variant<std::unique_ptr<manifest::ByteStream>, std::string> open(
      const std::filesystem::path& path) override {
    if (!std::filesystem::exists(path)) return "no such file or directory";
    return std::make_unique<FileStream>(path);
  }
  const std::string* environment(const std::string&) override { return nullptr; }  // examples need none
};

std::map<std::string, Design> bundled_designs() {
  std::map<std::string, Design> designs;
  for (const std::string& document : simulator::default_scenario().designs) {
    const std::string id{boost::json::parse(document).at("id").as_string()};
    HttpResponse response;
    response.status = 200;
    response.body = document;
    auto read = api::classify_design(HttpOutcome{response}, DesignId{id}, WallTime{});
    BOOST_TEST_REQUIRE(std::holds_alternative<Design>(read.outcome));
    designs.emplace(id, std::get<Design>(read.outcome));
  }
  return designs;
}

std::string rendered(const Diagnostics& findings) {
  std::string text;
  for (const Diagnostic& finding : findings.items) text += render(finding);
  return text;
}

struct Expected {
  std::size_t jobs = 0;
  std::size_t assets = 0;
};

const std::map<std::string, Expected> expected{
    {"black-friday.yaml", {182, 476}}, {"launch-clip.yaml", {14, 28}}, {"spring-catalogue.yaml", {9, 15}}};

std::size_t assets_of(const Job& job, const Design& design) {
  if (design.type == DesignType::printer_multipage) return 1;
  return job.formats.empty() ? design.formats.size() : job.formats.size();
}

/// The simulated API checks values as the real one does: ranges, colours, enumerations.
void submit(const Job& job, simulator::Model& model) {
  HttpRequest request = api::submission(job, {});
  request.headers.push_back({"x-api-key", "any"});
  const auto reply = model.handle(request, {});
  BOOST_TEST(reply.response.status == 200, job.key.text << ": " << reply.response.body);
}

/// Jobs and assets of one manifest; fails on every finding.
Expected checked(const std::filesystem::path& path, const std::map<std::string, Design>& designs,
                 simulator::Model& model) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  RealFiles files;
  auto loaded = manifest::load(text.str(), path, files, {});
  BOOST_TEST(rendered(loaded.diagnostics) == "");
  BOOST_TEST_REQUIRE(loaded.manifest.get() != nullptr);
  BOOST_TEST(rendered(loaded.manifest->warnings()) == "");
  Expected seen;
  const auto stream = loaded.manifest->jobs();
  while (auto spec = stream->next()) {
    const auto design = designs.find(spec->design_id.text);
    BOOST_TEST_REQUIRE((design != designs.end()), spec->key.text << " names a design that is not bundled");
    BOOST_TEST(rendered(api::RequestCheck{&design->second}.check(*spec)) == "");
    const auto job = api::encode(*spec, &design->second);
    if (const auto* findings = std::get_if<Diagnostics>(&job)) BOOST_TEST(rendered(*findings) == "");
    BOOST_TEST_REQUIRE(std::holds_alternative<Job>(job));
    const std::string& body = std::get<Job>(job).body;
    BOOST_TEST(body.find("${") == std::string::npos, spec->key.text << " sends a variable unread: " << body);
    submit(std::get<Job>(job), model);
    ++seen.jobs;
    seen.assets += assets_of(std::get<Job>(job), design->second);
  }
  BOOST_TEST(rendered(stream->diagnostics()) == "");
  return seen;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_example_expands_without_a_finding_and_fits_the_bundled_designs) {
  const auto designs = bundled_designs();
  simulator::Scenario scenario = simulator::default_scenario();
  scenario.limits = {0, true, {}, {}, {}};
  simulator::Model model{scenario};
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator{jobs_folder}) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = entry.path().filename();
    found.insert(name);
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST_REQUIRE(expected.contains(name), "an example without an expected number of jobs");
      const Expected seen = checked(entry.path(), designs, model);
      BOOST_TEST(seen.jobs == expected.at(name).jobs);
      BOOST_TEST(seen.assets == expected.at(name).assets);
    }
  }
  BOOST_TEST(found.size() == expected.size());
}

BOOST_AUTO_TEST_SUITE_END()
