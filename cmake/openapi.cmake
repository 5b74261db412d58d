# Makes sources from the API document: the document in both languages as compact JSON for the api
# room, the table of which operation returns which refusal for the domain, the rules of all fields,
# and types for the console.
execute_process(COMMAND ${ROOMKEY_PYTHON} -c "import yaml" RESULT_VARIABLE YAML_MISSING ERROR_QUIET)
if(YAML_MISSING)
    message(FATAL_ERROR "${ROOMKEY_PYTHON} has no yaml package: install python3-yaml")
endif()

set(OPENAPI_OUT ${CMAKE_BINARY_DIR}/generated)
# In the sources of the console, where its compiler finds it; git ignores it.
set(OPENAPI_TYPES ${CMAKE_SOURCE_DIR}/console/src/generated/api.ts)
file(GLOB OPENAPI_PARTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/api/*.yaml)
file(GLOB OPENAPI_SCRIPTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/*openapi*.py)
add_custom_command(
    OUTPUT ${OPENAPI_OUT}/openapi_documents.cpp ${OPENAPI_OUT}/error_operations.cpp
           ${OPENAPI_OUT}/fields/operation_rules.hpp ${OPENAPI_TYPES}
    COMMAND ${ROOMKEY_PYTHON} -B ${CMAKE_SOURCE_DIR}/cmake/embed_openapi.py
            ${PROJECT_VERSION} ${OPENAPI_OUT} ${OPENAPI_TYPES} ${OPENAPI_PARTS}
    DEPENDS ${OPENAPI_PARTS} ${OPENAPI_SCRIPTS}
    COMMENT "Embedding the API document"
    VERBATIM)
target_sources(roomkey_api PRIVATE ${OPENAPI_OUT}/openapi_documents.cpp)
target_sources(roomkey_domain PRIVATE ${OPENAPI_OUT}/error_operations.cpp)
target_sources(roomkey_fields PRIVATE ${OPENAPI_OUT}/fields/operation_rules.hpp)
target_include_directories(roomkey_fields PUBLIC ${OPENAPI_OUT})
# What lint reads without building more.
add_custom_target(openapi_sources
    DEPENDS ${OPENAPI_OUT}/fields/operation_rules.hpp ${OPENAPI_TYPES})
