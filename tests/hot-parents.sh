#!/usr/bin/env bash
# Measures what a change costs below parents with very many children; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  cat <<'TEXT'
Usage: tests/hot-parents.sh [--plans "MEASURES:BODIES …"] [--seconds N]

For each plan starts the server anew as a process on SQLite, imports a plan with so many measures in one priority and with one measure
of so many bodies, and has verdicts and reports come at an even pace. Says for each kind of change: how many, p50 and p99 of the answer
in ms, KB written to disk a change, CPU ms a change, and ms from the last answer until the plan's totals show all of it. An import has
instead: steps, ms until it was stored and until it was carried out, KB and CPU ms a step, and memory in MB.

  --plans    default "62:1 1000:100 10000:1000"
  --seconds  in which all bodies of the one measure report; default 60

Bytes and CPU are the kernel's account of the process. Needs the .NET 10 SDK and Node.js 20; everything is in a temporary folder.
TEXT
}

plans="62:1 1000:100 10000:1000" seconds=60
while (($#)); do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --plans) plans=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    *) usage >&2; exit 2 ;;
  esac
done
command -v node >/dev/null || { echo "tests/hot-parents.sh: Node.js is not installed" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; } || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

for project in Server Cli; do
  dotnet publish "$root/src/NapGrains.$project" -c Release -o "$work/$project" --nologo -v quiet >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
done
printf 'what\tchanges\tp50 ms\tp99 ms\tKB each\tCPU ms each\tbehind ms\n'
for sizes in $plans; do
  read -r port silo gateway < <(node -e 'const open = [1, 2, 3].map(() => require("net").createServer().listen(0, "127.0.0.1"));
    Promise.all(open.map((s) => new Promise((r) => s.once("listening", () => r(s.address().port))))).then((ports) => { console.log(ports.join(" ")); open.forEach((s) => s.close()); });')
  data=$work/data-${sizes%:*}
  dotnet "$work/Server/NapGrains.Server.dll" --urls "http://127.0.0.1:$port" --Nap:SiloPort="$silo" --Nap:GatewayPort="$gateway" --Nap:DataDirectory="$data" --Nap:Seed=false >"$work/log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    [[ $(curl -fsS -m 2 "http://127.0.0.1:$port/health/ready" 2>/dev/null) == Healthy.* ]] && break
    kill -0 $server 2>/dev/null || { tail -20 "$work/log" >&2; exit 1; }
    sleep 0.2
  done
  token=$(dotnet "$work/Cli/nap.dll" token --role admin --data-directory "$data")
  node "$root/tests/bench/hot-parents.mjs" "http://127.0.0.1:$port/graphql" "$token" $server "${sizes%:*}" "${sizes#*:}" "$seconds" || { tail -5 "$work/log" >&2; exit 1; }
  kill $server
  wait $server 2>/dev/null || true
  server=
done
