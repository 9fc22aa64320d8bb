# Before CPack packs: programs lose what only their compiler had to say.
file(GLOB_RECURSE programs "${CPACK_TEMPORARY_DIRECTORY}/*")
list(FILTER programs INCLUDE REGEX "/usr/bin/[^/]+$")
foreach(program IN LISTS programs)
  execute_process(COMMAND strip --remove-section=.comment "${program}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()

# And every file is as old as SOURCE_DATE_EPOCH says, so that the same sources give the same bytes.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  file(GLOB_RECURSE staged LIST_DIRECTORIES true "${CPACK_TEMPORARY_DIRECTORY}/*")
  foreach(path IN LISTS staged)
    if(NOT IS_SYMLINK "${path}")
      execute_process(COMMAND touch --no-create --date "@$ENV{SOURCE_DATE_EPOCH}" "${path}" COMMAND_ERROR_IS_FATAL ANY)
    endif()
  endforeach()
endif()
