#!/usr/bin/env bash
# Kills the server again and again while subscribers follow its feed; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  cat <<'TEXT'
Usage: tests/resume.sh [--subscribers N] [--kills N] [--events N]

Starts the server as a process on SQLite, lets subscribers follow its feed over graphql-transport-ws, and kills it with
kill -9 while four writers give verdicts and hand in reports, each sent again with the same operation id until it is answered.
Whoever loses its socket comes back with its last cursor. At the end each subscriber's events must be the feed: without a gap,
in order, none twice; and each write must be there once. Says one line of figures; the exit code is 0 only if all of it holds.

  --subscribers N  sockets; default 500
  --kills N        kills, evenly spread over the writes; default 20
  --events N       writes, each of which is an event; default 2000

The test suite does the same with 50 subscribers, 5 kills and 300 events. Needs the .NET 10 SDK; a minute or two.
TEXT
}

subscribers=500 kills=20 events=2000
while (($#)); do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --subscribers) subscribers=$2; shift 2 ;;
    --kills) kills=$2; shift 2 ;;
    --events) events=$2; shift 2 ;;
    *) usage >&2; exit 2 ;;
  esac
done
for number in "$subscribers" "$kills" "$events"; do
  [[ $number =~ ^[1-9][0-9]*$ ]] || { usage >&2; exit 2; }
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cd "$root"
dotnet build tests/NapGrains.Tests --nologo -v quiet >&2
NAP_RESUME_SUBSCRIBERS=$subscribers NAP_RESUME_KILLS=$kills NAP_RESUME_EVENTS=$events \
  exec dotnet run --no-build --project tests/NapGrains.Tests -- -noColor -class NapGrains.Tests.Processes.ResumeTests
