# Turns data files into source files, so that the program is whole in itself.

# A C++ string literal of a file's text. Compilers take 64 KiB a literal; the files are far smaller.
function(devenv_literal file result)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  set(${result} "R\"~~~(${text})~~~\"" PARENT_SCOPE)
endfunction()

function(devenv_embed_plugins output)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/plugins/*/plugin.toml)
  set(DEVENV_PLUGIN_SOURCES "")
  foreach(file IN LISTS files)
    devenv_literal(${file} literal)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${file})
    string(APPEND DEVENV_PLUGIN_SOURCES "    {\"${name}\", ${literal}},\n")
  endforeach()
  configure_file(${CMAKE_CURRENT_SOURCE_DIR}/plugin/builtin_plugins.cpp.in ${output} @ONLY)
endfunction()

function(devenv_embed_hooks output)
  foreach(shell IN ITEMS bash zsh fish)
    devenv_literal(${PROJECT_SOURCE_DIR}/shims/hook.${shell} literal)
    string(TOUPPER ${shell} name)
    set(DEVENV_HOOK_${name} "${literal}")
  endforeach()
  configure_file(${CMAKE_CURRENT_SOURCE_DIR}/cli/hook_templates.cpp.in ${output} @ONLY)
endfunction()
