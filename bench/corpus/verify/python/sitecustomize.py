"""Runs inside each Python process of a server under test and answers on a Unix socket. It shares no code with the harness."""

import _socket
import _thread
import ctypes
import gc
import json
import os
import re
import sys
import time

folder = os.environ.get("CORPUS_PROBE_FOLDER")
start_thread, sleep = _thread.start_new_thread, time.sleep
listener = None


class Mallinfo2(ctypes.Structure):
    names = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    _fields_ = [(name, ctypes.c_size_t) for name in names]


mallinfo2 = ctypes.CDLL(None).mallinfo2
mallinfo2.restype = Mallinfo2


def small_object_bytes():
    """What CPython's own allocator has handed out: blocks of up to 512 bytes. It prints this to stderr and nowhere else."""
    written, stderr = os.memfd_create("stats"), os.dup(2)
    os.dup2(written, 2)
    try:
        sys._debugmallocstats()
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
    text = os.pread(written, 1 << 20, 0).decode()
    os.close(written)
    return int(re.search(r"bytes in allocated blocks\s*=\s*([\d,]+)", text)[1].replace(",", ""))


def running_tasks():
    tasks = getattr(sys.modules.get("asyncio.tasks"), "_all_tasks", ())
    for _ in range(10):
        try:
            return sum(1 for task in list(tasks) if not task.done())
        except RuntimeError:
            sleep(0.01)
    return 0


def class_of(module, name):
    return getattr(sys.modules.get(module), name, None)


def checked_out():
    """Connections that pools of drivers have lent."""
    counters = {
        class_of("psycopg2.pool", "AbstractConnectionPool"): lambda pool: len(pool._used),
        class_of("sqlalchemy.pool.impl", "QueuePool"): lambda pool: pool.checkedout(),
        class_of("asyncpg.pool", "Pool"): lambda pool: sum(1 for holder in pool._holders if holder._in_use is not None),
    }
    counters.pop(None, None)
    if not counters:
        return 0
    total = 0
    for living in gc.get_objects():
        for kind, count in counters.items():
            if issubclass(type(living), kind):
                total += count(living)
    return total


def read():
    for _ in range(4):
        gc.collect()
        sleep(0.01)
    native = mallinfo2()
    return {
        "python.blocks": sys.getallocatedblocks(),
        "python.heapBytes": small_object_bytes(),
        "python.mallocBytes": native.uordblks + native.hblkhd,
        "python.tasks": running_tasks(),
        "pool.checkedOut": checked_out(),
    }


def serve(server):
    while True:
        fd, _ = server._accept()
        client = _socket.socket(fileno=fd)
        try:
            answer = read()
        except Exception as error:
            answer = {"error": repr(error)}
        client.sendall(json.dumps(answer).encode())
        client.close()


def listen():
    global listener
    if listener is not None:
        listener.close()
    listener = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    listener.bind(os.path.join(folder, f"{os.getpid()}.sock"))
    listener.listen(4)
    start_thread(serve, (listener,))


if folder:
    listen()
    os.register_at_fork(after_in_child=listen)
