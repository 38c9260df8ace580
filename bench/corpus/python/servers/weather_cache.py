import asyncio
import os
import time

import uvicorn
from fastapi import FastAPI

app = FastAPI()
LIFETIME_SECONDS = 1.5
reports = {}


def fresh_report(station):
    return {"station": station, "hours": [(station + hour) % 30 for hour in range(24)]}


async def sweep_forever():
    while True:
        await asyncio.sleep(0.5)
        now = time.monotonic()
        for station in [key for key, (_, until) in reports.items() if until < now]:
            del reports[station]


@app.on_event("startup")
async def start_sweeping():
    app.state.sweeper = asyncio.create_task(sweep_forever())


@app.get("/stations/{station}")
async def station_report(station: int):
    known = reports.get(station)
    if known is not None and known[1] >= time.monotonic():
        return known[0]
    report = fresh_report(station)
    reports[station] = (report, time.monotonic() + LIFETIME_SECONDS)
    return report


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
