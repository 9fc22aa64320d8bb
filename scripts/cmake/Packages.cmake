# What is installed, and the packages that CPack makes of it: pressrun, and pressrun-simulator with the painter's libraries.
#   ./scripts/package.sh      builds both, the same bytes each time
set(documents ${CMAKE_BINARY_DIR}/documents)
set(package ${PROJECT_SOURCE_DIR}/scripts/package)

install(TARGETS pressrun RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT pressrun)
install(TARGETS pressrun_simulator_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT simulator)

install(DIRECTORY ${documents}/man1/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT pressrun
  FILES_MATCHING PATTERN "*.gz" PATTERN "pressrun-simulator.1.gz" EXCLUDE)
install(FILES ${documents}/man1/pressrun-simulator.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT simulator)
install(DIRECTORY ${documents}/man5/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man5 COMPONENT pressrun)
install(FILES ${documents}/completions/pressrun DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT pressrun)
install(FILES ${documents}/completions/_pressrun DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT pressrun)
install(FILES ${documents}/completions/pressrun.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT pressrun)
# Installed, and off: `systemctl enable --now pressrun@NAME.timer`.
install(FILES ${package}/pressrun@.service ${package}/pressrun@.timer DESTINATION lib/systemd/system COMPONENT pressrun)
install(FILES ${package}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME pressrun COMPONENT pressrun)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT pressrun)
install(DIRECTORY jobs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT pressrun)

# The licence and the changes, as Debian has them, for each package.
add_custom_command(OUTPUT ${documents}/changelog.gz
  COMMAND sh -c "gzip -9nc '${package}/changelog' > '${documents}/changelog.gz'"
  DEPENDS ${package}/changelog ${documents}/.made VERBATIM)
add_custom_target(changelog ALL DEPENDS ${documents}/changelog.gz)
foreach(name IN ITEMS pressrun simulator)
  set(folder ${CMAKE_INSTALL_DATADIR}/doc/pressrun)
  if(name STREQUAL simulator)
    string(APPEND folder -simulator)
  endif()
  install(FILES ${package}/copyright ${documents}/changelog.gz DESTINATION ${folder} COMPONENT ${name})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME pressrun)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL pressrun simulator)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/scripts/package/before_packing.cmake)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "the pressrun authors <pressrun@example.org>")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PRESSRUN_PACKAGE_NAME pressrun)
set(CPACK_DEBIAN_PRESSRUN_PACKAGE_DEPENDS "ca-certificates")
set(CPACK_DEBIAN_PRESSRUN_PACKAGE_RECOMMENDS "tzdata")
set(CPACK_DEBIAN_PRESSRUN_PACKAGE_SUGGESTS "pressrun-simulator")
set(CPACK_DEBIAN_SIMULATOR_PACKAGE_NAME pressrun-simulator)
set(CPACK_DEBIAN_SIMULATOR_PACKAGE_DEPENDS "fonts-dejavu-core")
set(CPACK_DEBIAN_SIMULATOR_PACKAGE_ENHANCES pressrun)
set(CPACK_COMPONENT_PRESSRUN_DESCRIPTION "batch runs of the Abyssale creative-generation API
Turns a manifest into thousands of finished creatives, overnight and
unattended: without paying twice, and without a wrong picture. What was bought
is kept in a journal, so that the same command again continues.")
set(CPACK_COMPONENT_SIMULATOR_DESCRIPTION "simulated creative-generation API for pressrun
Serves a simulation of the API on the loopback address, with pictures, for
'pressrun simulate' and 'pressrun run --simulate': no account, no credits.")
include(CPack)
