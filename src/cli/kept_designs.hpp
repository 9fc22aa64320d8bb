#pragma once

#include "cli/manifests.hpp"
#include "pressrun/app/survey.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <cstdint>
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

/// Whether answers are kept in a journal: commands that only read make none, and never write into one that a
/// run holds.
enum class Keeping : std::uint8_t { always, unless_held };

/// Keeps them in the journal of each manifest that needs them. Throws JournalError.
void keep_answers(const std::vector<Campaigned>& manifests, const FreshAnswers& fresh, Keeping keeping);

}  // namespace pressrun::cli
