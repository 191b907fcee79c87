/* libjpeg's own, under another name: odd.c stands in its place. */
#define jpeg_idct_islow plain_jpeg_idct_islow
#include "wrapper/jidctint-8.c"
