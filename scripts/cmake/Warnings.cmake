# Warnings are errors in every preset. Not -Wnull-dereference: gcc 12 raises it inside Asio at -O2.
add_library(pressrun_warnings INTERFACE)
target_compile_options(pressrun_warnings INTERFACE
  -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(pressrun_warnings INTERFACE -Wduplicated-cond -Wlogical-op -Wuseless-cast)
endif()
