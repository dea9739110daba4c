# SPDX-License-Identifier: GPL-3.0-or-later
# What find_package(OpenVINO) reads in build/openvino. The wheel's own file asks for every reader and
# every plugin that the wheel has; of these, `make` keeps what ONNX on a processor needs.
get_filename_component(OpenVINO_ROOT "${CMAKE_CURRENT_LIST_DIR}" DIRECTORY)
file(GLOB OpenVINO_LIBRARY ${OpenVINO_ROOT}/libs/libopenvino.so.*)
if(NOT OpenVINO_LIBRARY)
    set(OpenVINO_FOUND FALSE)
    set(OpenVINO_NOT_FOUND_MESSAGE "${OpenVINO_ROOT}/libs holds no libopenvino.so")
    return()
endif()

if(NOT TARGET openvino::runtime)
    add_library(openvino::runtime SHARED IMPORTED)
    set_target_properties(openvino::runtime PROPERTIES
        IMPORTED_LOCATION ${OpenVINO_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${OpenVINO_ROOT}/include)
endif()
