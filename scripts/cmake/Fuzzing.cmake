# -DPRESSRUN_FUZZ=ON (preset fuzz, clang alone): the layers are compiled with coverage for libFuzzer, and
# tests/fuzz is built beside the tests.
option(PRESSRUN_FUZZ "build the fuzz targets" OFF)
if(PRESSRUN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  # Not function: clang 14 looks for its type data before every called function, and a coroutine has none there.
  add_compile_options(-fno-sanitize=function)
endif()

# pressrun_fuzz(NAME SOURCES … LINKS …): one libFuzzer program, NAME_fuzz.cpp unless other sources are named.
function(pressrun_fuzz name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(fuzz_${name} ${name}_fuzz.cpp ${arg_SOURCES})
  target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(fuzz_${name} PRIVATE ${arg_LINKS})
  pressrun_uses(fuzz_${name} plain)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
