/* Blocks that no encoder writes. The server's vector code computes a block in 16 bits, the plain code here in 32: they agree as
   long as nothing on the way needs more than 16, and no sample leaves the table that limits it. A damaged file breaks both;
   then its pixels are not the server's, and whoever asks has to know. */

#define JPEG_INTERNALS
#include <math.h>
#include <stdlib.h>
#include "jinclude.h"
#include "jpeglib.h"
#include "jdct.h"

/* 16 bits with a sign. */
#define MOST 32767
/* Bits that the first pass keeps behind the point. */
#define KEPT 4
/* Of a sample before it is limited: the table reaches 384 below and 639 above, a sample's own middle is 128. */
#define RANGE 380
/* A sample is at most a quarter of a block's coefficients together. */
#define SURELY (4 * RANGE)

int odd_blocks;

static double wave(int x, int u) {
    static double known[8][8];
    if (!known[0][0])
        for (int at = 0; at < 64; at++)
            known[at / 8][at % 8] = (at % 8 ? 0.5 : sqrt(0.125)) * cos((2 * (at / 8) + 1) * (at % 8) * M_PI / 16);
    return known[x][u];
}

/* Whether both kinds of code come to the same. */
static int usual(const int *block) {
    double half[8][8];
    for (int u = 0; u < 8; u++) {
        long column = 0;
        for (int v = 0; v < 8; v++) column += labs((long)block[v * 8 + u]);
        if (column > MOST) return 0;
        for (int y = 0; y < 8; y++) {
            half[y][u] = 0;
            for (int v = 0; v < 8; v++) half[y][u] += wave(y, v) * block[v * 8 + u];
        }
    }
    for (int y = 0; y < 8; y++) {
        double row = 0;
        /* libjpeg's own passes are not scaled down by the square root of 8 on the way. */
        for (int u = 0; u < 8; u++) row += fabs(half[y][u]) * sqrt(8) * KEPT;
        if (row > MOST) return 0;
        for (int x = 0; x < 8; x++) {
            double sample = 0;
            for (int u = 0; u < 8; u++) sample += wave(x, u) * half[y][u];
            if (fabs(sample) > RANGE) return 0;
        }
    }
    return 1;
}

static void look(jpeg_component_info *component, JCOEFPTR coefficients) {
    const ISLOW_MULT_TYPE *table = (const ISLOW_MULT_TYPE *)component->dct_table;
    int block[DCTSIZE2];
    long sum = 0;
    for (int at = 0; at < DCTSIZE2; at++) {
        block[at] = coefficients[at] * table[at];
        sum += labs((long)block[at]);
    }
    if (sum > SURELY && !usual(block)) odd_blocks++;
}

/* In the place of those of libjpeg, which plain_int.c and plain_red.c name anew. */
#define WATCHED(name)                                                                                                 \
    void plain_##name(j_decompress_ptr, jpeg_component_info *, JCOEFPTR, JSAMPARRAY, JDIMENSION);                     \
    void name(j_decompress_ptr info, jpeg_component_info *part, JCOEFPTR block, JSAMPARRAY out, JDIMENSION column) {  \
        look(part, block);                                                                                            \
        plain_##name(info, part, block, out, column);                                                                 \
    }

WATCHED(jpeg_idct_islow)
WATCHED(jpeg_idct_4x4)
WATCHED(jpeg_idct_2x2)
WATCHED(jpeg_idct_1x1)
