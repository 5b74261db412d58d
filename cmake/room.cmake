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
        set(SCOPE PUBLIC)
        target_link_libraries(roomkey_${NAME} PRIVATE roomkey_warnings)
    else()
        add_library(roomkey_${NAME} INTERFACE)
        set(SCOPE INTERFACE)
    endif()
    target_include_directories(roomkey_${NAME} ${SCOPE} ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(roomkey_${NAME} ${SCOPE} ${ROOM_LINKS} ${ROOM_PACKAGES} Threads::Threads)

    if(TESTS)
        test_program(${NAME}_test SOURCES ${TESTS} LINKS roomkey_${NAME})
    endif()
endfunction()

# A GoogleTest program that may also use the fakes; registered with CTest under its own name.
function(test_program NAME)
    cmake_parse_arguments(PROGRAM "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${NAME} ${PROGRAM_SOURCES})
    target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR})
    target_link_libraries(${NAME} PRIVATE
        ${PROGRAM_LINKS} roomkey_warnings GTest::gtest_main GTest::gmock)
    add_test(NAME ${NAME} COMMAND ${NAME})
endfunction()
