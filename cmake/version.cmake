# What `roomkey --version` says of this build. The version itself stands in CMakeLists.txt alone.
#
# A release names its commit and that commit's day, or the day in SOURCE_DATE_EPOCH: nothing that
# would differ between two builds of the same sources. It is looked up when CMake configures, which
# happens again after each commit. Builds for development would be linked again each time, so they
# have none.
set(ROOMKEY_BUILD "development build")
if(CMAKE_BUILD_TYPE MATCHES "^Rel")
    set(COMMIT unknown)
    set(DAY "unknown date")
    find_program(GIT git)
    if(GIT AND EXISTS ${CMAKE_SOURCE_DIR}/.git)
        execute_process(COMMAND ${GIT} describe --always --dirty --abbrev=12 --exclude=*
                        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} ERROR_QUIET
                        OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE)
        execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC
                                ${GIT} log -1 --format=%cd --date=format-local:%Y-%m-%d
                        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} ERROR_QUIET
                        OUTPUT_VARIABLE DAY OUTPUT_STRIP_TRAILING_WHITESPACE)
        execute_process(COMMAND ${GIT} rev-parse --git-path logs/HEAD
                        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} ERROR_QUIET
                        OUTPUT_VARIABLE HISTORY OUTPUT_STRIP_TRAILING_WHITESPACE)
        get_filename_component(HISTORY "${HISTORY}" ABSOLUTE BASE_DIR ${CMAKE_SOURCE_DIR})
        if(EXISTS ${HISTORY})
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${HISTORY})
        endif()
    endif()
    if(DEFINED ENV{SOURCE_DATE_EPOCH})
        string(TIMESTAMP DAY "%Y-%m-%d" UTC)
    endif()
    set(ROOMKEY_BUILD "commit ${COMMIT} of ${DAY}, ${CMAKE_BUILD_TYPE}")
endif()
# On one source alone, so that a new commit compiles that one again.
set_source_files_properties(src/app/program_version.cpp
    PROPERTIES COMPILE_DEFINITIONS "ROOMKEY_BUILD=\"${ROOMKEY_BUILD}\"")
