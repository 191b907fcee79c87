/* libjpeg's own, under another name: eighths.c stands in its place. */
#define jpeg_start_decompress plain_jpeg_start_decompress
#include "wrapper/jdapistd-8.c"
