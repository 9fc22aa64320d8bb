#pragma once

#include "pressrun/api/design_rules.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <optional>
#include <string>

namespace pressrun::api {

/// What a value should be and is not, ready to follow its name: "must be a number from 0 to 100".
struct Fault {
  std::string must;
  std::string hint;  ///< for this very value; may be empty
  Severity severity = Severity::error;
};

enum class Medium : std::uint8_t { unknown, screen, print };  ///< what a design is made for

/// Compares a scalar with its rule. Null is never what is wanted. Nothing: it is as it should be.
std::optional<Fault> check_scalar(const Scalar& scalar, ValueKind kind, const Limit& limit, Medium medium);

std::string notation_text(Notation notation);  ///< "a colour as #RRGGBB or #RRGGBBAA"

/// The sentence for a value that is no scalar where one is wanted, or the reverse.
std::string wanted(ValueKind kind, const Limit& limit);

/// Adds the finding for a value: at its line in the manifest; where it came from a row, with its cell.
void report_value(Diagnostics& findings, const Value& value, std::string path, const std::string& name,
                  Fault fault);

/// The finding for a null where a value of a layer is wanted: nothing would be sent, and what the design has
/// would be billed. Where nothing at all is written it points at the key.
void report_empty(Diagnostics& findings, const Member& member, std::string path, const std::string& name);

/// The known member of an object that `name` stands for: the nearest, or the only one that it is a word of,
/// as 'fps' is of 'max_fps'.
std::optional<std::string> member_meant(std::string_view name, const std::vector<std::string>& known);

/// "did you mean 'x'?", "known: 'a', 'b', 'c'" where nothing is near, or nothing.
std::string hint_for(std::string_view name, const std::vector<std::string>& known);

}  // namespace pressrun::api
