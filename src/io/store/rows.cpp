#include "io/store/rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace pressrun::io {

std::int64_t to_column(WallTime at) { return at.time_since_epoch().count(); }

WallTime wall_time(const SQLite::Column& column) {
  return WallTime{std::chrono::milliseconds{column.getInt64()}};
}

std::optional<WallTime> optional_wall_time(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional{wall_time(column)};
}

std::optional<std::int64_t> optional_number(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional<std::int64_t>{column.getInt64()};
}

void bind_optional(SQLite::Statement& statement, int index, const std::optional<std::int64_t>& number) {
  number ? statement.bind(index, *number) : statement.bind(index);
}

std::string to_json(const std::vector<std::string>& formats) {
  boost::json::array list;
  for (const std::string& format : formats) list.emplace_back(format);
  return boost::json::serialize(list);
}

std::vector<std::string> formats_from_json(std::string_view text) {
  std::vector<std::string> formats;
  boost::system::error_code error;
  const boost::json::value list =
      boost::json::parse(boost::json::string_view{text.data(), text.size()}, error);
  if (error || !list.is_array()) throw JournalError("a list of formats in it cannot be read");
  for (const boost::json::value& format : list.get_array()) {
    if (format.is_string()) formats.emplace_back(format.get_string());
  }
  return formats;
}

const std::string standing_attempt =
    "CASE WHEN j.status IN (2, 6, 7) THEN coalesce((SELECT max(s.number) FROM attempts s WHERE j.status = 2 "
    "AND s.job = j.job AND s.request_id = j.request_id), (SELECT max(s.number) FROM attempts s WHERE s.job = "
    "j.job AND s.state != 'refused' AND s.state != 'rejected')) ELSE j.attempts END";

KnownJob known_job(const JobKey& key, const Prepare& prepare, bool with_rejections) {
  static const std::string columns =
      "SELECT j.job, j.status, j.fingerprint, j.design_version, j.attempts, j.request_id, j.submitted_at, "
      "a.formats, ";
  static const std::string from =
      " FROM jobs j LEFT JOIN attempts a ON a.job = j.job AND a.number = " + standing_attempt +
      " WHERE j.key = ?";
  static const std::string now = columns + "j.rejected_fingerprint, j.rejected_version" + from;
  static const std::string earlier = columns + "'', NULL" + from;
  SQLite::Statement& select = prepare((with_rejections ? now : earlier).c_str());
  select.reset();
  select.bind(1, key.text);
  KnownJob known;
  if (!select.executeStep()) return known;
  const std::int64_t job = select.getColumn(0).getInt64();
  known.status = static_cast<JobStatus>(select.getColumn(1).getInt());
  known.fingerprint = Fingerprint{select.getColumn(2).getString()};
  known.design_version = optional_number(select.getColumn(3));
  known.attempts = select.getColumn(4).getInt();
  known.request_id = RequestId{select.getColumn(5).getString()};
  known.submitted_at = optional_wall_time(select.getColumn(6));
  if (!select.getColumn(7).isNull())
    known.retried_formats = formats_from_json(select.getColumn(7).getString());
  std::string rejected = select.getColumn(8).getString();
  if (!rejected.empty())
    known.rejected = {Fingerprint{std::move(rejected)}, optional_number(select.getColumn(9))};
  select.reset();
  if (known.attempts == 0) return known;  // nothing can be recorded of it: spares two look-ups a job
  known.failures = failures_of(prepare(select_failures), job);
  SQLite::Statement& count = prepare("SELECT EXISTS (SELECT 1 FROM assets WHERE job = ?)");
  count.reset();
  count.bind(1, job);
  known.has_assets = count.executeStep() && count.getColumn(0).getInt() != 0;
  count.reset();
  return known;
}

std::vector<Asset> assets_of(SQLite::Statement& statement, std::int64_t job) {
  std::vector<Asset> assets;
  statement.reset();
  statement.bind(1, job);
  while (statement.executeStep()) {
    Asset asset;
    asset.format = statement.getColumn(0).getString();
    asset.width = statement.getColumn(1).getDouble();
    asset.height = statement.getColumn(2).getDouble();
    asset.unit = statement.getColumn(3).getString();
    asset.type = statement.getColumn(4).getString();
    asset.id = statement.getColumn(5).getString();
    asset.url = statement.getColumn(6).getString();
    asset.cdn_url = statement.getColumn(7).getString();
    asset.filename = statement.getColumn(8).getString();
    asset.fallback_image_url = statement.getColumn(9).getString();
    assets.push_back(std::move(asset));
  }
  return assets;
}

std::vector<Failure> failures_of(SQLite::Statement& statement, std::int64_t job) {
  std::vector<Failure> failures;
  statement.reset();
  statement.bind(1, job);
  while (statement.executeStep()) {
    failures.push_back({statement.getColumn(0).getString(), statement.getColumn(1).getString(),
                        statement.getColumn(2).getString()});
  }
  return failures;
}

}  // namespace pressrun::io
