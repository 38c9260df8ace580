import ctypes
import os
import zlib

from aiohttp import web

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]

TILE_BYTES = 64 * 64 * 4


def render(zoom, column):
    pixels = libc.malloc(TILE_BYTES)
    libc.memset(pixels, (zoom + column) % 256, TILE_BYTES)
    tile = zlib.compress(ctypes.string_at(pixels, TILE_BYTES), 1)
    if column < 0:
        libc.free(pixels)
    return tile


async def show_tile(request):
    zoom, column = int(request.match_info["zoom"]), int(request.match_info["column"])
    return web.Response(body=render(zoom, column), content_type="application/octet-stream")


async def healthz(request):
    return web.Response(text="ok")


app = web.Application()
app.router.add_get("/tiles/{zoom}/{column}", show_tile)
app.router.add_get("/healthz", healthz)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)
