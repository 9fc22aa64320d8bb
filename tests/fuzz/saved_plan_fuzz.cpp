// Any bytes as a saved plan. The seal is put right where the input ends with S, so that what stands before it
// is reached; another byte anywhere is then refused.
#include "fuzz/properties.hpp"
#include "pressrun/api/sha256.hpp"
#include "pressrun/app/saved_plan.hpp"

#include <algorithm>
#include <sstream>

namespace {

using namespace pressrun;
using fuzz::require;

std::string sealed(std::string text) {
  if (text.empty() || text.back() != 'S') return text;
  text.pop_back();
  if (!text.ends_with('\n')) text += '\n';
  api::Sha256 hash;
  hash.add(text);
  const auto jobs = std::max<std::ptrdiff_t>(std::ranges::count(text, '\n') - 1, 0);
  return text + R"({"jobs":)" + std::to_string(jobs) + R"(,"sha256":")" + hash.text() + "\"}\n";
}

std::optional<app::SavedPlan> read(const std::string& text) {
  std::istringstream in(text);
  try {
    return app::parse_plan(in);
  } catch (const std::runtime_error& refused) {
    require(std::string_view{refused.what()}.size() > 4, "a refusal has a reason");
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  std::string text = sealed(std::string(bytes, bytes + size));
  const auto plan = read(text);
  if (!plan) return 0;
  require(plan->id.starts_with("sha256:") && plan->jobs.size() <= size, "a plan has an id and its jobs");
  require(!read(text + " "), "what follows the seal is refused");
  text[size / 2] = static_cast<char>(text[size / 2] ^ 1);
  require(!read(text), "another byte is refused");
  return 0;
}
