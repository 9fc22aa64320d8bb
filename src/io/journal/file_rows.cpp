#include "io/journal/file_rows.hpp"

namespace pressrun::io {
namespace {

FetchedFile file_in(const Rows& row) {
  return {JobKey{row.text(0)}, row.text(1), row.text(2), row.text(3),
          row.text(4),         row.text(5), row.text(6), static_cast<std::uint64_t>(row.number(7)),
          row.text(8),         row.text(9), row.time(10)};
}

}  // namespace

void note_file(Statements& statements, CampaignNumber campaign, const FetchedFile& file) {
  statements.run(
      "INSERT OR REPLACE INTO files (campaign, key, asset, url, format, content, path, sha256, bytes, "
      "problem_id, problem, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      campaign, file.job.text, file.asset, file.url, file.format, file.content, file.path, file.sha256,
      static_cast<std::int64_t>(file.bytes), file.problem_id, file.problem, to_column(file.at));
}

std::vector<FetchedFile> files_of(Statements& statements, CampaignNumber campaign, const JobKey& job) {
  std::vector<FetchedFile> found;
  Rows rows{
      statements("SELECT key, asset, url, format, content, path, sha256, bytes, problem_id, problem, at "
                 "FROM files WHERE campaign = ? AND key = ? ORDER BY at"),
      campaign, job.text};
  while (rows.next()) found.push_back(file_in(rows));
  return found;
}

std::optional<FetchedFile> file_at(Statements& statements, CampaignNumber campaign, const std::string& path) {
  Rows rows{
      statements("SELECT key, asset, url, format, content, path, sha256, bytes, problem_id, problem, at "
                 "FROM files WHERE campaign = ? AND path = ?"),
      campaign, path};
  if (!rows.next()) return std::nullopt;
  return file_in(rows);
}

}  // namespace pressrun::io
