#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressrun::authoring {

/// What a property takes, in words: "number, 0 to 40"; empty where the API reference does not know it.
std::string note_of(std::string_view element_type, std::string_view property);

/// The same; of an object, what its members take: "{radius: number of at least 0, skew_y: …}".
std::string full_note_of(std::string_view element_type, std::string_view property);

/// Every property of the type that is not among `listed`, each with its note in brackets. An object gives as
/// many words as it has members.
std::vector<std::string> further_properties(std::string_view element_type,
                                            const std::vector<std::string>& listed);

}  // namespace pressrun::authoring
