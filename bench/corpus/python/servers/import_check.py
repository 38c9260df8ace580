import os

import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel

app = FastAPI()
refused = []


class Row(BaseModel):
    email: str


class RefusedRow(Exception):
    pass


def parse(row):
    fields = {"email": row.email.strip(), "columns": [f"column {i}" for i in range(20)]}
    if "@" not in fields["email"]:
        raise RefusedRow("no address")
    return fields


@app.post("/import")
async def import_row(row: Row):
    try:
        fields = parse(row)
    except RefusedRow as error:
        refused.append(error)
        return JSONResponse({"error": str(error)}, 422)
    return JSONResponse({"email": fields["email"]}, 201)


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
