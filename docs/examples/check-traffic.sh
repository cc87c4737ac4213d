#!/bin/sh
# Runs a command behind Middlebox; fails as the command does, or with 1 when something that it called failed.
# Usage: check-traffic.sh COMMAND...          MIDDLEBOX says how to call Middlebox when it is not on the PATH.
traffic=$(mktemp) || exit 125
trap 'rm -f "$traffic"' EXIT
${MIDDLEBOX:-middlebox} run -q --json-file "$traffic" -- "$@" || exit
node "$(dirname "$0")/failed-requests.mjs" "$traffic"
