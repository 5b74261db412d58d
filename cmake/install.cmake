# `cmake --install BUILD --prefix PREFIX`: the program, what describes it, the unit, examples.
include(GNUInstallDirs)

# Manual page and completions, as the program itself prints them. Leaks of a program that ends at
# once are no news, and a sandbox may forbid to look for them.
set(REFERENCE_OUT ${CMAKE_BINARY_DIR}/generated/reference)
set(REFERENCE_PROGRAM ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:roomkey>)
add_custom_command(
    OUTPUT ${REFERENCE_OUT}/roomkey.1 ${REFERENCE_OUT}/roomkey ${REFERENCE_OUT}/_roomkey
           ${REFERENCE_OUT}/roomkey.fish
    COMMAND ${CMAKE_COMMAND} -E make_directory ${REFERENCE_OUT}
    COMMAND ${REFERENCE_PROGRAM} manual > ${REFERENCE_OUT}/roomkey.1
    COMMAND ${REFERENCE_PROGRAM} completion bash > ${REFERENCE_OUT}/roomkey
    COMMAND ${REFERENCE_PROGRAM} completion zsh > ${REFERENCE_OUT}/_roomkey
    COMMAND ${REFERENCE_PROGRAM} completion fish > ${REFERENCE_OUT}/roomkey.fish
    DEPENDS roomkey
    COMMENT "Printing manual page and completions"
    VERBATIM)
# What there is to install. Not part of `all`: it would have each build run the program.
add_custom_target(installable DEPENDS roomkey ${REFERENCE_OUT}/roomkey.1)

install(TARGETS roomkey)
install(FILES ${REFERENCE_OUT}/roomkey.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${REFERENCE_OUT}/roomkey DESTINATION share/bash-completion/completions)
install(FILES ${REFERENCE_OUT}/_roomkey DESTINATION share/zsh/site-functions)
install(FILES ${REFERENCE_OUT}/roomkey.fish DESTINATION share/fish/vendor_completions.d)

# The unit starts the program from where it was installed.
install(CODE "
    file(READ \"${CMAKE_SOURCE_DIR}/packaging/systemd/roomkey.service\" UNIT)
    string(REPLACE \"ExecStart=/usr/bin/\" \"ExecStart=\${CMAKE_INSTALL_PREFIX}/bin/\"
           UNIT \"\${UNIT}\")
    set(FOLDER \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/systemd/system\")
    message(STATUS \"Installing: \${FOLDER}/roomkey.service\")
    file(WRITE \"\${FOLDER}/roomkey.service\" \"\${UNIT}\")")

install(FILES packaging/roomkey.toml DESTINATION share/roomkey)
install(FILES packaging/systemd/port-443.conf DESTINATION share/roomkey/systemd)
install(DIRECTORY packaging/cluster packaging/container packaging/monitoring
        DESTINATION share/roomkey)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} PATTERN images EXCLUDE)
