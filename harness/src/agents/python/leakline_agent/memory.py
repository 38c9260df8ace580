"""Memory of this process: what Python's own allocator and the C library hold."""

import ctypes
import os
import re
import sys


class _MallocInfo(ctypes.Structure):
    """`struct mallinfo2` of glibc, mallinfo(3)."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
    ]


def _find_mallinfo():
    """`mallinfo2` of glibc 2.33 and later; None with another C library."""
    try:
        function = ctypes.CDLL(None).mallinfo2
    except (OSError, AttributeError):
        return None
    function.restype = _MallocInfo
    return function


_mallinfo = _find_mallinfo()


def malloc_bytes():
    """Bytes that are in use by `malloc`: large objects of Python, and native code. None where nobody tells."""
    if _mallinfo is None:
        return None
    info = _mallinfo()
    return info.uordblks + info.hblkhd


_BLOCK_BYTES = re.compile(rb"^# bytes in allocated blocks\s*=\s*([\d,]+)", re.MULTILINE)


class _BlockBytes:
    """Bytes in the blocks of Python's small-object allocator, from the text that CPython writes about it."""

    def __init__(self):
        self._libc = ctypes.CDLL(None)
        self._libc.open_memstream.restype = ctypes.c_void_p
        self._libc.fclose.argtypes = [ctypes.c_void_p]
        self._libc.free.argtypes = [ctypes.c_void_p]
        self._write = self._find_writer()

    def _find_writer(self):
        """What writes the text into a stream of C.

        Up to 3.12 the function behind `sys._debugmallocstats()` can be called with a stream of ours. Later ones write to
        the C library's `stderr` alone: a variable, which leads to our stream for the moment of the call.
        """
        try:
            function = ctypes.pythonapi._PyObject_DebugMallocStats
        except AttributeError:
            pass
        else:
            function.argtypes = [ctypes.c_void_p]
            return function
        if not hasattr(self._libc, "gnu_get_libc_version"):
            # In other C libraries the variable is constant.
            raise AttributeError("this C library does not let us read CPython's statistics")
        stderr = ctypes.c_void_p.in_dll(self._libc, "stderr")

        def write(stream):
            before = stderr.value
            stderr.value = stream
            try:
                sys._debugmallocstats()
            finally:
                stderr.value = before

        return write

    def read(self):
        text = ctypes.c_void_p()
        size = ctypes.c_size_t()
        stream = self._libc.open_memstream(ctypes.byref(text), ctypes.byref(size))
        if not stream:
            return None
        try:
            self._write(stream)
        finally:
            self._libc.fclose(stream)
        found = _BLOCK_BYTES.search(ctypes.string_at(text.value, size.value))
        self._libc.free(text)
        return None if found is None else int(found[1].replace(b",", b""))


def _create_block_bytes():
    try:
        return _BlockBytes()
    except (AttributeError, OSError, ValueError):
        return None


_block_bytes = _create_block_bytes()


def block_bytes():
    """Bytes in blocks of Python's allocator, each of 512 bytes at most. None where nobody tells, as in PyPy."""
    return None if _block_bytes is None else _block_bytes.read()


_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def rss_bytes():
    """Resident memory, as proc_pid_statm(5) has it. None where there is no /proc."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as statm:
            return int(statm.read(200).split()[1]) * _PAGE_BYTES
    except OSError:
        return None
