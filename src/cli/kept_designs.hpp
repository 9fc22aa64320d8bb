#pragma once

#include "cli/manifests.hpp"
#include "pressrun/app/survey.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <vector>

namespace pressrun::cli {

/// The designs that the journals of these manifests keep from earlier runs. One that cannot be read, or whose
/// journal cannot, is as good as not there.
std::vector<app::KeptDesign> kept_designs(const std::vector<Campaigned>& manifests, WallTime now);

/// What the API gave now, to be kept.
struct FreshAnswers {
  std::vector<io::KeptAnswer> designs;
  std::vector<DesignId> ids;  ///< of each design
  std::optional<std::vector<Font>> fonts;
  WallTime at{};
};
FreshAnswers fresh_answers(const app::Survey& survey, WallTime now);

/// Keeps them in the journal of each manifest that needs them. Who holds no lock (`nobodys`) makes no
/// journal. Throws JournalError.
void keep_answers(const std::vector<Campaigned>& manifests, const FreshAnswers& fresh, io::Holding holding);

}  // namespace pressrun::cli
