"""The smallest web application that gunicorn can start."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/api/v1/health")
async def health():
    return {"status": "ok"}
