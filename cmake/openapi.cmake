# Makes two sources from docs/openapi.yaml: the document in both languages as compact JSON for the
# api room, and the table of which operation answers which refusal for the domain.
# Debian's own Python comes first: one in front of it on PATH need not have its yaml package.
find_program(OPENAPI_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(OPENAPI_PYTHON NAMES python3 REQUIRED)
execute_process(COMMAND ${OPENAPI_PYTHON} -c "import yaml" RESULT_VARIABLE YAML_MISSING ERROR_QUIET)
if(YAML_MISSING)
    message(FATAL_ERROR "${OPENAPI_PYTHON} has no yaml package: install python3-yaml")
endif()

set(OPENAPI_DOCUMENTS ${CMAKE_BINARY_DIR}/generated/openapi_documents.cpp)
set(OPENAPI_OPERATIONS ${CMAKE_BINARY_DIR}/generated/error_operations.cpp)
add_custom_command(
    OUTPUT ${OPENAPI_DOCUMENTS} ${OPENAPI_OPERATIONS}
    COMMAND ${OPENAPI_PYTHON} ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.py
            ${CMAKE_SOURCE_DIR}/docs/openapi.yaml ${OPENAPI_DOCUMENTS} ${OPENAPI_OPERATIONS}
    DEPENDS ${CMAKE_SOURCE_DIR}/docs/openapi.yaml ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.py
    COMMENT "Embedding docs/openapi.yaml"
    VERBATIM)
target_sources(roomkey_api PRIVATE ${OPENAPI_DOCUMENTS})
target_sources(roomkey_domain PRIVATE ${OPENAPI_OPERATIONS})
