"""What daphne serves: the two sockets, behind the token."""
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer.settings")
django.setup()

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from .consumers import DeviceConsumer, GuardianConsumer, TokenAuth

application = ProtocolTypeRouter({
    "websocket": TokenAuth(URLRouter([path("ws/device", DeviceConsumer.as_asgi()), path("ws/guardian", GuardianConsumer.as_asgi())])),
})
