#!/usr/bin/env bash
# Breaks parts of a running system while clients write, and checks what is left; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
chaos=$root/tests/chaos

usage() {
  cat <<'TEXT'
Usage: tests/chaos.sh [MINUTES] [SEED]
       tests/chaos.sh --scenario NAME [--times N] [--seed N]

Starts a cluster by infra/cluster.sh (PostgreSQL, three silos, two gateways, nginx), has reporters hand in reports through both
gateways and a subscriber follow the plan, and all the while breaks something: by default it ends silos, gateways and PostgreSQL by
kill -9 and starts them again, at most two at a time. What ends by itself is started again after a second, as by a service manager.
Then it checks that

  acknowledged  every report that was acknowledged is stored, each as the revision that its reporter was told
  one effect    every operation id, also those that were sent twice or through both gateways at once, stands once in the history
  totals        the counts of plan, priorities and agencies are those of the assignments below them
  feed          positions have no gap, each report has one event, and the subscriber got all of them, in order and once
  verify        the history's chains hold

and that the scenario's own demands are met, and says a table's row of figures. A gap is the longest time that a report of one
reporter waited for its acknowledgement between one break and the next; every reporter counts at every break.

MINUTES      default 3
SEED         a number that decides what is broken when; default: a random one, which is printed
--times N    how often; default: as below

Ends with 0 only if all of it holds. Everything that it writes is in a temporary folder, which stays where something does not hold.
NAP_CLUSTER_SERVER and the programs needed are those of infra/cluster.sh, and Node.js 20; some scenarios need root, and say so.

Scenarios, what they break, and what they demand besides:

TEXT
  node "$chaos/list.mjs"
}

fail() { echo "tests/chaos.sh: $*" >&2; exit 1; }
command -v node >/dev/null || fail "Node.js is not installed"

scenario=random minutes=3 seed=$RANDOM times=
numbers=()
while (($#)); do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --scenario) scenario=${2:-}; shift 2 ;;
    --times) times=${2:-}; shift 2 ;;
    --seed) seed=${2:-}; shift 2 ;;
    *) numbers+=("$1"); shift ;;
  esac
done
((${#numbers[@]} > 0)) && minutes=${numbers[0]}
((${#numbers[@]} > 1)) && seed=${numbers[1]}
[[ -f $chaos/scenarios/$scenario.mjs && $minutes =~ ^[0-9]+(\.[0-9]+)?$ && $seed =~ ^[0-9]+$ && $times =~ ^([1-9][0-9]*)?$ ]] && ((${#numbers[@]} <= 2)) \
  || { usage >&2; exit 2; }

folder=$(mktemp -d -t napgrains-chaos-XXXXXX)
# PostgreSQL runs as another user where this runs as root.
chmod 755 "$folder"
run=
export NAP_CLUSTER_STATE=$folder/cluster
finish() {
  local code=$?
  trap - EXIT INT TERM
  # It puts away what it has made besides the cluster.
  [[ -z $run ]] || { kill -TERM "$run" 2>/dev/null || true; wait "$run" || true; }
  if ((code != 0)); then
    mkdir -p "$folder/logs"
    for log in "$folder"/cluster/*/log "$folder"/single/log; do cp "$log" "$folder/logs/$(basename "$(dirname "$log")").log" 2>/dev/null || true; done
  fi
  "$root/infra/cluster.sh" down >/dev/null || true
  if ((code == 0)); then rm -rf "$folder"; else echo "tests/chaos.sh: what was logged is in $folder" >&2; fi
  exit $code
}
trap finish EXIT
trap 'exit 130' INT TERM

if [[ -z ${NAP_CLUSTER_SERVER:-} ]]; then
  DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build "$root/src/NapGrains.Server" -c Release --nologo -v quiet >&2 || fail "the build failed"
  export NAP_CLUSTER_SERVER=$root/src/NapGrains.Server/bin/Release/net10.0/NapGrains.Server.dll
fi
echo "scenario $scenario, seed $seed"
# Not in the foreground, so that it is ended at once where this is.
node "$chaos/run.mjs" --scenario "$scenario" ${times:+--times "$times"} --minutes "$minutes" --seed "$seed" --folder "$folder" \
  --script "$root/infra/cluster.sh" --server "$NAP_CLUSTER_SERVER" --port $((12000 + RANDOM % 8000)) > >(tee "$folder/run.log") &
run=$!
code=0
wait "$run" || code=$?
run=
exit $code
