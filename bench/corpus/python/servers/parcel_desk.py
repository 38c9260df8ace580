import os
import sys
import time

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="parcel-desk",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[f"{__name__}.TimingMiddleware"],
    LOGGING_CONFIG=None,
)


class TimingMiddleware:
    timings = []

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        response = self.get_response(request)
        if request.path != "/healthz":
            took = time.perf_counter() - started
            self.timings.append({"path": request.path, "status": response.status_code, "seconds": took})
        return response


def parcel(request, number):
    step = ("accepted", "sorted", "on its way", "delivered")[number % 4]
    return JsonResponse({"parcel": number, "step": step})


def healthz(request):
    return HttpResponse("ok")


urlpatterns = [
    path("parcels/<int:number>", parcel),
    path("healthz", healthz),
]

application = get_wsgi_application()

if __name__ == "__main__":
    address = f"127.0.0.1:{os.environ['PORT']}"
    execute_from_command_line([sys.argv[0], "runserver", "--noreload", address])
