#include "manifest/template_text.hpp"

#include "manifest/lint_table.hpp"

#include <algorithm>

namespace pressrun::manifest {
namespace {

using Kind = TemplateStep::Kind;

std::string_view trim_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Reads one text from its front; a rule of the grammar each.
class TemplateParser {
 public:
  explicit TemplateParser(std::string_view text) : text_(text) {}

  TemplateText read() {
    TemplateText out;
    std::size_t from = 0;
    const auto literal = [&](std::size_t end) {
      if (end <= from) return;
      out.pieces.push_back({text_.substr(from, end - from), std::nullopt});
      out.has_text = out.has_text || !is_blank_text(out.pieces.back().literal);
    };
    while (at_ < text_.size()) {
      if (looks_at("\\${")) {
        literal(at_);
        from = at_ + 1;
        at_ += 3;
      } else if (looks_at("${")) {
        literal(at_);
        Reference made = reference();
        if (!problem_.empty()) return {{}, false, problem_};
        out.pieces.push_back({{}, std::move(made)});
        from = at_;
      } else {
        ++at_;
      }
    }
    literal(text_.size());
    return out;
  }

 private:
  [[nodiscard]] bool looks_at(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  [[nodiscard]] bool ended() const { return at_ >= text_.size() || !problem_.empty(); }
  void pass_blanks() {
    while (looks_at(" ")) ++at_;
  }
  void fail(std::string_view why) {
    if (problem_.empty()) problem_ = why;
  }

  Reference reference() {
    at_ += 2;
    Reference made{name(), {}};
    if (made.name.empty() && problem_.empty() && !ended()) fail("'${}' names nothing");
    while (!ended() && text_[at_] != '}') made.steps.push_back(step());
    if (ended()) fail("'${' is not closed");
    ++at_;
    return made;
  }

  std::string name() {
    std::string made;
    bool was_quoted = false;
    pass_blanks();
    while (!ended() && !looks_at("|") && !looks_at("}") && !looks_at(":-") && !looks_at(":+")) {
      if (looks_at("'") && (made.empty() || made.back() == '.')) {
        made += quoted();
        was_quoted = true;
        pass_blanks();
      } else {
        made += text_[at_++];
      }
    }
    return was_quoted ? made : std::string(trim_blanks(made));
  }

  TemplateStep step() {
    if (looks_at("|")) return filter();
    TemplateStep made;
    made.kind = looks_at(":-") ? Kind::when_empty : Kind::when_there;
    at_ += 2;
    operand(made);
    return made;
  }

  TemplateStep filter() {
    ++at_;
    TemplateStep made;
    const std::size_t from = at_;
    while (!ended() && std::string_view("|}:").find(text_[at_]) == std::string_view::npos) ++at_;
    made.name = trim_blanks(text_.substr(from, at_ - from));
    while (looks_at(":") && !looks_at(":-") && !looks_at(":+")) made.args.push_back(argument());
    return made;
  }

  void pass_argument() {
    while (!ended() && std::string_view("|}:").find(text_[at_]) == std::string_view::npos) ++at_;
  }

  std::string argument() {
    ++at_;
    if (looks_at("'")) {
      std::string made = quoted();
      pass_blanks();
      if (!ended() && !looks_at("|") && !looks_at("}") && !looks_at(":"))
        fail("text stands behind a quoted argument of a filter: a quote within it is written twice");
      pass_argument();
      return made;
    }
    const std::size_t from = at_;
    pass_argument();
    return std::string(trim_blanks(text_.substr(from, at_ - from)));
  }

  /// `'A | B'`, a quote within it written twice.
  std::string quoted() {
    std::string made;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\'' && text_.substr(at_ + 1).starts_with('\''))
        ++at_;
      else if (text_[at_] == '\'') {
        ++at_;
        return made;
      }
      made += text_[at_];
    }
    fail("a quote within '${' is not closed");
    return made;
  }

  void operand(TemplateStep& made) {
    if (looks_at("'")) {
      const std::size_t before = at_;
      made.operand = quoted();
      made.quoted = true;
      pass_blanks();
      if (problem_.empty() && (looks_at("|") || looks_at("}"))) return;
      problem_.clear();  // an apostrophe, and the text goes on
      made.quoted = false;
      at_ = before;
    }
    const std::size_t from = at_;
    while (!ended() && text_[at_] != '|' && text_[at_] != '}') {
      if (looks_at("\\${")) {
        at_ += 3;
      } else if (looks_at("${")) {
        if (++depth_ > most_depth) return fail("references within references are nested too deeply");
        reference();
        --depth_;
      } else {
        ++at_;
      }
    }
    made.operand = text_.substr(from, std::min(at_, text_.size()) - from);
  }

  static constexpr int most_depth = 60;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string problem_;
};

}  // namespace

bool Reference::minds_empty() const {
  return std::ranges::any_of(
      steps, [](const TemplateStep& step) { return step.kind != Kind::filter || step.name == "empty"; });
}

TemplateText take_apart(std::string_view text) { return TemplateParser(text).read(); }

}  // namespace pressrun::manifest
