# -DPRESSRUN_SANITIZE=address,undefined | thread. Applied to everything, so that the precompiled header matches.
set(PRESSRUN_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize takes them")
if(PRESSRUN_SANITIZE)
  add_compile_options(-fsanitize=${PRESSRUN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # gcc 12 takes variants for uninitialized once a sanitizer has rewritten their copies.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
  add_link_options(-fsanitize=${PRESSRUN_SANITIZE})
endif()
