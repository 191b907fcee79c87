#define BUILD "zikao"
#define HIDDEN
#define INLINE inline
#define THREAD_LOCAL
#define PACKAGE_NAME "libjpeg-turbo"
#define VERSION "3.1.2"
#define SIZEOF_SIZE_T __SIZEOF_SIZE_T__
#define FALLTHROUGH __attribute__((fallthrough));
#ifndef BITS_IN_JSAMPLE
#define BITS_IN_JSAMPLE 8
#endif
#undef C_ARITH_CODING_SUPPORTED
#define D_ARITH_CODING_SUPPORTED 1
#undef WITH_SIMD
#if BITS_IN_JSAMPLE == 8
#undef WITH_SIMD
#endif
