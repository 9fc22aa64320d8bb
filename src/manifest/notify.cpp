#include "manifest/notify.hpp"

#include "manifest/scope.hpp"
#include "manifest/variables.hpp"
#include "pressrun/domain/suggest.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>

namespace pressrun::manifest {
namespace {

constexpr std::size_t most_sinks = 32;
constexpr const char* sink_hint =
    "write '- ping: https://…', '- command: [PROGRAM, ARGUMENT]' or '- http: https://…'";

std::string within_json(const std::string& text) {
  const std::string quoted = boost::json::serialize(boost::json::string_view{text});
  return quoted.substr(1, quoted.size() - 2);
}

bool is_json(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (body[first] == '{' || body[first] == '[');
}

bool is_web_address(std::string_view url) {
  const bool scheme = url.starts_with("https://") || url.starts_with("http://");
  return scheme && url.size() < 4096 && std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7F; });
}

/// One sink, member by member.
class SinkReader {
 public:
  SinkReader(const Value& vars, const NotifyValues& values, Sources& sources, Findings& findings)
      : vars_(vars), values_(values), sources_(sources), findings_(findings) {}

  std::optional<NotifySink> read(const Value& written, const std::string& path) {
    const auto refuse = [&](const std::string& message, const std::string& hint) {
      findings_.error(written.at, path, message, hint);
      return std::nullopt;
    };
    if (written.mapping() == nullptr) return refuse("a sink must be a mapping", sink_hint);
    int kinds = 0;
    for (const char* kind : {"ping", "command", "http"}) kinds += written.find(kind) != nullptr ? 1 : 0;
    if (kinds != 1) return refuse("a sink has one of 'ping', 'command' and 'http'", sink_hint);
    NotifySink sink;
    sink.at = written.at;
    const bool sound =
        target(written, path, sink) && body(written, path, sink) && states(written, path, sink);
    return sound ? std::optional(std::move(sink)) : std::nullopt;
  }

 private:
  std::optional<std::string> text(const Value& written, const std::string& path, Scope& scope) {
    const auto replaced = resolve_early(written, path, scope, findings_);
    if (!replaced) return std::nullopt;
    const Scalar* scalar = replaced->scalar();
    if (scalar != nullptr && !replaced->is_null()) return scalar->text;
    findings_.error(written.at, path, "a text is needed here");
    return std::nullopt;
  }

  bool target(const Value& written, const std::string& path, NotifySink& sink) {
    Scope scope(vars_, sources_);
    scope.read_secrets();
    if (const Value* command = written.find("command"))
      return program(*command, path + ".command", scope, sink);
    const char* key = written.find("ping") != nullptr ? "ping" : "http";
    sink.kind = written.find("ping") != nullptr ? NotifyKind::ping : NotifyKind::http;
    const auto url = text(*written.find(key), path + "." + key, scope);
    if (!url) return false;
    if (!is_web_address(*url)) {
      findings_.error(written.find(key)->at, path + "." + key,
                      std::string{"'"} + key + "' must be a web address", "write 'https://…'");
      return false;
    }
    sink.url = *url;
    return true;
  }

  bool program(const Value& written, const std::string& path, Scope& scope, NotifySink& sink) {
    sink.kind = NotifyKind::command;
    const Sequence* words = written.sequence();
    if (words == nullptr || words->empty()) {
      findings_.error(written.at, path, "'command' must be a list of a program and its arguments",
                      "write '[/usr/local/bin/tell-me, --channel, nights]'; for a shell '[sh, -c, …]'");
      return false;
    }
    for (std::size_t i = 0; i < words->size(); ++i) {
      const auto word = text((*words)[i], path + "[" + std::to_string(i) + "]", scope);
      if (!word) return false;
      sink.command.push_back(*word);
    }
    if (!sink.command.front().empty()) return true;
    findings_.error(written.at, path, "the program has no name");
    return false;
  }

  bool body(const Value& written, const std::string& path, NotifySink& sink) {
    const Value* body = written.find("body");
    if (body == nullptr) return true;
    if (sink.kind != NotifyKind::http) {
      findings_.error(body->at, path + ".body", "'body' belongs to 'http'",
                      "a command reads JSON from standard input; a ping sends the summary");
      return false;
    }
    const bool json = body->scalar() != nullptr && is_json(body->scalar()->text);
    std::vector<std::pair<std::string, Value>> fields;
    for (const auto& [name, value] : values_)
      fields.emplace_back(name, Value::string(json ? within_json(value) : value));
    Scope scope(vars_, sources_);
    scope.read_secrets();
    for (const auto& [name, value] : fields) scope.set(name, value);
    const auto made = text(*body, path + ".body", scope);
    if (made) sink.body = *made;
    return made.has_value();
  }

  bool states(const Value& written, const std::string& path, NotifySink& sink) {
    const Value* on = written.find("on");
    if (on == nullptr) {
      // A service that is pinged watches for silence: it wants every run.
      for (const auto& [state, word] : notify_words)
        if (sink.kind == NotifyKind::ping || state == NotifyState::partial || state == NotifyState::failure ||
            state == NotifyState::doubt || state == NotifyState::budget)
          sink.on.push_back(state);
      return true;
    }
    const Sequence single{*on};
    const Sequence& words = on->sequence() != nullptr ? *on->sequence() : single;
    for (const Value& word : words)
      if (!state(word, path + ".on", sink)) return false;
    return true;
  }

  bool state(const Value& word, const std::string& path, NotifySink& sink) {
    const std::string written = word.scalar() != nullptr ? word.scalar()->text : "";
    std::vector<std::string> known;
    for (const auto& [each, name] : notify_words) {
      if (name == written) {
        sink.on.push_back(each);
        return true;
      }
      known.emplace_back(name);
    }
    const auto near = nearest(written, known);
    findings_.error(word.at, path, "'" + written + "' is nothing that a sink is told of",
                    near ? "did you mean '" + *near + "'?"
                         : "start, success, partial, failure, doubt, budget, nothing, recovered");
    return false;
  }

  const Value& vars_;
  const NotifyValues& values_;
  Sources& sources_;
  Findings& findings_;
};

}  // namespace

std::vector<NotifySink> read_notify(const Value& written, const Value& vars, const NotifyValues& values,
                                    Sources& sources, Findings& findings) {
  std::vector<NotifySink> sinks;
  const Sequence* list = written.sequence();
  if (list == nullptr || list->size() > most_sinks) {
    findings.error(written.at, "notify",
                   list == nullptr ? "'notify' must be a list of sinks" : "'notify' has more than 32 sinks",
                   list == nullptr ? sink_hint : "");
    return sinks;
  }
  SinkReader reader{vars, values, sources, findings};
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (auto sink = reader.read((*list)[i], "notify[" + std::to_string(i) + "]"))
      sinks.push_back(std::move(*sink));
  }
  return sinks;
}

}  // namespace pressrun::manifest
