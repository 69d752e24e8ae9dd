#!/usr/bin/env bash
# Kills parts of a cluster at random while clients write, and checks what is left; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  cat <<'TEXT'
Usage: tests/chaos.sh [MINUTES] [SEED]

Starts a cluster by infra/cluster.sh (PostgreSQL, three silos, two gateways, nginx), has reporters hand in reports through both
gateways and a subscriber follow the plan, and all the while ends processes by kill -9 and starts them again: silos, gateways,
PostgreSQL, at most two at a time. Then it checks that

  acknowledged  every report that was acknowledged is stored, each as the revision that its reporter was told
  one effect    every operation id, also those that were sent twice or through both gateways at once, stands once in the history
  totals        the counts of plan, priorities and agencies are those of the assignments below them
  feed          positions have no gap, each report has one event, and the subscriber got all of them, in order and once
  verify        the history's chains hold

MINUTES  default 3
SEED     a number that decides what is killed when; default: a random one, which is printed

Ends with 0 only if all of it holds. Everything that it writes is in a temporary folder, which stays where something does not hold.
NAP_CLUSTER_SERVER and the programs needed are those of infra/cluster.sh, and Node.js 20.
TEXT
}

case ${1:-} in --help | -h) usage; exit 0 ;; esac
minutes=${1:-3} seed=${2:-$RANDOM}
[[ $minutes =~ ^[0-9]+(\.[0-9]+)?$ && $seed =~ ^[0-9]+$ ]] || { usage >&2; exit 2; }
command -v node >/dev/null || { echo "tests/chaos.sh: Node.js is not installed" >&2; exit 1; }

folder=$(mktemp -d -t napgrains-chaos-XXXXXX)
# PostgreSQL runs as another user where this runs as root.
chmod 755 "$folder"
export NAP_CLUSTER_STATE=$folder/cluster
port=$((12000 + RANDOM % 8000))
finish() {
  local code=$?
  trap - EXIT INT TERM
  if ((code != 0)) && [[ -d $NAP_CLUSTER_STATE ]]; then
    mkdir -p "$folder/logs"
    for log in "$NAP_CLUSTER_STATE"/*/log; do cp "$log" "$folder/logs/$(basename "$(dirname "$log")").log" 2>/dev/null || true; done
  fi
  "$root/infra/cluster.sh" down >/dev/null || true
  if ((code == 0)); then rm -rf "$folder"; else echo "tests/chaos.sh: what was logged is in $folder" >&2; fi
  exit $code
}
trap finish EXIT
trap 'exit 130' INT TERM

echo "seed $seed, $minutes minutes"
"$root/infra/cluster.sh" up --port "$port"
node "$root/tests/chaos/chaos.mjs" "$root/infra/cluster.sh" "$NAP_CLUSTER_STATE" "http://127.0.0.1:$port" "$minutes" "$seed" | tee "$folder/run.log"
