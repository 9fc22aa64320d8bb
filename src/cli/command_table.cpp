#include "cli/command_table.hpp"

#include <algorithm>
#include <array>

namespace pressrun::cli {
namespace {

void declare_checks(OptionSet& options) {
  options.manifests(true);
  options.choice_of_jobs();
  options.journal();
  options.scenario();
  options.connection();
  options.pace();
}

void declare_talk(OptionSet& options) {
  options.output();
  options.logging();
}

void declare_run(OptionSet& options) {
  declare_checks(options);
  options.webhooks();
  options.results();
  options.page();
  options.downloads();
  options.limits();
  options.keep_going();
  options.lock();
  options.run();
  options.notices();
  options.drain();
  options.plan();
  options.saved_plan();
  options.json();
  options.yes();
  options.progress();
  declare_talk(options);
}

void declare_plan(OptionSet& options) {
  declare_checks(options);
  options.plan();
  options.shown_jobs();
  options.plan_out();
  options.keep_going();
  options.json();
  declare_talk(options);
}

void declare_explain(OptionSet& options) {
  options.manifests(false);
  options.explained_job();
  options.journal();
  options.scenario();
  options.connection();
  options.pace();
  options.plan();
  options.json();
  declare_talk(options);
}

void declare_status(OptionSet& options) {
  options.manifests(true);
  options.journal();
  options.json();
  options.exit_code();
  options.output();
}

void declare_results(OptionSet& options) {
  options.manifests(false);
  options.journal();
  options.results();
  options.output();
}

void declare_report(OptionSet& options) {
  options.manifests(false);
  options.journal();
  options.page_file();
  options.output();
}

void declare_runs(OptionSet& options) {
  options.manifests(false);
  options.journal();
  options.run_fields();
  options.json("an array of the fields");
  options.output();
}

void declare_diff(OptionSet& options) {
  options.manifests(false);
  options.runs_compared();
  options.journal();
  options.json();
  options.output();
}

void declare_download(OptionSet& options) {
  options.manifests(false);
  options.journal();
  options.scenario();
  options.connection();
  options.pace();
  options.download_command();
  options.lock();
  declare_talk(options);
}

void declare_resolve(OptionSet& options) {
  options.manifests(false);
  options.resolve();
  options.yes();
  options.journal();
  options.lock();
  options.output();
}

void declare_journal(OptionSet& options) {
  options.journal_action();
  options.manifests(false);
  options.journal();
  options.export_file();
  options.json();
  options.lock();
  options.output();
}

void declare_doctor(OptionSet& options) {
  options.manifests(true);
  options.journal();
  options.scenario();
  options.connection();
  declare_talk(options);
}

void declare_env(OptionSet&) {}

void declare_notify(OptionSet& options) {
  options.notify_action();
  options.manifests(true);
  options.journal();
  options.connection();
  options.notices();
  options.output();
}

void declare_completion(OptionSet& options) { options.completion_words(); }

void declare_simulate(OptionSet& options) {
  options.port();
  options.scenario();
  options.output();
}

void declare_authoring(OptionSet& options) {
  options.authored();
  options.scenario();
  options.simulate();
  options.connection();
  options.yes();
  declare_talk(options);
}

void declare_init(OptionSet& options) {
  declare_authoring(options);
  options.all_settings();
}

void declare_listing(OptionSet& options) {
  options.scenario();
  options.simulate();
  options.connection();
  declare_talk(options);
}

void declare_urls(OptionSet& options) {
  options.manifests(false);
  options.urls();
  options.journal();
  options.scenario();
  options.connection();
  options.pace();
  options.yes();
  declare_talk(options);
}

void declare_designs(OptionSet& options) {
  options.designs_shown();
  options.json("an array of {id, name, type, updated_at, project_id, project_name, formats}");
  declare_listing(options);
}

void declare_fonts(OptionSet& options) {
  options.json("an array of {id, name, type, weights}");
  declare_listing(options);
}

void declare_projects(OptionSet& options) {
  options.json("an array of {id, name, created_at}");
  declare_listing(options);
}

constexpr std::array table{
    Command{"run",
            "submit what is new or changed, poll what is out, write the results; run again to continue",
            Stage::findings, true, declare_run, cmd_run},
    Command{"plan", "every check, and what a run would do; no generation call", Stage::findings, true,
            declare_plan, cmd_plan},
    Command{"explain", "one job: what a run would do with it and why, its values, its history",
            Stage::findings, false, declare_explain, cmd_explain},
    Command{"status", "what the journal knows; also while a run is going on", Stage::manifests, true,
            declare_status, cmd_status},
    Command{"results", "write the results from the journal, without a run", Stage::manifests, false,
            declare_results, cmd_results},
    Command{"report", "one page to look at and to review: pictures, what needs a person, costs",
            Stage::manifests, false, declare_report, cmd_report},
    Command{"runs", "the runs so far, newest first", Stage::manifests, false, declare_runs, cmd_runs},
    Command{"diff", "what two runs differ in: jobs, fields, pictures", Stage::manifests, false, declare_diff,
            cmd_diff},
    Command{"download", "fetch and verify the files of what is there, without a run; buys nothing",
            Stage::manifests, false, declare_download, cmd_download},
    Command{"resolve", "list what is in doubt, and settle it", Stage::manifests, false, declare_resolve,
            cmd_resolve},
    Command{"urls", "an address for each job and format that renders when it is opened: dynamic images",
            Stage::findings, false, declare_urls, cmd_urls},
    Command{"init", "a commented manifest of a live design, that runs as it is", Stage::options, false,
            declare_init, cmd_init},
    Command{"designs", "the designs of the workspace, with their ids", Stage::options, false, declare_designs,
            cmd_designs},
    Command{"fonts", "the fonts that 'font' takes", Stage::options, false, declare_fonts, cmd_fonts},
    Command{"projects", "the projects that designs belong to", Stage::options, false, declare_projects,
            cmd_projects},
    Command{"schema", "the JSON Schema of the manifest, for editors; with DESIGN, of that design",
            Stage::options, false, declare_authoring, cmd_schema},
    Command{"journal", "check it, make it small, or save what can be read: for people in trouble",
            Stage::manifests, false, declare_journal, cmd_journal},
    Command{"doctor",
            "key, address, clock, proxy, and of manifests journal, disk and results: good, or what to do",
            Stage::options, true, declare_doctor, cmd_doctor},
    Command{"env", "every setting that a run would go by, and from where", Stage::options, false, declare_env,
            cmd_env},
    Command{"notify", "test: tell all who would be told of a run that this is a test", Stage::manifests, true,
            declare_notify, cmd_notify},
    Command{"completion", "the completion of a shell: bash, zsh or fish", Stage::options, false,
            declare_completion, cmd_completion},
    Command{"simulate", "serve the bundled API simulator on loopback", Stage::options, false,
            declare_simulate, cmd_simulate},
};

}  // namespace

Commands commands() { return table; }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(table, name, &Command::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace pressrun::cli
