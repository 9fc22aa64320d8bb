#pragma once

#include "pressrun/ports/store.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::io {

std::int64_t to_column(WallTime at);
WallTime wall_time(const SQLite::Column& column);
std::optional<WallTime> optional_wall_time(const SQLite::Column& column);
std::optional<std::int64_t> optional_number(const SQLite::Column& column);
void bind_optional(SQLite::Statement& statement, int index, const std::optional<std::int64_t>& number);

/// A list of format names as a JSON array.
std::string to_json(const std::vector<std::string>& formats);
std::vector<std::string> formats_from_json(std::string_view text);

/// Hands out a prepared statement for a literal, again and again the same.
using Prepare = std::function<SQLite::Statement&(const char* sql)>;

/// SQL, where `j` is a job: the number of the attempt that its state comes from. Of one that renders it is
/// the one whose id it has; of one in doubt or dropped the last that was not refused or rejected: such a one
/// was never begun.
extern const std::string standing_attempt;

/// What a journal knows of one job; the default where it has never seen it. `with_rejections`: those of
/// earlier versions have none.
KnownJob known_job(const JobKey& key, const Prepare& prepare, bool with_rejections);

std::vector<Asset> assets_of(SQLite::Statement& statement, std::int64_t job);
std::vector<Failure> failures_of(SQLite::Statement& statement, std::int64_t job);

constexpr const char* select_assets =
    "SELECT format, width, height, unit, type, id, url, cdn_url, filename, fallback_image_url FROM assets "
    "WHERE job = ? "
    "ORDER BY asset";
constexpr const char* select_failures =
    "SELECT format, id, message FROM failures WHERE job = ? ORDER BY failure";

}  // namespace pressrun::io
