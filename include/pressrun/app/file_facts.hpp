#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/manifest/download.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace pressrun::app {

/// How the file of an asset of a job is called.
manifest::NamedFile name_of(const JobView& job, std::size_t asset, manifest::FileNames& names);

/// Checks how the files of jobs will be called, with placeholders for what is known only when they are there:
/// before anything is paid. Two jobs whose files would be one, for some file system, are an error.
class FileNameCheck {
 public:
  explicit FileNameCheck(manifest::FileNames& names) : names_(names) {}
  void look(const JobSpec& spec, const Job& job, const WorkspaceSnapshot& workspace, FindingSet& findings);

 private:
  void note(const std::string& path, const JobSpec& spec, FindingSet& findings);
  void complain(const JobSpec& spec, std::string message, std::string hint, FindingSet& findings);

  manifest::FileNames& names_;
  struct Taken {
    std::uint32_t job = 0;  ///< the first job that has it, from 1
    bool is_folder = false;
  };
  std::unordered_map<std::uint64_t, Taken> taken_;  // by a hash of the folded path
  std::uint32_t jobs_ = 0;
  std::size_t told_ = 0;
};

}  // namespace pressrun::app
