// Any answer to any call gets a verdict, and nothing of it that is kept is unbounded, no text, or a web
// address that is none. tests/data/answers has the shape of the input.
#include "api/text.hpp"
#include "fuzz/response.hpp"
#include "pressrun/api/classify.hpp"

namespace {

using namespace pressrun;
using fuzz::require;

const std::string uuid = "3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77";
constexpr std::size_t longest_text = 4096;
std::size_t body_size = 0;

void check_text(const std::string& text, std::size_t longest = longest_text) {
  require(text.size() <= longest, "what is kept is bounded", text);
  require(api::is_utf8(text) && text.find('\0') == std::string::npos, "what is kept is text", text);
}

void check_address(const std::string& url) {
  check_text(url);
  require(url.empty() || url.starts_with("http://") || url.starts_with("https://"), "a web address", url);
}

void check(const Failure& failure) {
  check_text(failure.message, 600);
  check_text(failure.id);
  check_text(failure.format);
  api::may_pass(failure);
}

void check(const std::optional<Duration>& wait) {
  require(!wait || (*wait > Duration{} && *wait <= std::chrono::hours{24}), "a wait is a day at most");
}

void check(const Trouble& failed) {
  check(failed.failure);
  check(failed.retry_after);
}

void check(const Asset& asset) {
  for (const std::string* url : {&asset.url, &asset.cdn_url, &asset.fallback_image_url}) check_address(*url);
  require(!asset.url.empty() || !asset.id.empty(), "an asset has an address, or an id to ask for it by");
  check_text(asset.template_id);
  for (const std::string* text : {&asset.format, &asset.unit, &asset.type, &asset.id, &asset.filename})
    check_text(*text);
  require(asset.width >= 0 && asset.height >= 0, "a size is none below nothing");
}

void check(const NotReady& seen) {
  for (const Asset& asset : seen.assets) {
    check(asset);
    require(!asset.id.empty(), "what is seen before the end is known by its id");
  }
}

void check(const Finalized& final) {
  require(final.assets.size() + final.failures.size() <= body_size + 1, "no more comes out than went in");
  for (const Failure& failure : final.failures) check(failure);
  for (const Asset& asset : final.assets) check(asset);
}

void check(const Accepted& accepted) {
  require(api::is_uuid(accepted.id.text), "an id is a UUID", accepted.id.text);
}

void check(const Delivered& delivered) { check(delivered.asset); }

void check(const OutcomeUnknown& unknown) { check(unknown.failure); }

void check(const Refused& refused) {
  check(refused.failure);
  check(refused.retry_after);
}

void check(const std::vector<Element>& elements) {
  for (const Element& element : elements) {
    check_text(element.name);
    check_text(element.type);
    for (const std::string& member : element.members) check_text(member);
    for (const Attribute& attribute : element.attributes) {
      check_text(attribute.id);
      check_text(attribute.help);
      for (const auto& [format, value] : attribute.values) check_text(value);
    }
  }
}

void check(const Design& design) {
  check_text(design.name);
  check_text(design.project_name);
  for (const Format& format : design.formats) check_text(format.name);
  for (const std::string& variable : design.variables) check_text(variable);
  check(design.elements);
  for (const auto& [page, elements] : design.pages) check(elements);
  require(!design.duration_s || *design.duration_s >= 0, "a clip lasts no less than nothing");
}

void check(const ListedDesign& design) {
  require(!design.id.empty(), "a listed design has an id");
  for (const std::string* text : {&design.id.text, &design.name, &design.project_id, &design.project_name})
    check_text(*text);
}

void check(const Font& font) {
  for (const std::string* text : {&font.id, &font.name, &font.type}) check_text(*text);
  for (const std::string& weight : font.weights) check_text(weight, 64);
}

void check(const Project& project) {
  check_text(project.id);
  check_text(project.name);
}

template <class Item>
void check(const api::Listing<Item>& listing) {
  require(listing.items.size() <= listing.received && listing.received <= body_size,
          "a listing is what came");
  for (const Item& item : listing.items) check(item);
}

void check(std::monostate) {}
void check(const std::optional<Balance>&) {}

template <class Outcome>
void check(const Answer<Outcome>& answer) {
  std::visit([](const auto& outcome) { check(outcome); }, answer.outcome);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string input(bytes, bytes + size);
  const HttpOutcome outcome = fuzz::response_from(input);
  body_size = size;
  const WallTime now{std::chrono::seconds{1'795'399'200}};
  check(api::classify_submission(outcome, now));
  check(api::classify_delivery(outcome, now));
  check(api::classify_poll(outcome, RequestId{uuid}, now));
  check(api::classify_design(outcome, DesignId{uuid}, now));
  check(api::classify_plain(outcome, now));
  check(api::classify_designs(outcome, now));
  check(api::classify_fonts(outcome, now));
  check(api::classify_projects(outcome, now));
  check(api::classify_balance(outcome, now));
  return 0;
}
