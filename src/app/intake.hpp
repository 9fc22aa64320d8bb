#pragma once

#include "app/enrollment.hpp"

#include <optional>

namespace pressrun::app {

/// Hands out the wanted jobs of one campaign, bodies and all, as their turn comes.
class Intake {
 public:
  struct Item {
    Job job;
    Planned state;
    std::vector<Follower> followers;
  };

  Intake(Campaign& campaign, Workload& load) : campaign_(campaign), load_(load) {}

  /// The next wanted job. Throws SourceChanged when the manifest or its rows are no longer what was enrolled.
  std::optional<Item> next();
  [[nodiscard]] std::size_t left() const { return load_.wanted.size() - taken_; }

 private:
  Job build(const Wanted& wanted);
  Job take(const Wanted& wanted);

  Campaign& campaign_;
  Workload& load_;
  std::size_t taken_ = 0;
  bool started_ = false;
};

}  // namespace pressrun::app
