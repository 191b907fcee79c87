/* What libImaging asks of Python, for a module without Python: types, and faults that end in a null pointer. */
#ifndef ZIKAO_PYTHON_H
#define ZIKAO_PYTHON_H

#define HAVE_PROTOTYPES 1
#define STDC_HEADERS 1
#define HAVE_LIBJPEG 1

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef ptrdiff_t Py_ssize_t;
typedef struct object PyObject;

#define PyExc_ValueError NULL
#define PyExc_MemoryError NULL
#define PyErr_Format(kind, ...) ((void *)0)
#define PyErr_SetString(kind, told) ((void)0)
#define PyErr_NoMemory() ((void *)0)
#define PyErr_Clear() ((void)0)
#define PyCapsule_GetPointer(capsule, name) ((void *)0)
#define Py_INCREF(object) ((void)0)
#define Py_DECREF(object) ((void)0)
#define PY_VERSION_HEX 0x030b0000

#endif
