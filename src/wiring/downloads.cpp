#include "wiring/downloads.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/io/file_folder.hpp"
#include "pressrun/report/file_index.hpp"
#include "wiring/failure.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <utility>

namespace pressrun::wiring {
namespace {

std::string files_counted(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " file" : " files");
}

/// "12.3 MB", for people.
std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t mega = 1'000'000;
  if (bytes < mega) return std::to_string(bytes / 1000) + " kB";
  return std::to_string(bytes / mega) + "." + std::to_string(bytes % mega / 100'000) + " MB";
}

app::DownloadTerms download_terms(const usage::DownloadOptions& options) {
  app::DownloadTerms terms;
  terms.from_cdn = options.from == "cdn_url";
  terms.workers = options.workers;
  terms.bytes_per_second = options.rate;
  return terms;
}

void refuse_unknown_place(const std::string& to) {
  const bool is_folder = to.find("://") == std::string::npos && !to.starts_with("rclone:");
  if (!is_folder)
    throw CommandFailed(usage::ExitCode::usage,
                        "'" + printable(to) +
                            "': this version downloads into folders alone; nothing was "
                            "submitted");
}

}  // namespace

bool has_downloads(const Invocation& invocation) {
  return std::ranges::any_of(invocation.manifests, [](const app::LoadedCampaign& one) {
    return !one.manifest->download().to.empty();
  });
}

void refuse_places(const Invocation& invocation) {
  refuse_unknown_place(invocation.options.download.to);
  for (const app::LoadedCampaign& one : invocation.manifests) {
    const std::string& to = one.manifest->download().to;
    if (to.empty()) continue;
    const auto problem = io::make_file_folder(to)->open();
    if (problem)
      throw CommandFailed(usage::ExitCode::journal_or_results,
                          printable(problem->text) + "; nothing was submitted");
  }
}

FolderDownloads::FolderDownloads(const usage::DownloadOptions& options, app::Deps deps)
    : options_(options), downloads_(download_terms(options), std::move(deps)) {}

void FolderDownloads::add(const app::LoadedCampaign& one, Journal& writer, JournalReader& reader) {
  const std::string& to = one.manifest->download().to;
  if (to.empty()) return;
  Folder& folder =
      folders_.emplace_back(Folder{one, reader, io::make_file_folder(to), one.manifest->file_names()});
  downloads_.add({one.path, one.manifest->name(), writer, reader, *folder.place, *folder.names});
}

std::function<void(const Journal&, const ContentKey&)> FolderDownloads::listener() {
  return [this](const Journal& journal, const ContentKey& content) { downloads_.came(journal, content); };
}

std::function<FileReading()> FolderDownloads::counter() {
  return [this] { return downloads_.so_far(); };
}

asio::awaitable<void> FolderDownloads::finish(bool stopped, std::optional<Instant> deadline) {
  auto finishing = downloads_.finish(stopped, deadline);
  report_ = co_await std::move(finishing);
}

asio::awaitable<void> FolderDownloads::verify() {
  auto verifying = downloads_.verify();
  report_ = co_await std::move(verifying);
}

void FolderDownloads::write_lists() {
  try {
    for (Folder& folder : folders_) {
      for (const CampaignRecord& known : folder.reader.campaigns())
        if (known.path == folder.one.path && known.name == folder.one.manifest->name())
          write_list(folder, known.number);
    }
  } catch (const JournalError& error) {
    report_.journal_problem = error.what();
  }
}

void FolderDownloads::write_list(Folder& folder, CampaignNumber campaign) {
  const std::string& to = folder.one.manifest->download().to;
  std::error_code none;
  if (!std::filesystem::is_directory(to, none)) return;  // nothing was fetched yet
  io::DiskFiles files;
  for (const auto format : {report::IndexFormat::csv, report::IndexFormat::json}) {
    report::FileIndex index(to, format);
    folder.reader.each_job(campaign, 0, [&](const JobView& job) { index.note(job); });
    const std::string file = to + (format == report::IndexFormat::csv ? "/index.csv" : "/index.json");
    const std::error_code error = files.replace(
        file,
        [&](std::ostream& out) {
          index.begin(out);
          folder.reader.each_job(campaign, 0, [&](const JobView& job) { index.job(out, job); });
          index.end(out);
        },
        Readers::umask);
    if (error && list_problem_.empty()) list_problem_ = "cannot write '" + file + "': " + error.message();
  }
}

void FolderDownloads::tell(bool quiet) const {
  const auto say = [](const std::string& text) { std::cerr << printable(text) << "\n"; };
  for (const std::string* problem : {&report_.place_problem, &report_.journal_problem, &list_problem_})
    if (!problem->empty())
      say("pressrun: " + *problem + "; what was bought is kept, and the same command goes on");
  for (const app::SameFiles& same : report_.same) {
    std::string jobs;
    for (const std::string& job : same.jobs) jobs += (jobs.empty() ? "" : ", ") + job;
    if (same.count > same.jobs.size()) jobs += ", …";
    say("warning: these " + files_counted(same.count) +
        " are the same, byte for byte, though their jobs differ: " + jobs +
        ": was an element's name or an override ignored?");
  }
  if (quiet) return;
  std::string text = "  files: " + std::to_string(report_.fetched) + " fetched (" + size_text(report_.bytes) +
                     "), " + std::to_string(report_.present) + " were there";
  if (report_.failed > 0) text += ", " + std::to_string(report_.failed) + " failed";
  if (report_.left > 0) text += ", " + std::to_string(report_.left) + " left for the next command";
  for (const Folder& folder : folders_) text += "; in " + folder.one.manifest->download().to;
  say(text);
}

std::vector<usage::ExitCode> FolderDownloads::codes(int signal) const {
  std::vector<usage::ExitCode> codes;
  const bool no_place =
      !report_.place_problem.empty() || !report_.journal_problem.empty() || !list_problem_.empty();
  if (no_place) codes.push_back(usage::ExitCode::journal_or_results);
  if (report_.failed > 0 && report_.place_problem.empty()) codes.push_back(usage::ExitCode::some_failed);
  if (report_.late) codes.push_back(usage::ExitCode::deadline);
  if (report_.left > 0 && signal != 0) codes.push_back(usage::code_of(app::Stop::signal, signal));
  if (options_.strict_pictures && !report_.same.empty()) codes.push_back(usage::ExitCode::some_failed);
  return codes;
}

}  // namespace pressrun::wiring
