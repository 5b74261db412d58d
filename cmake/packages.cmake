# Everything comes from Debian 12 packages; `./dev` installs them.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(OpenSSL 3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(prometheus-cpp REQUIRED)
if(ROOMKEY_TESTS)
    find_package(GTest REQUIRED)
endif()
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
find_package(PkgConfig REQUIRED)
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq>=15)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(cjose REQUIRED IMPORTED_TARGET cjose)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(png REQUIRED IMPORTED_TARGET libpng)

# Asio and Beast are compiled once, here; every user sees declarations only.
add_library(roomkey_asio STATIC cmake/asio.cpp)
target_compile_definitions(roomkey_asio PUBLIC
    BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(roomkey_asio PUBLIC
    Boost::boost OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

# libphonenumber-dev needs a different Boost and so cannot be installed; its headers, which
# need none, are unpacked by `./dev` (docs/decisions). The library itself is installed as usual.
find_path(PHONENUMBER_HEADERS phonenumbers/phonenumberutil.h
          HINTS ${CMAKE_SOURCE_DIR}/build/packages/usr/include REQUIRED)
find_library(PHONENUMBER_LIBRARY NAMES libphonenumber.so.8 phonenumber REQUIRED)
find_package(Protobuf REQUIRED)
add_library(roomkey_phonenumber INTERFACE)
target_include_directories(roomkey_phonenumber SYSTEM INTERFACE ${PHONENUMBER_HEADERS})
target_link_libraries(roomkey_phonenumber INTERFACE ${PHONENUMBER_LIBRARY} protobuf::libprotobuf)

# Debian's own Python comes first: one in front of it on PATH need not have its yaml package.
find_program(ROOMKEY_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(ROOMKEY_PYTHON NAMES python3 REQUIRED)
