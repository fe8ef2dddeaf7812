/* Arithmetic on W games at once (W = 1: on one order at a time). The results have the same bits as in wargame/numeric.

   Types: `v` is a vector of W numbers, `m` of W truths or whole numbers, and `u` of W 64-bit patterns. A lane is
   one of the W places. `K(x)` is a vector with the number x in all lanes, and `B(t)` is a vector with the truth t.
   `sel(t, a, b)` has a in the lanes in which t is true, and b in the other lanes.

   The compiler uses no contraction and no fast-math. IEEE 754 rounds every operation below correctly. A truth is a mask
   with all bits set or no bit set. An instruction of the processor is used if it gives the same bits. */
typedef long long i64;
typedef unsigned long long u64;

#if W == 1
typedef double v;
typedef i64 m;
typedef u64 u;
#define TRUE_IF(test) (-(m)(test))
static inline v of_int(m x) { return (v)x; }
static inline m to_int(v x) { return (m)x; }
static inline m bits_of(v x) { return (union { v x; m i; }){ x }.i; }
static inline v of_bits(m i) { return (union { m i; v x; }){ i }.x; }
#else
typedef double v __attribute__((vector_size(8 * W)));
typedef i64 m __attribute__((vector_size(8 * W)));
typedef u64 u __attribute__((vector_size(8 * W)));
#define TRUE_IF(test) ((m)(test))
static inline v of_int(m x) { return __builtin_convertvector(x, v); }
static inline m to_int(v x) { return __builtin_convertvector(x, m); }
static inline m bits_of(v x) { return (m)x; }
static inline v of_bits(m i) { return (v)i; }
#endif
typedef union { v x; double lanes[W]; } vector_lanes;
typedef union { m x; i64 lanes[W]; } mask_lanes;
typedef union { u x; u64 lanes[W]; } bits_lanes;

/* Each macro below is one instruction. gcc's own names are used, because the compilation of <immintrin.h> takes longer
   than the compilation of most units. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 10 && __GNUC__ <= 14
#define GCC_NAMES 1
#else
#define GCC_NAMES 0
#endif
#if W == 8 && defined(__AVX512DQ__) && GCC_NAMES
#define ANY(a) (__builtin_ia32_ptestmq512(a, a, -1) != 0)
#define MIN(a, b) __builtin_ia32_minpd512_mask(a, b, a, -1, 4)
#define MAX(a, b) __builtin_ia32_maxpd512_mask(a, b, a, -1, 4)
#define RINT(a) __builtin_ia32_rndscalepd_mask(a, 8, a, -1, 4)
#define SQRT(a) __builtin_ia32_sqrtpd512_mask(a, a, -1, 4)
#elif W == 8 && defined(__AVX512DQ__)
#include <immintrin.h>
#define ANY(a) (_mm512_test_epi64_mask((__m512i)(a), (__m512i)(a)) != 0)
#define MIN(a, b) _mm512_min_pd((__m512d)(a), (__m512d)(b))
#define MAX(a, b) _mm512_max_pd((__m512d)(a), (__m512d)(b))
#define RINT(a) _mm512_roundscale_pd((__m512d)(a), 8)
#define SQRT(a) _mm512_sqrt_pd((__m512d)(a))
#elif W == 4 && defined(__AVX2__) && GCC_NAMES
#define ANY(a) (!__builtin_ia32_ptestz256(a, a))
#define MIN(a, b) __builtin_ia32_minpd256(a, b)
#define MAX(a, b) __builtin_ia32_maxpd256(a, b)
#define RINT(a) __builtin_ia32_roundpd256(a, 8)
#define SQRT(a) __builtin_ia32_sqrtpd256(a)
#elif W == 4 && defined(__AVX2__)
#include <immintrin.h>
#define ANY(a) (!_mm256_testz_si256((__m256i)(a), (__m256i)(a)))
#define MIN(a, b) _mm256_min_pd((__m256d)(a), (__m256d)(b))
#define MAX(a, b) _mm256_max_pd((__m256d)(a), (__m256d)(b))
#define RINT(a) _mm256_round_pd((__m256d)(a), 8)
#define SQRT(a) _mm256_sqrt_pd((__m256d)(a))
#elif W == 2 && defined(__SSE2__)
#include <emmintrin.h>
#define MIN(a, b) _mm_min_pd((__m128d)(a), (__m128d)(b))
#define MAX(a, b) _mm_max_pd((__m128d)(a), (__m128d)(b))
#define SQRT(a) _mm_sqrt_pd((__m128d)(a))
#endif

static inline v K(double x) { return x - (v){0}; }
static inline m B(int x) { return -(i64)(x != 0) - (m){0}; }
static inline v sel(m test, v yes, v no) { return of_bits((test & bits_of(yes)) | (~test & bits_of(no))); }
static inline m pick(m test, m yes, m no) { return (test & yes) | (~test & no); }
#ifdef ANY
static inline int any(m test) { return ANY(test); }
#else
static inline int any(m test) {
  mask_lanes t = { test };
  i64 found = 0;
  for (int l = 0; l < W; l++) found |= t.lanes[l];
  return found != 0;
}
#endif

static inline m lt(v a, v b) { return TRUE_IF(a < b); }
static inline m le(v a, v b) { return TRUE_IF(a <= b); }
static inline m gt(v a, v b) { return TRUE_IF(a > b); }
static inline m ge(v a, v b) { return TRUE_IF(a >= b); }
static inline m eq(v a, v b) { return TRUE_IF(a == b); }
static inline m ne(v a, v b) { return TRUE_IF(a != b); }
static inline v number(m a) { return sel(a, K(1.0), K(0.0)); }
#ifdef MIN
static inline v v_min(v a, v b) { return (v)MIN(a, b); }
static inline v v_max(v a, v b) { return (v)MAX(a, b); }
#else
static inline v v_min(v a, v b) { return sel(lt(a, b), a, b); }
static inline v v_max(v a, v b) { return sel(gt(a, b), a, b); }
#endif
static inline v v_abs(v a) { return sel(lt(a, K(0.0)), -a, a); }

/* Rounds to the nearest whole number, half to even. From 2^52 on, all numbers are whole. -0.0 becomes 0.0. */
#ifdef RINT
static inline v v_rint(v a) { return (v)RINT(a + 0.0); }
#else
static inline v v_rint(v a) {
  v size = v_abs(a);
  v near = sel(lt(size, K(4503599627370496.0)), (size + 4503599627370496.0) - 4503599627370496.0, size);
  return sel(lt(a, K(0.0)), -near, near);
}
#endif
/* Rounds to the nearest whole number, half to even, for magnitudes up to 2^51. */
static inline v near(v a) { return (a + 6755399441055744.0) - 6755399441055744.0; }
static inline v v_floor(v a) {
  v rounded = v_rint(a);
  return rounded - sel(gt(rounded, a), K(1.0), K(0.0));
}
#ifdef SQRT
static inline v v_sqrt(v a) { return (v)SQRT(a); }
#else
static inline v v_sqrt(v a) {
  vector_lanes t = { a };
  for (int l = 0; l < W; l++) t.lanes[l] = __builtin_sqrt(t.lanes[l]);
  return t.x;
}
#endif
static inline v to_grid(v a) { return (a + GRID) - GRID; }
static inline v below_grid(v a) { return v_floor(a * 1073741824.0) * GRID_STEP; }

static inline v taken(const double *table, m at) {
  mask_lanes places = { at };
  vector_lanes t;
  for (int l = 0; l < W; l++) t.lanes[l] = table[places.lanes[l]];
  return t.x;
}

static inline v v_exp(v x) {
  v t = x * EXP_PER_STEP;
  t = v_min(t, K(EXP_BOUND * EXP_PER_STEP));
  t = v_max(t, K(-EXP_BOUND * EXP_PER_STEP));
  v n = near(t);
  t -= n;
  t *= EXP_STEP;
  m steps = to_int(n);
  m j = steps & 1023;
  mask_lanes places = { j }, powers;
  for (int l = 0; l < W; l++) powers.lanes[l] = EXP_POWERS[places.lanes[l]];
  steps = (m)((u)(steps - j) << 42) + powers.x;
  v y = t * (1.0 / 6.0);
  y += 0.5;
  y *= t;
  y += 1.0;
  y *= t;
  y += 1.0;
  return y * of_bits(steps);
}

static inline u mixed(u z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}
static inline v unit(u bits) { return of_int((m)(bits >> 11)) * 0x1p-53; }
static inline m slot(u bits) { return (m)(bits >> 48); }

/* `left`: the number of games from this address on. Lanes beyond the last game read the last game, and are not
   written. */
static inline v read_games(const double *from, i64 left) {
  vector_lanes t;
  if (left >= W) __builtin_memcpy(&t, from, sizeof t);
  else for (int l = 0; l < W; l++) t.lanes[l] = from[l < left ? l : left - 1];
  return t.x;
}
static inline u read_keys(const u64 *from, i64 left) {
  bits_lanes t;
  if (left >= W) __builtin_memcpy(&t, from, sizeof t);
  else for (int l = 0; l < W; l++) t.lanes[l] = from[l < left ? l : left - 1];
  return t.x;
}
static inline void write_games(double *to, v value, i64 left) {
  vector_lanes t = { value };
  if (left >= W) __builtin_memcpy(to, &t, sizeof t);
  else for (int l = 0; l < left; l++) to[l] = t.lanes[l];
}
static inline void write_truths(unsigned char *to, m value, i64 left) {
  mask_lanes t = { value };
  for (int l = 0; l < W && l < left; l++) to[l] = t.lanes[l] != 0;
}
