# cmake -DINPUT=… -DOUTPUT=… -P embed_binary.cmake: a small binary file as a C++ array.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUTPUT}" "#include \"simulator/assets/sample_clip.hpp\"

namespace pressrun::simulator {
namespace {

constexpr unsigned char bytes[] = {
${bytes}};

}  // namespace

const std::string_view sample_clip{reinterpret_cast<const char*>(bytes), sizeof bytes};

}  // namespace pressrun::simulator
")
