# What distributions build with, in optimized builds. Applied to everything, so that the precompiled header matches.
option(PRESSRUN_HARDENING "stack protection and checked library calls" ON)
if(PRESSRUN_HARDENING AND NOT PRESSRUN_SANITIZE AND NOT PRESSRUN_FUZZ AND CMAKE_BUILD_TYPE MATCHES "Rel")
  # A position-independent program is what the compilers of distributions make by themselves; said here, objects of
  # libraries and of programs would differ, and could not share a precompiled header.
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64|AMD64")
    add_compile_options(-fcf-protection)
  endif()
  add_link_options(-Wl,-z,relro,-z,now)
endif()
