#!/bin/sh
# The official image's Redis is built without protected mode, which refuses clients from other machines.
exec /usr/bin/redis-server "$@" --protected-mode no
