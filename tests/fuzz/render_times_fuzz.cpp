// What an earlier run learned, as it stands in the journal: any text is recalled or leaves things as they
// were, the schedule asks later and later, and what is remembered of it is recalled (rounded).
#include "fuzz/properties.hpp"
#include "pressrun/core/render_times.hpp"

#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace pressrun;
  using fuzz::require;
  RenderTimes times;
  times.recall(std::string(bytes, bytes + size));
  require(std::isfinite(times.known()) && times.known() >= 0, "what is known is a number");
  require(times.quantile(0.5) > Duration{} && times.quantile(0.5) <= times.quantile(0.9), "quantiles rise");
  const PollSchedule& schedule = times.schedule(std::chrono::milliseconds{100});
  for (std::size_t cell = 0; cell + 1 < render_cells; ++cell)
    require(schedule[cell] > cell && schedule[cell] < render_cells,
            "the next poll is later, and on the grid");
  const std::string memory = times.memory();
  require(memory.size() < 1U << 20U && fuzz::is_text(memory), "a memory is a bounded text", memory);
  RenderTimes again;
  again.recall(memory);
  require(again.memory().empty() == memory.empty(), "a memory is recalled", memory);
  return 0;
}
