#include "pressrun/app/learned_times.hpp"

#include <boost/json.hpp>

namespace pressrun::app {
namespace {

namespace json = boost::json;

constexpr const char* times_answer = "render times";

}  // namespace

RenderMemory learned_times(const LoadedCampaign& one, JournalFiles& files) {
  RenderMemory learned;
  try {
    for (const KeptAnswer& answer : files.kept_answers(one.known_in, {times_answer})) {
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

void keep_learned_times(const LoadedCampaign& one, const RenderMemory& learned, WallTime now,
                        JournalFiles& files) {
  RenderMemory all = learned;
  all.merge(learned_times(one, files));  // designs that this run had nothing of
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  // A journal that was deleted under the run is not made anew: what was saved of it takes its place.
  if (all.empty() || !files.has(one.journal)) return;
  try {
    files.keep_answers(one.journal, {{times_answer, now, json::serialize(json::value_from(all))}},
                       Holding::ours);
  } catch (const JournalError&) {
  }
}

}  // namespace pressrun::app
