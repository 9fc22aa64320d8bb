#pragma once

#include "app/registration.hpp"

#include <optional>

namespace pressrun::app {

/// Hands out what one campaign wants, bodies and all, as its turn comes.
class JobFeed {
 public:
  struct Item {
    Job job;
    Formats wanted;  ///< of all jobs that ask for this content; empty: all that the design has
    bool keep_outdated = false;
  };

  JobFeed(Campaign& campaign, Workload& load, const FormatSets& sets)
      : campaign_(campaign), load_(load), sets_(sets) {}

  /// The next wanted content. Throws SourceChanged when the manifest or its rows are no longer what was
  /// registered.
  std::optional<Item> next();
  [[nodiscard]] std::size_t left() const { return load_.wanted.size() - taken_; }

 private:
  Job build(const WantedContent& wanted);
  Job take(const WantedContent& wanted);

  Campaign& campaign_;
  Workload& load_;
  const FormatSets& sets_;
  std::size_t taken_ = 0;
  bool started_ = false;
};

}  // namespace pressrun::app
