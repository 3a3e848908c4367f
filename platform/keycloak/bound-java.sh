#!/bin/sh
# What kc.sh runs as its JVM. kc.sh starts the JVM as a child and waits, so the death signal that the launcher put on
# kc.sh would not reach it: this puts one on the JVM as well (it ends when kc.sh does, even by kill -9).
exec setpriv --pdeathsig KILL "${STOA_JAVA:?}" "$@"
