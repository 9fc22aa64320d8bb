#include "manifest/variables.hpp"

#include "manifest/interpolation.hpp"

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
    each_reference(member.value, {}, [&](const Reference& reference, const SourcePos&, const std::string&) {
      before(reference, chain);
    });
    if (done_[index]) return;
    member.value = replace_.value(member.value, "vars." + member.key);
    done_[index] = true;
  }

  /// What a reference reads must be resolved first.
  void before(const Reference& reference, const std::vector<std::size_t>& chain) {
    if (!reference.name.starts_with("vars")) return;
    const std::string_view rest = reference.name.substr(std::min<std::size_t>(5, reference.name.size()));
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

}  // namespace

Value resolve_variables(const Value& written, const std::map<std::string, std::string>& set, Sources& sources,
                        Findings& findings) {
  Value vars = written;
  auto& members = std::get<Mapping>(vars.content);
  for (const auto& [name, text] : set) {
    // What is typed at a shell is text to be taken as it stands, and typed as plain YAML is.
    Value value = text.empty() ? Value::string("") : Value::plain(text);
    const auto found = std::ranges::find(members, name, &Member::key);
    if (found == members.end()) {
      members.push_back({name, std::move(value), {}});
    } else {
      found->value = std::move(value);
    }
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
