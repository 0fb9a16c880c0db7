# cmake -DLAYERS=<name:uses:headers;...> -DSOURCE_DIR=<dir> -P check_layers.cmake
#
# Fails for each include of a module that the including module did not declare, and for each third-party
# header outside the one module that declared it.
cmake_minimum_required(VERSION 3.25)

set(failed FALSE)
macro(complain text)
  message("${text}")
  set(failed TRUE)
endmacro()

# The owner of each third-party header.
foreach(layer IN LISTS LAYERS)
  string(REPLACE ":" ";" parts "${layer}:")
  list(GET parts 0 name)
  list(GET parts 1 uses)
  list(GET parts 2 headers)
  string(REPLACE "," ";" allowed_${name} "${uses}")
  list(APPEND allowed_${name} ${name})
  string(REPLACE "," ";" headers_${name} "${headers}")
  list(APPEND all_headers ${headers_${name}})
  list(APPEND names ${name})
endforeach()

foreach(name IN LISTS names)
  file(GLOB_RECURSE files
    ${SOURCE_DIR}/src/${name}/*.cpp ${SOURCE_DIR}/src/${name}/*.hpp ${SOURCE_DIR}/src/${name}/*.in
    ${SOURCE_DIR}/include/devenv/${name}/*.hpp)
  if(NOT files)
    complain("module `${name}` has no files")
  endif()
  foreach(file IN LISTS files)
    file(RELATIVE_PATH shown ${SOURCE_DIR} ${file})
    file(STRINGS ${file} includes REGEX "^#include")
    foreach(include IN LISTS includes)
      if(include MATCHES "<devenv/([a-z_0-9]+)/")
        set(used ${CMAKE_MATCH_1})
        if(NOT used IN_LIST allowed_${name})
          complain("${shown}: module `${name}` may not include `${used}`: ${include}")
        endif()
      endif()
      foreach(header IN LISTS all_headers)
        if(include MATCHES "<${header}[/.]" AND NOT header IN_LIST headers_${name})
          complain("${shown}: module `${name}` may not use this library: ${include}")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()

# A folder that is no module would be checked by nobody.
file(GLOB folders LIST_DIRECTORIES TRUE ${SOURCE_DIR}/src/* ${SOURCE_DIR}/include/devenv/*)
foreach(folder IN LISTS folders)
  get_filename_component(name ${folder} NAME)
  if(IS_DIRECTORY ${folder} AND NOT name IN_LIST names)
    complain("${folder} belongs to no module")
  endif()
endforeach()

if(failed)
  message(FATAL_ERROR "the layers are broken; src/CMakeLists.txt says who may use what")
endif()
list(LENGTH names count)
message("${count} modules keep their layers")
