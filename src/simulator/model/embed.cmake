# cmake -DINPUT=… -DOUTPUT=… -P embed.cmake: a text file in the program, as parts: a compiler need not take a literal of more
# than 65 536 characters, and literals side by side count as one.
file(READ "${INPUT}" text)
string(LENGTH "${text}" length)
set(code "#include \"simulator/model/default_scenario.hpp\"\n\n#include <string_view>\n\nnamespace pressrun::simulator {\n\n")
string(APPEND code "std::string default_scenario_yaml() {\n  std::string text;\n")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 16000 part)
  string(APPEND code "  text += std::string_view(R\"yaml(${part})yaml\");\n")
  math(EXPR at "${at} + 16000")
endwhile()
file(WRITE "${OUTPUT}" "${code}  return text;\n}\n\n}  // namespace pressrun::simulator\n")
