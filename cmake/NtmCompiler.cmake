# How every C file of this project is compiled.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Debug or RelWithDebInfo" FORCE)
endif()

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# A wrong call is a bug that must stop the program, also at the office: release keeps assert().
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g")

find_program(NTM_CCACHE ccache)
if(NTM_CCACHE AND NOT CMAKE_C_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${NTM_CCACHE}")
endif()

add_compile_definitions(_GNU_SOURCE _DEFAULT_SOURCE)

# A fused multiply-add rounds once where the rules say twice; the kernel and the exact walk would
# then differ from one processor to the next.
add_compile_options(-ffp-contract=off)

# The same sources give the same bytes wherever they are built.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=" -Wdate-time)

add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Wvla -Wmissing-prototypes
  -Wstrict-prototypes)
# Bounded texts are cut on purpose, and what gcc believes about their lengths changes with -O.
add_compile_options($<$<C_COMPILER_ID:GNU>:-Wno-format-truncation>)
if(NTM_WERROR)
  add_compile_options(-Werror)
endif()

# Functions that must not be used are poisoned before the first line of each of our own files.
set(NTM_BANNED_HEADER "${CMAKE_SOURCE_DIR}/engine/base/banned.h")
add_compile_options(-include "${NTM_BANNED_HEADER}")

if(NTM_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  # gcc's flow analysis gives false alarms in instrumented code; release has the warning.
  add_compile_options($<$<C_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  # The sanitizers' shadow memory is terabytes of address space: RLIMIT_AS must stay unset.
  add_compile_definitions(NTM_SANITIZED=1)
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT NTM_COVERAGE)
  add_compile_options(-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

if(NTM_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

if(NTM_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "NTM_FUZZ needs clang: use the preset 'fuzz'")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Libraries that nothing of a program uses are not loaded by it.
add_link_options(-Wl,--as-needed)
