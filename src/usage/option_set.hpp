#pragma once

#include "usage/options.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace pressrun::usage {

/// Declares options on a CLI11 parser: each long one gets its environment twin (PRESSRUN_ and its name). What
/// the parser calls when it finds one is bound to this set: it must live until the parser is done.
class OptionSet {
 public:
  OptionSet(CLI::App& app, Options& options) : app_(app), options_(options) {}

  // The groups that commands put together; each binds its part of Options.
  void manifests(bool several);
  void journal();
  void results();
  void page();       ///< --report
  void page_file();  ///< of `report`
  void run_fields();
  void connection();
  void downloads();
  void download_command();
  void webhooks();
  void pace();
  void keep_going();
  void limits();
  void choice_of_jobs();
  void scenario();
  void port();
  void output();
  void progress();
  void logging();
  void json(const std::string& text = "for machines, on standard output");
  void plan();
  void plan_out();
  void shown_jobs();
  void explained_job();
  void saved_plan();
  void run();
  void lock();
  void yes();
  void simulate();
  void authored();
  void all_settings();
  void journal_action();
  void runs_compared();  ///< behind `manifests`
  void export_file();
  void designs_shown();
  void urls();
  void resolve();
  void exit_code();
  void notices();
  void drain();
  void notify_action();
  void completion_words();

 private:
  /// `take` answers what is wrong with the text, or nothing.
  using Take = std::function<std::optional<std::string>(const std::string&)>;
  CLI::Option* value(const std::string& names, const std::string& type, const std::string& text,
                     const Take& take, const std::string& shown_default = {});
  CLI::Option* repeated(const std::string& names, const std::string& type, const std::string& text,
                        const Take& take);
  CLI::Option* flag(const std::string& names, bool& target, const std::string& text);
  CLI::Option* text_value(const std::string& names, const std::string& type, std::string& target,
                          const std::string& text);
  CLI::Option* one_of(const std::string& names, std::string& target, const std::vector<std::string>& choices,
                      const std::string& text);
  CLI::Option* count(const std::string& names, int& target, int least, const std::string& text);
  CLI::Option* duration(const std::string& names, const std::string& text, const std::string& shown_default,
                        std::function<void(Duration)> set, bool may_be_zero = false);

  CLI::App& app_;
  Options& options_;
};

}  // namespace pressrun::usage
