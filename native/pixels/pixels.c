/* The decoder and the geometry that Pillow runs, for browsers: the same C, so the same pixels.

   A picture is libImaging's own structure, in one block of memory. Nothing is freed twice and nothing is shared: what
   a call hands out belongs to the caller. Where a call cannot do what is asked it hands out 0. */

#include "Imaging.h"
/* Both libraries name these. */
#undef INT8
#undef UINT8
#undef INT16
#undef UINT16
#undef INT32
#undef UINT32
#include "Jpeg.h"

#define EXPORT(name) __attribute__((export_name(#name)))

/* What libImaging asks of the interpreter that is not here. */
void ImagingSectionEnter(ImagingSectionCookie *cookie) {}
void ImagingSectionLeave(ImagingSectionCookie *cookie) {}
void *ImagingError_MemoryError(void) { return NULL; }
void *ImagingError_ModeError(void) { return NULL; }
void *ImagingError_Mismatch(void) { return NULL; }
void *ImagingError_ValueError(const char *told) { return NULL; }

static void one_block(void) { ImagingDefaultArena.use_block_allocator = 1; }

EXPORT(room) void *room(size_t bytes) { return malloc(bytes); }
EXPORT(release) void release(void *place) { free(place); }

EXPORT(width) int width(Imaging im) { return im->xsize; }
EXPORT(height) int height(Imaging im) { return im->ysize; }
EXPORT(pixels) void *pixels(Imaging im) { return im->ysize ? im->image[0] : NULL; }
EXPORT(line) int line(Imaging im) { return im->linesize; }
EXPORT(bands) int bands(Imaging im) { return im->bands; }
EXPORT(drop) void drop(Imaging im) { ImagingDelete(im); }

static ModeID mode_of(int count) {
    return count == 1 ? IMAGING_MODE_L : count == 4 ? IMAGING_MODE_CMYK : IMAGING_MODE_RGB;
}

/* kind: 0 grey, 1 colours, 2 numbers with a fraction */
EXPORT(blank) Imaging blank(int kind, int w, int h) {
    one_block();
    return ImagingNew(kind == 0 ? IMAGING_MODE_L : kind == 1 ? IMAGING_MODE_RGB : IMAGING_MODE_F, w, h);
}

static JPEGSTATE context;

/* How often the decoder met what no encoder writes, in the file decoded last: see odd.c. */
extern int odd_blocks;
EXPORT(warnings) int warnings(void) { return (int)context.error.pub.num_warnings + odd_blocks; }

/* The whole file at once, as Pillow's own loop hands it over in pieces. A file that ends early is damaged.
   bands: 1 grey, 3 colours, 4 as printed, as Pillow names them by the header; eighths: of either side,
   1 to 8. */
extern int eighths;
EXPORT(decode_jpeg) Imaging decode_jpeg(unsigned char *data, size_t bytes, int bands, int w, int h, int wanted) {
    static struct ImagingCodecStateInstance state;
    RawModeID raw = bands == 1 ? IMAGING_RAWMODE_L : bands == 4 ? IMAGING_RAWMODE_CMYK_I : IMAGING_RAWMODE_RGBX;
    int bits, done;
    Imaging im;
    one_block();
    odd_blocks = 0;
    memset(&state, 0, sizeof state);
    memset(&context, 0, sizeof context);
    context.jpegmode = -1;
    context.rawmode = raw;
    eighths = wanted;
    state.context = &context;
    state.xsize = (w * wanted + 7) / 8;
    state.ysize = (h * wanted + 7) / 8;
    im = ImagingNew(mode_of(bands), state.xsize, state.ysize);
    state.shuffle = ImagingFindUnpacker(mode_of(bands), raw, &bits);
    if (!im || !state.shuffle) return NULL;
    state.bits = bits;
    state.bytes = (state.bits * state.xsize + 7) / 8;
    state.buffer = malloc(state.bytes);
    done = state.buffer ? ImagingJpegDecode(im, &state, data, bytes) : 0;
    free(state.buffer);
    if (done >= 0 || state.errcode < 0) {
        if (done >= 0) ImagingJpegDecodeCleanup(&state);
        ImagingDelete(im);
        return NULL;
    }
    return im;
}

static int encoded_bytes;
EXPORT(encoded) int encoded(void) { return encoded_bytes; }

/* Lines of grey, or of colours with a byte of nothing, as they lie in memory. */
static void grey_line(UINT8 *to, const UINT8 *from, int count) { memcpy(to, from, count); }
static void colour_line(UINT8 *to, const UINT8 *from, int count) { memcpy(to, from, 4 * (size_t)count); }

/* A baseline JPEG with Huffman tables of its own, for which all of it has to fit into the room; encoded() tells its bytes.
   quality: 1 to 100; subsampling: 0 for 4:4:4, 2 for 4:2:0, -1 for libjpeg's own; dpi: 0 for none stated; extra: segments
   that stand behind the header, which are given back here. */
EXPORT(encode_jpeg)
UINT8 *encode_jpeg(Imaging im, int quality, int subsampling, int dpi, char *extra, int extra_bytes) {
    static struct ImagingCodecStateInstance state;
    static JPEGENCODERSTATE context;
    /* As much as Pillow takes. */
    size_t room = (quality < 95 ? 1 : 2) * (size_t)im->xsize * im->ysize + extra_bytes;
    UINT8 *made = malloc(room < 65536 ? room = 65536 : room);
    memset(&state, 0, sizeof state);
    memset(&context, 0, sizeof context);
    context.rawmode = im->bands == 1 ? IMAGING_RAWMODE_L : IMAGING_RAWMODE_RGBX;
    context.quality = quality;
    context.subsampling = subsampling;
    context.optimize = 1;
    context.xdpi = context.ydpi = dpi;
    context.extra = extra_bytes ? extra : NULL;
    context.extra_size = extra_bytes;
    state.context = &context;
    state.xsize = im->xsize;
    state.ysize = im->ysize;
    state.bits = im->bands == 1 ? 8 : 32;
    state.shuffle = im->bands == 1 ? grey_line : colour_line;
    state.buffer = malloc(im->linesize);
    encoded_bytes = made && state.buffer ? ImagingJpegEncode(im, &state, made, (int)room) : -1;
    free(state.buffer);
    if (encoded_bytes >= 0 && state.errcode == IMAGING_CODEC_END) return made;
    free(made);
    return NULL;
}

/* bands: 1 grey, 3 colours */
EXPORT(convert) Imaging convert(Imaging im, int bands) {
    one_block();
    return ImagingConvert(NULL, im, mode_of(bands), NULL, 0);
}

EXPORT(crop) Imaging crop(Imaging im, int left, int top, int right, int bottom) {
    one_block();
    return ImagingCrop(im, left, top, right, bottom);
}

/* by: 1 Lanczos, 2 bilinear, 3 bicubic, 4 box, as Pillow counts them; 0 the nearest, of affine alone */
EXPORT(resize) Imaging resize(Imaging im, int w, int h, int by, float left, float top, float right, float bottom) {
    float box[4] = {left, top, right, bottom};
    one_block();
    return ImagingResample(im, w, h, by, box);
}

/* Has another one's pixels from that place on. */
EXPORT(paste) void paste(Imaging im, Imaging other, int left, int top) {
    ImagingPaste(im, other, NULL, left, top, left + other->xsize, top + other->ysize);
}

/* The whole of one colour. */
EXPORT(fill) void fill(Imaging im, int red, int green, int blue) {
    unsigned char ink[4] = {red, green, blue, 255};
    ImagingFill(im, ink);
}

EXPORT(reduce) Imaging reduce(Imaging im, int across, int down, int left, int top, int right, int bottom) {
    int box[4] = {left, top, right - left, bottom - top};
    one_block();
    return ImagingReduce(im, across, down, box);
}

EXPORT(affine)
Imaging affine(Imaging im, int w, int h, int by, double a, double b, double c, double d, double e, double f) {
    double matrix[8] = {a, b, c, d, e, f, 0, 0};
    Imaging out;
    one_block();
    out = ImagingNew(im->mode, w, h);
    if (out) ImagingTransform(out, im, IMAGING_TRANSFORM_AFFINE, 0, 0, w, h, matrix, by, 1);
    return out;
}

/* orientation: 2 to 8 as in EXIF */
EXPORT(turn) Imaging turn(Imaging im, int orientation) {
    Imaging out;
    int across = orientation >= 5;
    one_block();
    out = ImagingNew(im->mode, across ? im->ysize : im->xsize, across ? im->xsize : im->ysize);
    if (!out) return NULL;
    switch (orientation) {
        case 2: return ImagingFlipLeftRight(out, im);
        case 3: return ImagingRotate180(out, im);
        case 4: return ImagingFlipTopBottom(out, im);
        case 5: return ImagingTranspose(out, im);
        case 6: return ImagingRotate270(out, im);
        case 7: return ImagingTransverse(out, im);
        case 8: return ImagingRotate90(out, im);
    }
    ImagingDelete(out);
    return NULL;
}

/* corners: x and y, one after the other, as whole numbers; value: of each pixel within */
EXPORT(polygon) void polygon(Imaging im, int count, int *corners, int value) {
    unsigned char ink[4] = {value, value, value, 255};
    ImagingDrawPolygon(im, count, corners, ink, 1, 0, 0, NULL);
}
