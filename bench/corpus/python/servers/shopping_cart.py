import json
import os
import sys

import redis
from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="shopping-cart",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    LOGGING_CONFIG=None,
)
store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def cart(request, user):
    key = f"cart:{user % 50}"
    with store.pipeline() as pipeline:
        pipeline.rpush(key, json.dumps({"item": user}))
        pipeline.ltrim(key, -10, -1)
        pipeline.expire(key, 60)
        pipeline.lrange(key, 0, -1)
        *_, lines = pipeline.execute()
    return JsonResponse({"user": user, "items": [json.loads(line)["item"] for line in lines]})


def healthz(request):
    return HttpResponse("ok")


urlpatterns = [path("carts/<int:user>", cart), path("healthz", healthz)]
application = get_wsgi_application()

if __name__ == "__main__":
    address = f"127.0.0.1:{os.environ['PORT']}"
    execute_from_command_line([sys.argv[0], "runserver", "--noreload", address])
