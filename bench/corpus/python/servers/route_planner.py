import heapq
import json
import zlib

from flask import Flask, jsonify

app = Flask(__name__)


def grid(seed, size):
    return [[(x * 31 + y * 17 + seed) % 97 for x in range(size)] for y in range(size)]


def cheapest(costs):
    size = len(costs)
    best = {(0, 0): costs[0][0]}
    queue = [(costs[0][0], 0, 0)]
    while queue:
        cost, x, y = heapq.heappop(queue)
        if (x, y) == (size - 1, size - 1):
            return cost
        for nx, ny in ((x + 1, y), (x, y + 1)):
            if nx < size and ny < size and cost + costs[ny][nx] < best.get((nx, ny), 1 << 30):
                best[nx, ny] = cost + costs[ny][nx]
                heapq.heappush(queue, (best[nx, ny], nx, ny))
    return None


@app.get("/plans/<int:seed>")
def plan(seed):
    costs = grid(seed, 40)
    packed = zlib.compress(json.dumps(costs).encode() * 20, 1)
    scratch = bytearray(2_000_000)
    scratch[: len(packed)] = packed
    return jsonify(seed=seed, cost=cheapest(costs), packed=len(packed))


@app.get("/healthz")
def healthz():
    return "ok"
