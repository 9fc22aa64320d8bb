// Options of what runs unattended: who is told, and what monitoring and shells ask.
#include "usage/option_set.hpp"

namespace pressrun::usage {

void OptionSet::notices() {
  value("--ping", "URL",
        "told of every run, as healthchecks has it: URL/start, then URL/EXITCODE with the summary",
        [this](const std::string& given) -> std::optional<std::string> {
          if (!given.starts_with("https://") && !given.starts_with("http://"))
            return "'" + given + "' is no web address";
          options_.output.ping = given;
          return std::nullopt;
        });
  text_value("--metrics", "FILE", options_.output.metrics,
             "how runs ended, for Prometheus: written at the end (FILE.prom in the node exporter's textfile "
             "folder)");
}

/// `docker stop` waits for ten seconds: by then all is written.
void OptionSet::drain() {
  options_.run.policy.drain = std::chrono::seconds{8};
  duration("--drain", "how long a stop awaits the answers that are on their way", "8s",
           [this](Duration d) { options_.run.policy.drain = d; });
}

void OptionSet::notify_action() {
  app_.add_option("ACTION", options_.action, "test: send to all, whatever they want to hear")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({"test"}));
}

void OptionSet::completion_words() {
  app_.add_option("SHELL", options_.action,
                  "bash, zsh or fish; jobs or environments: those of MANIFEST, which the shells ask for")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "jobs", "environments"}));
  app_.add_option("MANIFEST", options_.input.manifests, "for jobs and environments")->type_name("");
}

}  // namespace pressrun::usage
