#pragma once

// What Swift can't import of HarfBuzz, FriBidi and ICU: names that are macros, and FreeType's types, which
// the module CXlib has already. Each wrapper is one call and says why it exists.

#include <fribidi/fribidi.h>
#include <hb.h>
#include <unicode/uvernum.h>

/// hb-ft.h includes FreeType's headers, which belong to CXlib: two modules must not both define them.
struct FT_FaceRec_;
extern hb_font_t *hb_ft_font_create_referenced(struct FT_FaceRec_ *);
extern void hb_ft_font_set_load_flags(hb_font_t *, int);

/// The face is another type in Swift than hb_ft_font_create_referenced's.
static inline hb_font_t *banter_shaping_font(void *face) {
  return hb_ft_font_create_referenced((struct FT_FaceRec_ *)face);
}

// ICU's functions are macros that add its version to their names, which uvernum.h knows. Its types stay out
// of this module: Foundation has another ICU inside, and the compiler takes the two for one.
#define banter_icu(name) U_ICU_ENTRY_POINT_RENAME(name)
extern void *banter_icu(ubrk_open)(int, const char *, const void *, int, int *);
extern void *banter_icu(utext_openUTF8)(void *, const char *, long long, int *);
extern void banter_icu(ubrk_setUText)(void *, void *, int *);
extern int banter_icu(ubrk_next)(void *);

/// A UBreakIterator of a UBreakIteratorType; the root locale has Unicode's own rules.
static inline void *banter_breaks(int type) {
  int error = 0;
  return banter_icu(ubrk_open)(type, "", 0, 0, &error);
}

/// A UText that goes over UTF-8 in place. A text of NULL makes a new one.
static inline void *banter_breakable_text(void *text, const char *utf8, long long count) {
  int error = 0;
  return banter_icu(utext_openUTF8)(text, utf8, count, &error);
}

/// Tells a UBreakIterator what to break next. Zero where that failed.
static inline int banter_set_breakable_text(void *breaks, void *text) {
  int error = 0;
  banter_icu(ubrk_setUText)(breaks, text, &error);
  return error <= 0;
}

/// The next place for a break, or a negative number.
static inline int banter_next_break(void *breaks) { return banter_icu(ubrk_next)(breaks); }

extern void *banter_icu(uspoof_open)(int *);
extern int banter_icu(uspoof_getSkeletonUTF8)(const void *, unsigned, const char *, int, char *, int, int *);

/// A USpoofChecker with Unicode's own table of confusables (UTS #39); NULL where it can't be had.
static inline void *banter_spoof_checker(void) {
  int error = 0;
  void *checker = banter_icu(uspoof_open)(&error);
  return error <= 0 ? checker : 0;
}

/// Writes the skeleton of a text. The count of its bytes, or a negative number where it failed or has no room.
static inline int banter_skeleton(const void *checker, const char *utf8, int count, char *room, int capacity) {
  int error = 0;
  int length = banter_icu(uspoof_getSkeletonUTF8)(checker, 0, utf8, count, room, capacity, &error);
  return error <= 0 && length <= capacity ? length : -1;
}
