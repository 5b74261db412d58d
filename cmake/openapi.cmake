# Makes sources from docs/openapi.yaml: the document in both languages as compact JSON for the api
# room, the table of which operation answers which refusal for the domain, and the rules of fields.
# Debian's own Python comes first: one in front of it on PATH need not have its yaml package.
find_program(OPENAPI_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(OPENAPI_PYTHON NAMES python3 REQUIRED)
execute_process(COMMAND ${OPENAPI_PYTHON} -c "import yaml" RESULT_VARIABLE YAML_MISSING ERROR_QUIET)
if(YAML_MISSING)
    message(FATAL_ERROR "${OPENAPI_PYTHON} has no yaml package: install python3-yaml")
endif()

set(OPENAPI_DOCUMENTS ${CMAKE_BINARY_DIR}/generated/openapi_documents.cpp)
set(OPENAPI_OPERATIONS ${CMAKE_BINARY_DIR}/generated/error_operations.cpp)
set(OPENAPI_RULES ${CMAKE_BINARY_DIR}/generated/fields/operation_rules.hpp)
file(GLOB OPENAPI_SCRIPTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/*openapi*.py)
add_custom_command(
    OUTPUT ${OPENAPI_DOCUMENTS} ${OPENAPI_OPERATIONS} ${OPENAPI_RULES}
    COMMAND ${OPENAPI_PYTHON} -B ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.py
            ${CMAKE_SOURCE_DIR}/docs/openapi.yaml
            ${OPENAPI_DOCUMENTS} ${OPENAPI_OPERATIONS} ${OPENAPI_RULES}
    DEPENDS ${CMAKE_SOURCE_DIR}/docs/openapi.yaml ${OPENAPI_SCRIPTS}
    COMMENT "Embedding docs/openapi.yaml"
    VERBATIM)
target_sources(roomkey_api PRIVATE ${OPENAPI_DOCUMENTS})
target_sources(roomkey_domain PRIVATE ${OPENAPI_OPERATIONS})
target_sources(roomkey_fields PRIVATE ${OPENAPI_RULES})
target_include_directories(roomkey_fields PUBLIC ${CMAKE_BINARY_DIR}/generated)
