#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/report/results_writer.hpp"

#include <string_view>

namespace pressrun::report {

// The members of a job in the results, in the order of src/cli/README.md, told to whatever takes them: as
// values, or as text at once. What is not known is null.

template <class Members>
void known(Members& to, std::string_view key, std::string_view text) {
  text.empty() ? to.null(key) : to.text(key, text);
}

template <class Members>
void time(Members& to, std::string_view key, const std::optional<WallTime>& at) {
  at ? to.text(key, to_rfc3339(*at)) : to.null(key);
}

template <class Members>
void describe(const Asset& asset, Members& to) {
  known(to, "format", asset.format);
  to.number("width", asset.width);
  to.number("height", asset.height);
  known(to, "unit", asset.unit);
  known(to, "type", asset.type);
  known(to, "id", asset.id);
  known(to, "url", asset.url);
  known(to, "cdn_url", asset.cdn_url);
  known(to, "filename", asset.filename);
  if (!asset.fallback_image_url.empty()) to.text("fallback_image_url", asset.fallback_image_url);
}

/// An asset of a job: of one that asks for something else by now; and what was fetched of it, or null.
struct ListedAsset {
  const Asset& asset;
  bool stale = false;
  const FetchedFile* file = nullptr;
};

/// Of this asset; null: nothing was fetched.
inline const FetchedFile* file_of(const JobView& job, const Asset& asset) {
  for (const FetchedFile& file : job.files)
    if (file.asset == fetched_as(asset)) return &file;
  return nullptr;
}

template <class Members>
void describe(const ListedAsset& listed, Members& to) {
  describe(listed.asset, to);
  const FetchedFile* file = listed.file;
  const bool is_there = file != nullptr && file->is_verified();
  is_there ? to.text("path", file->path) : to.null("path");
  is_there ? to.text("sha256", file->sha256) : to.null("sha256");
  is_there ? to.number("bytes", static_cast<double>(file->bytes)) : to.null("bytes");
  file == nullptr ? to.null("verified") : to.boolean("verified", is_there);
  if (listed.stale) to.boolean("stale", true);
}

template <class Members>
void describe(const Failure& failure, Members& to) {
  known(to, "format", failure.format);
  known(to, "id", failure.id);
  to.text("message", failure.message);
}

template <class Members>
void describe(const JobView& job, Members& to) {
  const auto each = [](const auto& item, Members& members) { describe(item, members); };
  to.text("key", job.key.text);
  to.text("design_id", job.design_id.text);
  to.text("design", job.design_name);
  to.text("status", results_status(job.status));
  to.boolean("unchanged", job.unchanged);
  to.variables("variables", job.variables_json);
  known(to, "fingerprint", job.fingerprint.text);
  known(to, "generation_request_id", job.request_id.text);
  to.number("attempts", job.attempts);
  to.number("polls", job.polls);
  time(to, "submitted_at", job.submitted_at);
  time(to, "finished_at", job.finished_at);
  known(to, "reason", job.reason);
  to.texts("warnings", job.warnings);
  const auto listed = [&job](const Asset& asset, Members& members) {
    describe(ListedAsset{asset, job.stale, file_of(job, asset)}, members);
  };
  to.list("assets", job.assets, listed);
  to.list("errors", job.failures, each);
}

template <class Members>
void describe(const OrphanResult& orphan, Members& to) {
  const auto each = [](const auto& item, Members& members) { describe(item, members); };
  to.text("design_id", orphan.design_id.text);
  to.texts("formats", orphan.formats);
  to.text("status", results_status(orphan.status));
  known(to, "generation_request_id", orphan.request_id.text);
  to.list("assets", orphan.assets, each);
  known(to, "last_key", orphan.last_key.text);
}

}  // namespace pressrun::report
