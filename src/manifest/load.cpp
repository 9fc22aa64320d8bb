#include "manifest/budget.hpp"
#include "manifest/documents.hpp"
#include "manifest/download.hpp"
#include "manifest/entry.hpp"
#include "manifest/environments.hpp"
#include "manifest/job_stream.hpp"
#include "manifest/keys.hpp"
#include "manifest/model.hpp"
#include "manifest/notify.hpp"
#include "manifest/outdated.hpp"
#include "manifest/variables.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "pressrun/manifest/page_key.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::manifest {
namespace {

class LoadedManifest final : public Manifest {
 public:
  LoadedManifest(std::shared_ptr<Model> model, Diagnostics warnings)
      : model_(std::move(model)), warnings_(std::move(warnings)) {}

  [[nodiscard]] const std::string& name() const override { return model_->name; }
  [[nodiscard]] const Budget& budget() const override { return model_->budget; }
  [[nodiscard]] const std::string& report() const { return model_->report; }
  [[nodiscard]] const Download& download() const override { return model_->download; }
  void download_to(std::string folder) override { model_->download.to = std::move(folder); }
  [[nodiscard]] std::unique_ptr<FileNames> file_names() override { return manifest::file_names(model_); }
  [[nodiscard]] std::vector<std::string> environments() const override { return model_->environments; }
  [[nodiscard]] SinkMaker sinks() const override {
    if (!model_->notify) return {};
    return [model = model_](const NotifyValues& values) {
      Findings told_already(model->texts);
      return read_notify(*model->notify, model->vars, values, *model->sources, told_already);
    };
  }
  [[nodiscard]] std::vector<DesignId> designs() const override {
    std::vector<DesignId> out;
    for (const Entry& entry : model_->entries) {
      const DesignId& id = entry.design.id;
      if (!id.text.empty() && std::ranges::find(out, id) == out.end()) out.push_back(id);
    }
    return out;
  }
  [[nodiscard]] std::vector<DesignName> named_designs() const override {
    std::vector<DesignName> out;
    for (const Entry& entry : model_->entries) {
      const DesignReference& design = entry.design;
      DesignName named{design.name, design.project, design.at, design.id};
      const auto same = [&](const DesignName& other) { return named.same_design(other); };
      if (!design.name.empty() && std::ranges::none_of(out, same)) out.push_back(std::move(named));
    }
    return out;
  }
  void bind(const DesignName& named, const DesignId& id) override {
    for (Entry& entry : model_->entries) {
      if (entry.design.name == named.name && entry.design.project == named.project) entry.design.id = id;
    }
  }
  [[nodiscard]] std::vector<const Mapping*> requests() const override {
    std::vector<const Mapping*> out;
    for (const Entry& entry : model_->entries) {
      for (const Variant& variant : entry.variants) out.push_back(variant.request.mapping());
    }
    return out;
  }
  [[nodiscard]] SourcePos place_of(const DesignId& id) const override {
    const auto entry =
        std::ranges::find(model_->entries, id, [](const Entry& each) { return each.design.id; });
    return entry == model_->entries.end() ? SourcePos{} : entry->design.at;
  }
  [[nodiscard]] std::unique_ptr<JobStream> jobs(JobsWanted wanted) override {
    return stream_jobs(model_, wanted);
  }
  [[nodiscard]] const Diagnostics& warnings() const override { return warnings_; }

 private:
  std::shared_ptr<Model> model_;
  Diagnostics warnings_;
};

std::string unasked_name(const std::filesystem::path& path, Sources& sources) {
  if (path == "-") return "stdin";
  return default_name(path, [&](const std::filesystem::path& other) {
    return std::holds_alternative<std::unique_ptr<ByteStream>>(sources.open(other));
  });
}

std::string name_of(const Value& written, const std::filesystem::path& path, Sources& sources,
                    Findings& findings) {
  if (written.is_null()) return unasked_name(path, sources);
  const Scalar* scalar = written.scalar();
  if (scalar != nullptr && is_manifest_name(scalar->text)) return scalar->text;
  const std::string hint =
      scalar != nullptr ? "'" + manifest_name(scalar->text) + "' would do" : "write one word";
  findings.error(written.at, "name",
                 "'name' must be 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first", hint);
  return unasked_name(path, sources);
}

std::string read_report(const Value& written, Findings& findings) {
  const Scalar* scalar = written.scalar();
  std::string file = scalar == nullptr ? std::string{} : scalar->text;
  if (file.ends_with(".html") || file.ends_with(".htm")) return file;
  findings.error(written.at, "report", "'report' must name a file that ends in .html",
                 "report: report.html, relative to the manifest");
  return {};
}

/// What stands beside `designs`: it is known before any entry is read.
void read_top(const Documents& all, Model& model, Findings& findings) {
  Scope scope(model.vars, *model.sources);
  const auto resolved = [&](const std::optional<Value>& written, const char* key) {
    return written ? resolve_early(*written, key, scope, findings) : std::nullopt;
  };
  if (const auto outdated = resolved(all.outdated, "outdated"))
    model.keep_outdated = read_outdated(*outdated, "outdated", findings);
  if (const auto budget = resolved(all.budget, "budget")) model.budget = read_budget(*budget, findings);
  if (const auto report = resolved(all.report, "report")) model.report = read_report(*report, findings);
  if (all.download) model.download = read_download(*all.download, scope, findings);
  model.notify = all.notify;
  if (all.environments) model.environments = keys_of(*all.environments, "");
  NotifyValues any;
  for (const std::string_view field : notify_fields) any.emplace(field, "1");
  if (model.notify) read_notify(*model.notify, model.vars, any, *model.sources, findings);
}

void check_patches(const Documents& all, const Model& model, Findings& findings) {
  if (!all.environments) return;
  std::vector<std::string> names;
  for (const RawEntry& raw : all.designs) {
    std::string name = name_of_entry(raw, all, model);
    if (!name.empty()) names.push_back(std::move(name));
  }
  check_patched_names(all, names, findings);
}

}  // namespace

const std::string& report_of(const Manifest& loaded) {
  static const std::string none;
  const auto* one = dynamic_cast<const LoadedManifest*>(&loaded);
  return one == nullptr ? none : one->report();
}

Loaded load(const std::string& text, const std::filesystem::path& path, Sources& sources,
            const LoadOptions& options) {
  auto model = std::make_shared<Model>();
  model->texts = std::make_shared<Texts>();
  model->sources = &sources;
  Findings findings(model->texts);
  Documents all = read_documents(text, path, sources, *model->texts, findings);
  const bool readable = !findings.diagnostics.has_errors() || !all.designs.empty();
  model->name = name_of(all.name, path, sources, findings);
  if (!options.environment.empty()) model->name += "." + options.environment;
  if (readable) choose_environment(all, options.environment, findings);
  model->vars = resolve_variables(all.vars, options.set, sources, findings);
  read_top(all, *model, findings);
  for (const RawEntry& raw : all.designs) {
    if (auto entry = read_entry(raw, all, *model, findings)) model->entries.push_back(std::move(*entry));
  }
  check_patches(all, *model, findings);
  if (readable && all.designs.empty()) {
    const SourcePos at{std::make_shared<const std::string>(path.string()), 0, 0};
    findings.error(at, "designs", "the manifest names no design", "add 'designs: [{design_id: UUID}]'");
  }
  const bool nothing = model->entries.empty();
  if (findings.diagnostics.has_errors() && nothing) return {nullptr, std::move(findings.diagnostics)};
  Diagnostics warnings = findings.diagnostics;
  return {std::make_unique<LoadedManifest>(std::move(model), std::move(warnings)),
          std::move(findings.diagnostics)};
}

}  // namespace pressrun::manifest
