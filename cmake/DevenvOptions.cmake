# What every target of the project is compiled with. -Werror comes from the presets and not from
# here, so that a packager with a newer compiler is not stopped by a new warning.
add_library(devenv_options INTERFACE)
target_compile_options(devenv_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  $<$<BOOL:${DEVENV_WERROR}>:-Werror>)
if(DEVENV_SANITIZE)
  target_compile_options(devenv_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(devenv_options INTERFACE -fsanitize=address,undefined)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
