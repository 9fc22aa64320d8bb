#include "pressrun/app/page.hpp"

#include "pressrun/app/results.hpp"
#include "pressrun/report/page_writer.hpp"

#include <utility>

namespace pressrun::app {

void write_page(JournalReader& journal, const RunRecord& run, const LoadedCampaign& one, PageWriting writing,
                std::ostream& out) {
  report::PageFacts facts{{run},
                          {},
                          one.suggested,
                          {},
                          std::move(writing.version),
                          writing.at,
                          std::move(writing.folder),
                          std::move(writing.place)};
  facts.runs = journal.runs(run.campaign);
  facts.spending = journal.spending(run.campaign);
  facts.run_options = one.suggested_run.substr(one.suggested.size());
  const auto page = report::make_page_writer(std::move(facts), out);
  write_results(journal, run, *page);
}

}  // namespace pressrun::app
