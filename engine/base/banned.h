/*
 * base/banned.h - functions nobody may call here, poisoned.
 *
 * The build includes this file before the first line of each of our sources (-include), so a call
 * of one of these words is a compile error wherever it stands. The headers that declare them come
 * first, because a poisoned word may not even be declared afterwards.
 *
 * What to use instead: ntm_strbuf or snprintf for text, strtok_r never (split by hand and keep the
 * column), gmtime_r for the day of printing. Dates of data are ntm_date, never time_t.
 */
#ifndef NTM_BASE_BANNED_H
#define NTM_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#pragma GCC poison strcpy strcat sprintf vsprintf gets   /* write past the end */
#pragma GCC poison strtok gmtime localtime ctime asctime /* share a hidden static buffer */

#endif
