# One object library for each folder of engine/, made of all its .c files.
#
# ntm_add_module(<folder>) adds ntm_<folder> and appends it to the caller's NTM_MODULES. A folder
# without sources is skipped, so a module starts to exist with its first .c file. A folder may hold
# a module.cmake, included after the target exists, for what is special to it (per-file flags).

function(ntm_add_module folder)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.c")
  if(NOT sources)
    return()
  endif()
  set(target ntm_${folder})
  add_library(${target} OBJECT ${sources})
  ntm_use_engine(${target})
  target_link_libraries(${target} PUBLIC ${NTM_LIBS_${folder}})
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/module.cmake")
    include("${CMAKE_CURRENT_SOURCE_DIR}/${folder}/module.cmake")
  endif()
  set(NTM_MODULES ${NTM_MODULES} ${target} PARENT_SCOPE)
endfunction()

# What every target that compiles our own C needs: the include root and the JSON value.
function(ntm_use_engine target)
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}/engine")
  target_compile_definitions(${target} PRIVATE "NTM_VERSION=\"${PROJECT_VERSION}\"")
  target_link_libraries(${target} PUBLIC PkgConfig::JANSSON Threads::Threads)
endfunction()

# A static library from the objects of several modules, with the libraries they use.
function(ntm_archive target)
  set(objects)
  foreach(module IN LISTS ARGN)
    list(APPEND objects $<TARGET_OBJECTS:${module}>)
  endforeach()
  add_library(${target} STATIC ${objects})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE C)
  foreach(module IN LISTS ARGN)
    string(REPLACE "ntm_" "" folder ${module})
    target_link_libraries(${target} PUBLIC ${NTM_LIBS_${folder}})
  endforeach()
  target_link_libraries(${target} PUBLIC PkgConfig::JANSSON Threads::Threads m)
endfunction()
