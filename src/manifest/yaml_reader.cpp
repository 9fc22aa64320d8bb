#include "manifest/yaml_reader.hpp"

#include "manifest/yaml_builder.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace pressrun::manifest {
namespace {

std::string hint_for(const std::string& problem) {
  if (problem.find("end of map") != std::string::npos) return "look at the indentation here and above";
  if (problem.find("illegal map value") != std::string::npos) return "quote a text that holds ': '";
  if (problem.find("unknown token") != std::string::npos || problem.find("tab") != std::string::npos) {
    return "quote the text; indent with spaces, not tabs";
  }
  return {};
}

std::optional<Value> parse(const std::string& text, YamlBuilder& builder, Findings& findings) {
  try {
    std::istringstream in(text);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
    return builder.root ? std::move(builder.root) : Value{};
  } catch (const YAML::Exception& problem) {
    findings.error(builder.place(problem.mark), {}, "not valid YAML: " + problem.msg, hint_for(problem.msg));
  } catch (const Unreadable& problem) {
    findings.error(problem.at, {}, problem.message, problem.hint);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> read_yaml(const std::string& text, const FileName& file, const Texts& texts,
                               Findings& findings) {
  if (text.size() > YamlLimits::bytes) {
    findings.error({file, 0, 0}, {},
                   "the file is larger than " + std::to_string(YamlLimits::bytes >> 20U) + " MiB",
                   "long lists belong in 'rows', as a .csv or .jsonl file");
    return std::nullopt;
  }
  if (!check_text(text, file, findings)) return std::nullopt;
  YamlBuilder builder(file, texts, findings);
  return parse(text, builder, findings);
}

}  // namespace pressrun::manifest
