# Builds console/ with Node and embeds what comes out into the console room:
# roomkey::console_files(). Both steps run only when something they read has changed.
find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM NAMES npm REQUIRED)
find_program(FLOCK NAMES flock REQUIRED)

set(CONSOLE_FOLDER ${CMAKE_SOURCE_DIR}/console)
set(CONSOLE_OUT ${CMAKE_BINARY_DIR}/generated/console)
# npm writes this file last, so it stands for the whole folder, which all presets share.
set(CONSOLE_PACKAGES ${CONSOLE_FOLDER}/node_modules/.package-lock.json)
# Installing empties that folder first, so it is done alone, and not again by a build that waited.
string(CONCAT CONSOLE_INSTALL "done=node_modules/.package-lock.json; "
    "for source in package.json package-lock.json .npmrc; do "
    "[ $done -nt $source ] || "
    "{ '${NPM}' ci --loglevel=error >/dev/null && touch $done; exit; }; done")
file(GLOB_RECURSE CONSOLE_SOURCES CONFIGURE_DEPENDS ${CONSOLE_FOLDER}/src/*)

add_custom_command(
    OUTPUT ${CONSOLE_PACKAGES}
    COMMAND ${FLOCK} package.json sh -c "${CONSOLE_INSTALL}"
    DEPENDS ${CONSOLE_FOLDER}/package.json ${CONSOLE_FOLDER}/package-lock.json
            ${CONSOLE_FOLDER}/.npmrc
    WORKING_DIRECTORY ${CONSOLE_FOLDER}
    COMMENT "Installing the console's packages"
    VERBATIM)

add_custom_command(
    OUTPUT ${CONSOLE_OUT}/console_files.cpp ${CONSOLE_OUT}/console_bytes.S
           ${CONSOLE_OUT}/console_bytes.bin
    COMMAND ${FLOCK} --shared package.json ${NODE} node_modules/typescript/bin/tsc --noEmit
    COMMAND ${FLOCK} --shared package.json ${NODE} build.mjs ${CONSOLE_OUT}
    DEPENDS ${CONSOLE_PACKAGES} ${CONSOLE_SOURCES} ${OPENAPI_TYPES} ${CONSOLE_FOLDER}/build.mjs
            ${CONSOLE_FOLDER}/embed.mjs ${CONSOLE_FOLDER}/plugins.mjs
            ${CONSOLE_FOLDER}/tsconfig.json
            # The countries that the pages offer are those of the server.
            ${CMAKE_SOURCE_DIR}/src/domain/country.cpp
    WORKING_DIRECTORY ${CONSOLE_FOLDER}
    COMMENT "Building the console"
    VERBATIM)

target_sources(roomkey_console PRIVATE
    ${CONSOLE_OUT}/console_files.cpp ${CONSOLE_OUT}/console_bytes.S)
# The assembler takes the bytes in as they are; as a C++ array they would compile for minutes.
set_source_files_properties(${CONSOLE_OUT}/console_bytes.S PROPERTIES
    OBJECT_DEPENDS ${CONSOLE_OUT}/console_bytes.bin)
# The browser tests need the packages although no target of theirs is compiled.
add_custom_target(console_packages DEPENDS ${CONSOLE_PACKAGES})
