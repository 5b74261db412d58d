# Embeds docs/openapi.yaml, as compact JSON, into the api room: roomkey::openapi_json().
# Debian's own Python comes first: one in front of it on PATH need not have its yaml package.
find_program(OPENAPI_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(OPENAPI_PYTHON NAMES python3 REQUIRED)
execute_process(COMMAND ${OPENAPI_PYTHON} -c "import yaml" RESULT_VARIABLE YAML_MISSING ERROR_QUIET)
if(YAML_MISSING)
    message(FATAL_ERROR "${OPENAPI_PYTHON} has no yaml package: install python3-yaml")
endif()

set(OPENAPI_SOURCE ${CMAKE_BINARY_DIR}/generated/openapi_document.cpp)
add_custom_command(
    OUTPUT ${OPENAPI_SOURCE}
    COMMAND ${OPENAPI_PYTHON} ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.py
            ${CMAKE_SOURCE_DIR}/docs/openapi.yaml ${OPENAPI_SOURCE}
    DEPENDS ${CMAKE_SOURCE_DIR}/docs/openapi.yaml ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.py
    COMMENT "Embedding docs/openapi.yaml"
    VERBATIM)
target_sources(roomkey_api PRIVATE ${OPENAPI_SOURCE})
