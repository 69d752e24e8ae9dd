#!/usr/bin/env bash
# Measures NapGrains against what a team would build instead, side by side on this machine; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bench=$root/tests/bench

usage() {
  cat <<'TEXT'
Usage: tests/bench.sh [--seconds N] [--rounds N] [--clients N] [--only ROW] [--measures N] [-- SETTINGS OF THE SERVER]

Measures this server beside PostGraphile over PostgreSQL with the same rows, in turns on one machine (A B C, A B C, …), after three
turns of each to warm up: both are compiled while they run, and one that has served for half a minute is what a server is for
all its days. Says the median of the rounds: requests a second, p50 and p99, and their ratio to the peer's.

  ministry  the Cabinet of Ministers, the 38 measures it leads, with verdict and priority, by HTTP POST;
            beside the peer, and beside the same bytes as a static answer of the same web server, which is the limit
  submit    durable submitReport with reporters' tokens on assignments at random, on SQLite and on PostgreSQL, beside a durable
            mutation of the peer that writes a row and changes one; fsync is on everywhere
  catch-up  milliseconds from the last answer of such a load until plan, priorities, agencies and feed show all of it
  search    a plan of 10,000 measures and 20,000 reports, made up and imported as JSON, searched with questions of every kind one
            after the other, and at last eight at once; says also how long the import took, and the first search, which reads the texts

  --seconds N   length of a turn; default 8
  --rounds N    turns of each side; default 3
  --clients N   connections at a time; default 32
  --only ROW    ministry, submit, catch-up or search; the last needs no peer
  --measures N  measures of the plan that is searched; default 10000
  --            what follows goes to the servers under test, e.g. -- --Nap:GraphQL:MaxDepth=20

The table goes to standard output and to tests/bench/results/. Only ratios of one run mean something: the machine is part of
every number. Needs the .NET 10 SDK; node, npm, postgresql and wrk are installed by apt where they are missing and this runs as
root. Everything it starts and stores besides is in a temporary folder, and gone at the end.
TEXT
}

# Settings of the servers under test that every run needs: limits that a load from one address meets.
server_settings=()
seconds=8 rounds=3 clients=32 only= measures=10000
while (($#)); do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --seconds) seconds=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --clients) clients=$2; shift 2 ;;
    --only) only=$2; shift 2 ;;
    --measures) measures=$2; shift 2 ;;
    --) shift; server_settings+=("$@"); break ;;
    *) usage >&2; exit 2 ;;
  esac
done
case $only in '' | ministry | submit | catch-up | search) ;; *) usage >&2; exit 2 ;; esac
wanted() { [[ -z $only || $only == "$1" ]]; }
say() { echo "tests/bench.sh: $*" >&2; }

missing=()
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
command -v wrk >/dev/null || missing+=(wrk)
{ command -v node && command -v npm; } >/dev/null || missing+=(nodejs npm)
command -v curl >/dev/null || missing+=(curl)
if ((${#missing[@]})); then
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || { say "not installed: ${missing[*]}"; exit 1; }
  say "installing ${missing[*]}"
  # A server for the whole machine is not wanted.
  if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null
fi
command -v dotnet >/dev/null || { say "the .NET 10 SDK is not installed: https://dotnet.microsoft.com/download/dotnet/10.0"; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if [[ $only != search && ! $bench/peer/node_modules/.package-lock.json -nt $bench/peer/package-lock.json ]]; then
  say "installing the peer"
  (cd "$bench/peer" && npm ci --no-audit --no-fund --loglevel=error) >&2
fi

work=$(mktemp -d)
programs=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
as_postgres=()
started=()
if [[ $(id -u) == 0 ]]; then
  chmod 711 "$work"
  as_postgres=(runuser -u postgres --)
fi
finish() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  for process in "${started[@]}"; do wait "$process" 2>/dev/null || true; done
  [[ -d $work/postgres/data ]] && (cd "$work/postgres" && "${as_postgres[@]}" "$programs/pg_ctl" -D "$work/postgres/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

free_ports() {
  node -e 'const open = Array.from({ length: process.argv[1] }, () => require("net").createServer().listen(0, "127.0.0.1"));
    Promise.all(open.map((s) => new Promise((r) => s.once("listening", () => r(s.address().port))))).then((ports) => { console.log(ports.join(" ")); open.forEach((s) => s.close()); });' "$1"
}
read -r sqlite_port sqlite_silo sqlite_gate postgres_port postgres_silo postgres_gate peer_port static_port database_port < <(free_ports 9)

# WHAT PROCESS LOG REQUEST…: waits until it answers.
ready() {
  local what=$1 process=$2 log=$3
  shift 3
  for _ in $(seq 300); do
    curl -fsS -m 2 -o /dev/null "$@" 2>/dev/null && return
    kill -0 "$process" 2>/dev/null || break
    sleep 0.2
  done
  say "$what did not start:"
  tail -20 "$log" >&2
  exit 1
}
# URL BODY: how curl asks.
asking() { question=(-H 'content-type: application/json' --data-binary "@$bench/$2" "$1"); }

# NAME PORT SILO GATEWAY SETTINGS: starts a server under test.
serve() {
  local name=$1 port=$2 silo=$3 gateway=$4
  shift 4
  dotnet "$work/Server/NapGrains.Server.dll" --urls "http://127.0.0.1:$port" --Nap:SiloPort="$silo" --Nap:GatewayPort="$gateway" \
    --Nap:DataDirectory="$work/$name" "$@" "${server_settings[@]}" >"$work/$name.log" 2>&1 &
  started+=($!)
  ready "the server on $name" $! "$work/$name.log" "http://127.0.0.1:$port/health/ready"
}

also_said() { while read -r line; do echo "$line"; echo "$line" >&2; done; }
measurements=$work/measurements

# A server of its own: totals and lists of the others are not to hold so large a plan.
search() {
  read -r search_port search_silo search_gate < <(free_ports 3)
  serve search "$search_port" "$search_silo" "$search_gate"
  say "search: importing $measures measures"
  node "$bench/search.mjs" "http://127.0.0.1:$search_port/graphql" \
    "$(dotnet "$work/Cli/nap.dll" token --role secretariat --plan az-search-bench --data-directory "$work/search")" "$measures" "$seconds" |
    also_said >>"$measurements"
}

# Writes the report.
tell() {
  mkdir -p "$bench/results"
  local report=$bench/results/$(date -u +%Y-%m-%dT%H-%M-%SZ).txt
  {
    echo "$(date -u +%FT%TZ), commit $(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown), $(nproc) cores, $rounds rounds of $seconds s, $clients connections; server settings: ${server_settings[*]:-none}"
    node "$bench/table.mjs" "$measurements"
  } | tee "$report"
  say "written to ${report#"$root"/}"
}

say "building in Release"
for project in Server Cli; do
  dotnet publish "$root/src/NapGrains.$project" -c Release -o "$work/$project" --nologo -v quiet >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
done
if [[ $only == search ]]; then
  search
  tell
  exit
fi
cp "$bench/static-answer.cs" "$work/"
dotnet publish "$work/static-answer.cs" -c Release -o "$work/static" --nologo -v quiet >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }

mkdir "$work/postgres"
[[ $(id -u) == 0 ]] && chown postgres "$work/postgres"
cd "$work/postgres"
"${as_postgres[@]}" "$programs/initdb" -D "$work/postgres/data" -U nap --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
"${as_postgres[@]}" "$programs/pg_ctl" -D "$work/postgres/data" -w -l "$work/postgres/log" \
  -o "-p $database_port -k $work/postgres -c listen_addresses=127.0.0.1 -c max_connections=300" start >/dev/null
cd "$work"
psql() { PGOPTIONS=--client-min-messages=warning "$programs/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$database_port" -U nap "$@" >/dev/null; }
psql postgres -c 'create database nap' -c 'create database peer'

serve sqlite "$sqlite_port" "$sqlite_silo" "$sqlite_gate"
sqlite=http://127.0.0.1:$sqlite_port/graphql
serve on-postgres "$postgres_port" "$postgres_silo" "$postgres_gate" --Nap:Storage=Postgres \
  "--ConnectionStrings:Nap=Host=127.0.0.1;Port=$database_port;Database=nap;Username=nap;Password=not-asked-for"
postgres=http://127.0.0.1:$postgres_port/graphql

node "$bench/data.mjs" "$sqlite" "$work"
psql peer -f "$bench/peer/schema.sql"
psql peer -1 -f "$work/rows.sql" -c 'analyze'
for name in sqlite on-postgres; do
  while read -r agency; do
    printf '%s\t%s\n' "$agency" "$(dotnet "$work/Cli/nap.dll" token --role reporter --agency "$agency" --data-directory "$work/$name")"
  done <"$work/agencies.txt" >"$work/$name.tokens.tsv"
done

(cd "$bench/peer" && NODE_ENV=production GRAPHILE_ENV=production exec node node_modules/postgraphile/cli.js -c "postgres://nap@127.0.0.1:$database_port/peer" \
  -s nap -p "$peer_port" -n 127.0.0.1 --disable-query-log --append-plugins @graphile-contrib/pg-simplify-inflector >"$work/peer.log" 2>&1) &
started+=($!)
peer=http://127.0.0.1:$peer_port/graphql
asking "$peer" peer-ministry.json
ready "the peer" $! "$work/peer.log" "${question[@]}"
curl -fsS "${question[@]}" >"$work/peer-ministry.json"
asking "$sqlite" napgrains-ministry.json
curl -fsS "${question[@]}" >"$work/ministry.json"
for answer in ministry peer-ministry; do
  (($(grep -o '"role":"LEAD"' "$work/$answer.json" | wc -l) == 38)) || { say "not 38 measures:"; cat "$work/$answer.json" >&2; exit 1; }
done
# In a folder of its own: it watches the one that it runs in for settings, and would be told of each write to the databases beside.
(cd "$work/static" && exec dotnet static-answer.dll --answer "$work/ministry.json" --urls "http://127.0.0.1:$static_port" >"$work/static.log" 2>&1) &
started+=($!)
static=http://127.0.0.1:$static_port/graphql
asking "$static" napgrains-ministry.json
ready "the static answer" $! "$work/static.log" "${question[@]}"

# ROW SIDE URL BODY SECONDS [EXPECTED] [TOKENS]: one turn; prints the line of post.lua.
turn() {
  # What the turn before has left to do is not this one's.
  sleep 2
  sync
  BODY=$bench/$4 EXPECTED=${6-} TOKENS=${7-} ASSIGNMENTS=$work/assignments.tsv \
    wrk -t1 -c"$clients" -d"${5}s" --latency -s "$bench/post.lua" "$3" |
    sed -n "s/^result /$1 $2 /p" | grep . | also_said
}

ministry() {
  turn ministry napgrains "$sqlite" napgrains-ministry.json "$1"
  turn ministry static "$static" napgrains-ministry.json "$1"
  turn ministry peer "$peer" peer-ministry.json "$1"
}
submit() {
  turn submit sqlite "$sqlite" napgrains-submit.json "$1" '"errors":[]' "$work/sqlite.tokens.tsv"
  turn submit postgres "$postgres" napgrains-submit.json "$1" '"errors":[]' "$work/on-postgres.tokens.tsv"
  turn submit peer "$peer" peer-submit.json "$1" '"reportState":"SUBMITTED"'
}
catch_up() {
  for side in sqlite postgres; do
    local tokens=$work/sqlite.tokens.tsv
    [[ $side == postgres ]] && tokens=$work/on-postgres.tokens.tsv
    node "$bench/catch-up.mjs" "${!side}" "$work/assignments.tsv" "$tokens" "$1" "$seconds" "$clients" | sed "s/^/catch-up $side /" | also_said
  done
}

for row in ministry submit; do
  wanted $row || continue
  say "$row: warming up"
  for _ in 1 2 3; do $row "$seconds" 2>/dev/null >/dev/null; done
  for round in $(seq "$rounds"); do
    say "$row: round $round of $rounds (side, requests/s, p50 ms, p99 ms, failed)"
    $row "$seconds"
  done
done >>"$measurements"
if wanted catch-up; then
  say "catch-up (side, answered, ms)"
  for period in 2024 2025 2026; do catch_up "$period"; done >>"$measurements"
fi

wanted search && search
tell
