#include "io/journal/refused_rows.hpp"

#include "io/journal/compact_json.hpp"

namespace pressrun::io {
namespace {

constexpr const char* refused_table =
    "CREATE TABLE IF NOT EXISTS refused_jobs (campaign INTEGER NOT NULL, position INTEGER NOT NULL, key TEXT "
    "NOT NULL, design TEXT NOT NULL, design_name TEXT NOT NULL, variables TEXT NOT NULL, failures TEXT NOT "
    "NULL, PRIMARY KEY (campaign, key)) STRICT, WITHOUT ROWID";

}  // namespace

bool RefusedRows::is_there() {
  return statements_.number(
             "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'refused_jobs')",
             0) != 0;
}

void RefusedRows::clear(CampaignNumber campaign) {
  if (is_there()) statements_.run("DELETE FROM refused_jobs WHERE campaign = ?", campaign);
}

void RefusedRows::add(CampaignNumber campaign, const RefusedJob& job) {
  if (!is_there()) statements_.database().exec(refused_table);
  const std::string failures = write_failures(job.failures);
  statements_.run("INSERT OR REPLACE INTO refused_jobs VALUES (?, ?, ?, ?, ?, ?, ?)", campaign,
                  static_cast<std::int64_t>(job.position), job.key.text, job.design_id.text, job.design_name,
                  job.variables_json, failures);
}

std::vector<RefusedJob> RefusedRows::of(CampaignNumber campaign) {
  std::vector<RefusedJob> found;
  if (!is_there()) return found;
  Rows rows{statements_("SELECT r.key, r.position, r.design_name, r.design, r.variables, r.failures FROM "
                        "refused_jobs r JOIN campaigns c ON c.campaign = r.campaign AND c.registration = '' "
                        "WHERE r.campaign = ? ORDER BY r.position, r.key"),
            campaign};
  while (rows.next())
    found.push_back({JobKey{rows.text(0)}, rows.count(1), rows.text(2), DesignId{rows.text(3)}, rows.text(4),
                     read_failures(rows.text(5))});
  return found;
}

}  // namespace pressrun::io
