# -DPRESSRUN_SANITIZE=address,undefined | thread. Applied to everything, so that the precompiled header matches.
set(PRESSRUN_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize takes them")
if(PRESSRUN_SANITIZE)
  add_compile_options(-fsanitize=${PRESSRUN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PRESSRUN_SANITIZE})
endif()
