/* A fault that libjpeg cannot go on from ends the module: whoever called it throws it away and makes another.
   WebAssembly has no long jumps below the floor of browsers. */
#ifndef ZIKAO_SETJMP_H
#define ZIKAO_SETJMP_H
typedef int jmp_buf[1];
#define setjmp(place) 0
#define longjmp(place, value) __builtin_trap()
#endif
