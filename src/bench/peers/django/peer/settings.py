"""As in production: no debug, kept database connections (PGHOST … name the database), groups through Redis on REDIS_PORT."""
import os

SECRET_KEY = "only-for-a-benchmark-on-loopback"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "channels", "peer"]
MIGRATION_MODULES = {"auth": None, "contenttypes": None}  # all tables are made at once, by the models
AUTH_USER_MODEL = "peer.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql", "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"], "NAME": os.environ["PGDATABASE"],
    "USER": os.environ["PGUSER"], "PASSWORD": os.environ["PGPASSWORD"],
    "CONN_MAX_AGE": 60,  # the default, 0, would reconnect for every message
}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {
    "hosts": [("127.0.0.1", int(os.environ["REDIS_PORT"]))], "capacity": 1000}}}
