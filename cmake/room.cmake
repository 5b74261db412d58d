# Has the sources of a target compiled several at a time (see compiler.cmake).
function(compile_in_groups TARGET SOURCES)
    if(NOT CMAKE_UNITY_BUILD)
        return()
    endif()
    execute_process(COMMAND ${ROOMKEY_PYTHON} ${CMAKE_SOURCE_DIR}/cmake/unity_groups.py
                            ${ROOMKEY_GROUP_SIZE} ${SOURCES}
                    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
                    OUTPUT_VARIABLE LINES COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\n" ";" LINES "${LINES}")
    foreach(LINE ${LINES})
        string(REGEX MATCH "^([0-9]+) (.+)$" LINE "${LINE}")
        set_source_files_properties(${CMAKE_MATCH_2}
            PROPERTIES UNITY_GROUP ${TARGET}_${CMAKE_MATCH_1})
    endforeach()
    set_target_properties(${TARGET} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# room(NAME LINKS rooms... PACKAGES targets...)
#
# One static library `roomkey_NAME` from src/NAME, and one test program `NAME_test` from the
# *_test.cpp files next to the sources and everything in folders named testing. main.cpp stays
# outside, so that tests can link every room.
function(room NAME)
    cmake_parse_arguments(ROOM "" "" "LINKS;PACKAGES" ${ARGN})
    file(GLOB_RECURSE SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${NAME}/*.cpp)
    set(TESTS ${SOURCES})
    list(FILTER TESTS INCLUDE REGEX "_test\\.cpp$|/testing/")
    list(FILTER SOURCES EXCLUDE REGEX "(_test|/main)\\.cpp$|/testing/")
    list(TRANSFORM ROOM_LINKS PREPEND roomkey_)

    if(SOURCES)
        add_library(roomkey_${NAME} STATIC ${SOURCES})
        compile_in_groups(roomkey_${NAME} "${SOURCES}")
        set(SCOPE PUBLIC)
        target_link_libraries(roomkey_${NAME} PRIVATE roomkey_warnings)
    else()
        add_library(roomkey_${NAME} INTERFACE)
        set(SCOPE INTERFACE)
    endif()
    target_include_directories(roomkey_${NAME} ${SCOPE} ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(roomkey_${NAME} ${SCOPE} ${ROOM_LINKS} ${ROOM_PACKAGES} Threads::Threads)

    if(TESTS AND ROOMKEY_TESTS)
        test_program(${NAME}_test SOURCES ${TESTS} LINKS roomkey_${NAME})
    endif()
endfunction()

# A GoogleTest program that may also use the fakes; registered with CTest under its own name. COST:
# about how many seconds it takes, so that CTest begins with the longest; the short ones need none.
function(test_program NAME)
    cmake_parse_arguments(PROGRAM "" "COST" "SOURCES;LINKS" ${ARGN})
    add_executable(${NAME} ${PROGRAM_SOURCES})
    compile_in_groups(${NAME} "${PROGRAM_SOURCES}")
    target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR})
    target_link_libraries(${NAME} PRIVATE
        ${PROGRAM_LINKS} roomkey_warnings GTest::gtest_main GTest::gmock)
    add_test(NAME ${NAME} COMMAND ${NAME})
    if(PROGRAM_COST)
        # Beside the browser's, the longest takes most of the 1,500 s that CTest would give it.
        set_tests_properties(${NAME} PROPERTIES COST ${PROGRAM_COST} TIMEOUT 2700)
    endif()
endfunction()

# What several test programs share, compiled once: tests that each of them runs, or what helps them.
function(test_library NAME)
    cmake_parse_arguments(LIBRARY "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${NAME} OBJECT ${LIBRARY_SOURCES})
    compile_in_groups(${NAME} "${LIBRARY_SOURCES}")
    target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR})
    target_link_libraries(${NAME}
        PUBLIC ${LIBRARY_LINKS} PRIVATE roomkey_warnings GTest::gtest GTest::gmock)
endfunction()
