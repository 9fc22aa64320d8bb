#include "manifest/variables.hpp"

#include "manifest/interpolation.hpp"
#include "manifest/lint_table.hpp"

#include <algorithm>
#include <vector>

namespace pressrun::manifest {
namespace {

constexpr std::size_t longest_chain = 200;

class Resolver {
 public:
  Resolver(Value vars, Sources& sources, Findings& findings)
      : vars_(std::move(vars)),
        done_(vars_.mapping()->size()),
        scope_(vars_, sources),
        replace_(scope_),
        findings_(findings) {}

  Value all() {
    for (std::size_t i = 0; i < done_.size(); ++i) one(i, {});
    for (Problem& problem : replace_.problems)
      findings_.error(problem.at, problem.path, problem.message, problem.hint);
    for (const OddPart& part : replace_.odd_parts)
      findings_.lint(part.lint, part.at, part.path,
                     "'" + part.name + "' is empty, or what a tool wrote for no value",
                     std::string(lint_named(part.lint).hint));
    return std::move(vars_);
  }

 private:
  void one(std::size_t index, std::vector<std::size_t> chain) {
    if (done_[index]) return;
    Member& member = std::get<Mapping>(vars_.content)[index];
    if (std::ranges::find(chain, index) != chain.end() || chain.size() > longest_chain) {
      findings_.error(member.value.at, "vars." + member.key,
                      "variable '" + member.key + "' refers to itself");
      done_[index] = true;
      member.value = Value::string("", member.value.at);
      return;
    }
    chain.push_back(index);
    each_reference(member.value, "vars." + member.key,
                   [&](const Reference& reference, const SourcePos& at, const std::string& path) {
                     before(reference, chain);
                     find_unknown(reference, at, path);
                   });
    if (done_[index]) return;
    member.value = replace_.value(member.value, "vars." + member.key);
    done_[index] = true;
  }

  /// A default is for what is empty, not for a name that nothing has.
  void find_unknown(const Reference& reference, const SourcePos& at, const std::string& path) {
    const bool of_environment =
        reference.name.starts_with("env.") && !may_hold_secret(reference.name.substr(4));
    if (!reference.minds_empty() || of_environment) return;
    const auto found = scope_.find(reference.name);
    if (const auto* why = std::get_if<UnknownName>(&found))
      findings_.error(at, path, why->message, why->hint);
  }

  /// What a reference reads must be resolved first.
  void before(const Reference& reference, const std::vector<std::size_t>& chain) {
    if (!reference.name.starts_with("vars")) return;
    const std::string_view rest =
        std::string_view(reference.name).substr(std::min<std::size_t>(5, reference.name.size()));
    const Mapping& members = *vars_.mapping();
    for (std::size_t i = 0; i < members.size(); ++i) {
      const bool read = rest.empty() || rest == members[i].key || rest.starts_with(members[i].key + ".");
      if (read) one(i, chain);
    }
  }

  Value vars_;
  std::vector<bool> done_;
  Scope scope_;
  Interpolator replace_;
  Findings& findings_;
};

/// `--set a.b=x`: of a variable that is there. `rest` is what is left of the name.
void set_variable(Mapping& members, const std::string& name, std::string_view rest, Value value,
                  Findings& findings) {
  const auto whole = std::ranges::find(members, rest, &Member::key);
  if (whole != members.end()) {
    whole->value = std::move(value);
    return;
  }
  for (auto dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.', dot + 1)) {
    const auto outer = std::ranges::find(members, rest.substr(0, dot), &Member::key);
    auto* inner = outer == members.end() ? nullptr : std::get_if<Mapping>(&outer->value.content);
    if (inner != nullptr) return set_variable(*inner, name, rest.substr(dot + 1), std::move(value), findings);
  }
  const std::string prefix = name.substr(0, name.size() - rest.size());
  std::vector<std::string> known;
  for (const Member& member : members) known.push_back(prefix + member.key);
  findings.error({}, {}, "--set names '" + name + "', and the manifest has no such variable",
                 known.empty() ? "write it into 'vars' first" : suggest(name, known));
}

}  // namespace

Value resolve_variables(const Value& written, const std::map<std::string, std::string>& set, Sources& sources,
                        Findings& findings) {
  Value vars = written;
  auto& members = std::get<Mapping>(vars.content);
  for (const auto& [name, text] : set) {
    // What is typed at a shell is text to be taken as it stands, and typed as plain YAML is.
    set_variable(members, name, name, text.empty() ? Value::string("") : Value::plain(text), findings);
  }
  return Resolver(std::move(vars), sources, findings).all();
}

std::optional<Value> resolve_early(const Value& written, const std::string& path, Scope& scope,
                                   Findings& findings) {
  Interpolator replace(scope);
  Value out = replace.value(written, path);
  for (Problem& problem : replace.problems)
    findings.error(problem.at, problem.path, problem.message, problem.hint);
  return replace.problems.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace pressrun::manifest
