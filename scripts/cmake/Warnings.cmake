# Warnings are errors in every preset, and not where somebody builds a package with another compiler. Not
# -Wnull-dereference: gcc 12 raises it inside Asio at -O2.
option(PRESSRUN_WERROR "warnings are errors" OFF)
add_library(pressrun_warnings INTERFACE)
if(PRESSRUN_WERROR)
  target_compile_options(pressrun_warnings INTERFACE -Werror)
endif()
target_compile_options(pressrun_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Not -Wmismatched-new-delete: gcc 12 raises it for Asio's coroutine frames once two coroutines share a file.
  # Nor these three: gcc 12 raises them inside std::string's own replace and operator+ (gcc bugs 105329, 105651).
  target_compile_options(pressrun_warnings INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wduplicated-cond -Wlogical-op -Wuseless-cast -Wno-mismatched-new-delete)
  if(CMAKE_UNITY_BUILD)
    # A coroutine's frame that holds a type of its own file: in a joined file gcc takes that for a header's.
    target_compile_options(pressrun_warnings INTERFACE -Wno-subobject-linkage)
  endif()
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # It takes the names of a joined file's other parts for shadowed; gcc looks for the real ones.
  target_compile_options(pressrun_warnings INTERFACE -Wno-shadow)
endif()
