// Histories by the hundred thousand (ordeal.hpp), on every core, and what became of them. Called by
// scripts/soak.sh. Exit codes: 0 every invariant held; 1 one did not; 2 wrong options.
#include "simulation/ordeal.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace pressrun::test;

namespace {

struct Wanted {
  std::string profile = "hostile";
  std::uint64_t first = 0;
  std::uint64_t seeds = 10'000;
  unsigned workers = std::max(1U, std::thread::hardware_concurrency());
};

/// What the workers share. A history needs nothing of another one.
class Soak {
 public:
  explicit Soak(const Wanted& wanted) : wanted_(wanted), profile_(profile(wanted.profile)) {}

  int run() {
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < wanted_.workers; ++i) workers.emplace_back([this] { work(); });
    for (std::thread& worker : workers) worker.join();
    report();
    return violated_ == 0 && coverage_.impossible().empty() ? 0 : 1;
  }

 private:
  void work();
  void live(std::uint64_t seed, StepCoverage& coverage);
  void count(std::uint64_t seed, const OrdealReport& report);
  void tell(std::ostream& out) const;
  void report() const;

  const Wanted& wanted_;
  const Profile& profile_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::atomic<std::uint64_t> next_{0};
  std::mutex mutex_;  // of all below
  std::chrono::steady_clock::time_point told_ = began_;
  std::uint64_t lived_ = 0;
  std::uint64_t processes_ = 0;
  std::uint64_t generations_ = 0;
  std::uint64_t violated_ = 0;
  StepCoverage coverage_;
};

void Soak::work() {
  StepCoverage coverage;
  for (std::uint64_t i = next_++; i < wanted_.seeds; i = next_++) live(wanted_.first + i, coverage);
  const std::lock_guard lock{mutex_};
  coverage_.add(coverage);
}

void Soak::live(std::uint64_t seed, StepCoverage& coverage) {
  OrdealReport report;
  try {
    report = endure(profile_, seed, coverage);
  } catch (const std::exception& error) {
    report.complaints.push_back({"nothing is thrown", error.what()});
  }
  count(seed, report);
}

void Soak::count(std::uint64_t seed, const OrdealReport& report) {
  const std::lock_guard lock{mutex_};
  ++lived_;
  processes_ += static_cast<std::uint64_t>(report.processes);
  generations_ += report.generations;
  if (!report.complaints.empty()) ++violated_;
  for (const Complaint& complaint : report.complaints) {
    std::cout << "VIOLATED " << complaint.invariant << ": " << complaint.about
              << "\n  PRESSRUN_PROFILE=" << profile_.name << " PRESSRUN_SEED=" << seed
              << " simulation_test --run_test=ordeals" << std::endl;
  }
  const auto now = std::chrono::steady_clock::now();
  if (now - told_ < std::chrono::seconds{10}) return;
  told_ = now;
  tell(std::cerr);
}

void Soak::tell(std::ostream& out) const {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  out << std::fixed << std::setprecision(0) << lived_ << " of " << wanted_.seeds << " histories, "
      << processes_ << " processes (" << static_cast<double>(processes_) / seconds << "/s), " << generations_
      << " generations, " << violated_ << " violated, " << seconds << " s" << std::endl;
}

void Soak::report() const {
  std::cout << "profile " << profile_.name << ", seeds " << wanted_.first << " to "
            << wanted_.first + wanted_.seeds - 1 << ", " << wanted_.workers << " workers\n";
  tell(std::cout);
  const auto missing = coverage_.missing();
  std::cout << "\nstate × event: " << StepCoverage::possible().size() - missing.size() << " of "
            << StepCoverage::possible().size() << " pairs\n";
  for (const auto& [pair, count] : coverage_.counts())
    std::cout << std::setw(12) << count << "  " << pair << "\n";
  for (const std::string& pair : missing) std::cout << "       never  " << pair << "\n";
  for (const std::string& pair : coverage_.impossible())
    std::cout << "VIOLATED cannot occur, and did: " << pair << "\n";
  std::cout.flush();
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  CLI::App app{"Lives through histories of campaigns in virtual time."};
  app.add_option("--profile", wanted.profile, "how hard a world is");
  app.add_option("--seeds", wanted.seeds, "how many histories")->check(CLI::PositiveNumber);
  app.add_option("--first", wanted.first, "the first seed");
  app.add_option("--workers", wanted.workers, "threads")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    return Soak{wanted}.run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
