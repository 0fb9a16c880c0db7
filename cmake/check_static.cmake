# cmake -DPROGRAM=<path> -DREADELF=<path> -DMOST_BYTES=<n> -P check_static.cmake
#
# Fails if a program of the hot path links a shared library or has grown too large.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${READELF} --dynamic ${PROGRAM} OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
if(dynamic MATCHES "NEEDED")
  message(FATAL_ERROR "${PROGRAM} links shared libraries:\n${dynamic}")
endif()
file(SIZE ${PROGRAM} size)
if(size GREATER MOST_BYTES)
  message(FATAL_ERROR "${PROGRAM} has ${size} bytes, more than ${MOST_BYTES}")
endif()
message("${PROGRAM}: no shared library, ${size} bytes")
