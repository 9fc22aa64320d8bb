#include "cli/learned_times.hpp"

#include "pressrun/io/kept_answers.hpp"
#include "pressrun/ports/journal.hpp"

#include <boost/json.hpp>

#include <filesystem>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

constexpr const char* answer_name = "render times";

}  // namespace

app::RenderMemory learned_times(const Campaigned& one) {
  app::RenderMemory learned;
  try {
    for (const io::KeptAnswer& answer : io::kept_answers(one.known_in, {answer_name})) {
      boost::system::error_code error;
      const json::value read = json::parse(answer.body, error);
      if (error || !read.is_object()) continue;
      for (const auto& member : read.get_object()) {
        if (member.value().is_string()) learned[member.key()] = member.value().get_string();
      }
    }
  } catch (const JournalError&) {
  }
  return learned;
}

void keep_learned_times(const Campaigned& one, const app::RenderMemory& learned, WallTime now) {
  app::RenderMemory all = learned;
  all.merge(learned_times(one));  // designs that this run had nothing of
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  // A journal that was deleted under the run is not made anew: what was saved of it takes its place.
  std::error_code error;
  if (all.empty() || !std::filesystem::exists(one.journal, error)) return;
  try {
    io::keep_answers(one.journal, {{answer_name, now, json::serialize(json::value_from(all))}});
  } catch (const JournalError&) {
  }
}

}  // namespace pressrun::cli
