#!/usr/bin/env bash
# Interrupts every delivery between grains at every point, in process and as real processes; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  cat <<'TEXT'
Usage: tests/failpoints.sh [ROUNDS]

A summary or an event goes from one grain to the next by four steps, and can be interrupted at each:

  BeforeWrite   before the source writes what it will have to send
  AfterWrite    when that is written and not yet sent
  BeforeAnswer  when the receiver has written and not yet answered
  AfterAnswer   when the source has the answer and its row is still marked as unsent

In process, on a clock that the test moves, each delivery (assignment to measure, assignment to agency, measure to agency, measure to
priority, priority to plan, measure to feed, operations to each) is interrupted at each point ROUNDS times: by an exception, by the
end of an activation, by the end of the silo, in turns. Five more times nothing but the minute's reminder goes on. Then a server as
a process of its own ends itself once at each point of each delivery, as by kill -9, and is started again. Each time totals and feed
must be within five seconds those that are counted from what was asked; so nothing else is to run meanwhile.

ROUNDS  default 50; the test suite does the same 15 times, and has processes end at each point once

Ends with N passed, N failed, N skipped, and 0 only if all of it holds. Ten minutes; only debug builds have these points.
TEXT
}

case ${1:-} in --help | -h) usage; exit 0 ;; esac
rounds=${1:-50}
[[ $rounds =~ ^[1-9][0-9]*$ ]] || { usage >&2; exit 2; }
NAP_FAILPOINT_ROUNDS=$rounds NAP_FAILPOINTS=all exec "$root/tests/run.sh" -showLiveOutput -parallel none \
  -class NapGrains.Tests.Grains.Interruptions.FailpointTests -class NapGrains.Tests.Processes.FailpointTests
