import os
from functools import lru_cache

import uvicorn
from fastapi import FastAPI

app = FastAPI()

RATES = {"road": 42, "rail": 31, "sea": 12}


class Quote:
    def __init__(self, mode, weight_kg):
        self.mode = mode
        self.weight_kg = weight_kg
        self.notes = []

    @lru_cache(maxsize=None)
    def surcharge(self, season):
        base = RATES[self.mode] * self.weight_kg
        return base // 10 if season == "winter" else base // 25

    def total(self):
        winter = self.surcharge("winter")
        self.notes.append("winter surcharge")
        return RATES[self.mode] * self.weight_kg + winter


@app.get("/quotes/{mode}")
def quote(mode: str, weight: int = 20):
    offer = Quote(mode, weight)
    return {"mode": mode, "total": offer.total(), "notes": offer.notes}


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
