# Language level, warnings, sanitizers, ccache and the linker: what every target shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(ROOMKEY_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, empty for none")
# On in the presets of developers. Off for a release: a compiler newer than ours knows warnings that
# we have never seen, and must still build it.
option(ROOMKEY_WARNINGS_AS_ERRORS "Fail on any warning" OFF)

# A fresh build compiles several sources at a time as one, because they want much the same headers
# and templates. One that changes brings the others of its group along: who builds again and again
# may want fewer (cmake --preset dev -DROOMKEY_GROUP_SIZE=4).
option(CMAKE_UNITY_BUILD "Compile several sources at a time as one" ON)
set(ROOMKEY_GROUP_SIZE 12 CACHE STRING "How many sources are compiled as one at most")

find_program(CCACHE ccache)
if(CCACHE)
    # Paths are hashed relative to the checkout, so that a second clone finds what the first built.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

find_program(MOLD mold)
find_program(LLD ld.lld)
if(MOLD)
    add_link_options(-fuse-ld=mold)
elseif(LLD)
    add_link_options(-fuse-ld=lld)
endif()

add_library(roomkey_warnings INTERFACE)
target_compile_options(roomkey_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    $<$<BOOL:${ROOMKEY_WARNINGS_AS_ERRORS}>:-Werror>
    # GCC 12 sees overlaps in std::string where there are none (its bug 105651).
    -Wno-restrict
    # Of what sources that are compiled as one are to each other: neither headers nor outer scopes.
    $<$<BOOL:${CMAKE_UNITY_BUILD}>:-Wno-subobject-linkage -Wno-shadow>)

add_compile_options(-g1 -fno-omit-frame-pointer -fstack-protector-strong)
if(ROOMKEY_SANITIZE)
    # With both sanitizers GCC 12 compiles as fast at -Og as at -O0, because it writes 40 % less; at
    # -O1 it takes a third longer.
    add_compile_options(-fsanitize=${ROOMKEY_SANITIZE} -fno-sanitize-recover=all -Og)
    add_link_options(-fsanitize=${ROOMKEY_SANITIZE})
endif()
if(ROOMKEY_SANITIZE STREQUAL "thread")
    # Asio uses atomic_thread_fence, which GCC's thread sanitizer only warns about.
    add_compile_options(-Wno-tsan)
endif()
if(ROOMKEY_SANITIZE STREQUAL "" AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_compile_options(-D_FORTIFY_SOURCE=2)
endif()
