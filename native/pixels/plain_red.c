/* libjpeg's own, under other names: odd.c stands in their places. */
#define jpeg_idct_4x4 plain_jpeg_idct_4x4
#define jpeg_idct_2x2 plain_jpeg_idct_2x2
#define jpeg_idct_1x1 plain_jpeg_idct_1x1
#include "wrapper/jidctred-8.c"
