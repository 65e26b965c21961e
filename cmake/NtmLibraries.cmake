# The outside libraries, and the one module that may use each (tests/style/includes.py holds it).
# jansson's json_t is the project's JSON value, so every module has it.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(GMP REQUIRED IMPORTED_TARGET gmp)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.37)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)

set(NTM_LIBS_base PkgConfig::UTF8PROC PkgConfig::SODIUM)
set(NTM_LIBS_eval PkgConfig::GMP)
set(NTM_LIBS_store PkgConfig::SQLITE)

# ntm-rules is started once for every script, and half of what an empty start costs is the search for
# shared libraries and the binding of their symbols. Where the system has archives of all that it
# uses, it is linked with them (still at random addresses: -static-pie). A target with the property
# NTM_STATIC gets the archives; everything else keeps the shared libraries.
set(NTM_HELPER_LIBRARIES JANSSON UTF8PROC SODIUM LUA SECCOMP)
set(NTM_HELPER_IS_STATIC ${NTM_STATIC_HELPER})
if(NTM_SANITIZE OR NTM_COVERAGE OR NTM_FUZZ)
  set(NTM_HELPER_IS_STATIC OFF) # these want the shared libc
endif()
if(NTM_HELPER_IS_STATIC)
  include(CheckCSourceCompiles)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
  check_c_source_compiles("int main(void) { return 0; }" NTM_HAS_STATIC_LIBC)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  foreach(library IN LISTS NTM_HELPER_LIBRARIES)
    list(GET ${library}_LIBRARIES 0 name)
    find_library(NTM_${library}_ARCHIVE "lib${name}.a" HINTS ${${library}_LIBRARY_DIRS})
    if(NOT NTM_HAS_STATIC_LIBC OR NOT NTM_${library}_ARCHIVE)
      message(STATUS "no archive of ${name} or of the C library: ntm-rules uses shared libraries")
      set(NTM_HELPER_IS_STATIC OFF)
      break()
    endif()
  endforeach()
endif()
if(NTM_HELPER_IS_STATIC)
  foreach(library IN LISTS NTM_HELPER_LIBRARIES)
    get_target_property(shared PkgConfig::${library} INTERFACE_LINK_LIBRARIES)
    set_target_properties(PkgConfig::${library} PROPERTIES INTERFACE_LINK_LIBRARIES
      "$<IF:$<BOOL:$<TARGET_PROPERTY:NTM_STATIC>>,${NTM_${library}_ARCHIVE},${shared}>")
  endforeach()
endif()
