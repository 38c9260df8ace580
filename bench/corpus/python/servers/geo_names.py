from bisect import bisect_left

from flask import Flask, jsonify

app = Flask(__name__)
places = sorted((f"place-{i * 7919 % 100_003:06}", i % 180 - 90, i % 360 - 180) for i in range(60_000))


@app.get("/places/<int:number>")
def nearby(number):
    start = bisect_left(places, (f"place-{number * 37 % 100_003:06}",))
    window = [place for place in places[start : start + 2000] if place[1] > 0]
    return jsonify(found=len(window), first=window[0] if window else None)


@app.get("/healthz")
def healthz():
    return "ok"
