#include "pressrun/app/preflight.hpp"

#include "app/reads.hpp"

namespace pressrun::app {

DesignReading reading_of(const Design& design, WallTime at) {
  // By the API's clock, as its versions and what is asked for are: ours may be ahead of it, and then an edit
  // would seem to be older than the read that did not show it yet.
  const WallTime dated = design.answered_at == WallTime{} ? at : design.answered_at;
  DesignReading reading{design.id, design.updated_at, design.api_version, design.format_digests, dated};
  if (!reading.formats.empty()) return reading;
  for (const Format& format : design.formats) reading.formats.emplace_back(format.name, "");
  if (!design.pages.empty()) reading.formats.emplace_back(document_format, "");
  return reading;
}

asio::awaitable<DesignReadings> read_designs(std::vector<DesignId> ids, RunOptions options, Deps deps) {
  Reads reads{options, deps};
  DesignReadings result;
  for (const DesignId& id : ids) {
    const ReadCall<Design> call = [&reads, &id] { return reads.api().read_design(id); };
    std::string what = "design " + id.text;
    ReadResult<Design> read = co_await reads.read(std::move(what), call);
    if (read.value) result.designs.push_back(std::move(*read.value));
    if (read.refusal) result.unusable.emplace_back(id, std::move(*read.refusal));
    if (reads.stop() != Stop::none) break;
  }
  result.stop = reads.stop();
  result.reason = reads.reason();
  result.calls = reads.calls();
  co_return result;
}

}  // namespace pressrun::app
