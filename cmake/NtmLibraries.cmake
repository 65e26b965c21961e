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
