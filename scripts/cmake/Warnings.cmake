# Warnings are errors in every preset. Not -Wnull-dereference: gcc 12 raises it inside Asio at -O2.
add_library(pressrun_warnings INTERFACE)
target_compile_options(pressrun_warnings INTERFACE
  -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Not -Wmismatched-new-delete: gcc 12 raises it for Asio's coroutine frames once two coroutines share a file.
  target_compile_options(pressrun_warnings INTERFACE -Wduplicated-cond -Wlogical-op -Wuseless-cast -Wno-mismatched-new-delete)
endif()
