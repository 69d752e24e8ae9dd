#!/usr/bin/env bash
# Runs a whole cluster as processes of this machine; see --help.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# Where Debian keeps nginx.
PATH=$PATH:/usr/sbin

usage() {
  cat <<'TEXT'
Usage: infra/cluster.sh COMMAND

Runs NapGrains as it runs on several machines, as processes of this one: PostgreSQL, silos, gateways, and nginx in front of them.

  up [--silos N] [--gateways N] [--port N]   starts everything and waits until it serves; default 3, 2, 8080
  status                                     what runs where, and whether it is ready
  kill NAME…                                 ends processes without a warning (kill -9)
  stop NAME…                                 asks processes to stop, one after the other, and waits until each has
  start NAME…                                starts those again that were killed or stopped
  add [silo|gateway]                         starts one more; a silo by default
  down                                       stops everything and removes everything

NAME is silo-1, gateway-2, nginx or postgres; a mere number means that silo.

  NAP_CLUSTER_STATE   folder of all that it stores; default napgrains-cluster in the temporary folder
  NAP_CLUSTER_SERVER  NapGrains.Server.dll to run; default: the release build of this repository, which "up" makes
  NAP_CLUSTER_HOSTS   a prefix: each process but nginx is run in the network namespace PREFIX-NAME, at the address that it has there,
                      as on a machine of its own; default: none, all at 127.0.0.1
  NAP_CLUSTER_BY      a command that silos and gateways are started by, such as "nice -n 5"; default: none
  Nap__…              settings of the servers, as everywhere

Needs the .NET 10 SDK; PostgreSQL, nginx and curl are installed by apt where they are missing and this runs as root. It uses no
service of the machine, ends only processes that it started, by their ids, and after "down" nothing is left. Tokens are made by
  dotnet run --project src/NapGrains.Cli -- token --data-directory FOLDER …       "status" says the folder
TEXT
}

say() { echo "infra/cluster.sh: $*" >&2; }
fail() { say "$*"; exit 1; }

state=${NAP_CLUSTER_STATE:-${TMPDIR:-/tmp}/napgrains-cluster}
server=${NAP_CLUSTER_SERVER:-$root/src/NapGrains.Server/bin/Release/net10.0/NapGrains.Server.dll}
hosts=${NAP_CLUSTER_HOSTS:-}

# --- hosts: this machine, or a network namespace for each process ---

# Into $host, how to run something where NAME is to run.
enter() {
  host=()
  [[ -z $hosts ]] || host=(ip netns exec "$hosts-$1")
}

address_of() { # NAME
  local found=127.0.0.1
  if [[ -n $hosts ]]; then
    found=$(ip -n "$hosts-$1" -4 -o address show scope global | sed -E 's|.* inet ([0-9.]+)/.*|\1|')
    [[ -n $found ]] || fail "the network namespace $hosts-$1 has no address"
  fi
  echo "$found"
}

# --- processes: one folder each, with its id, when that process began, and its ports ---

began() { # of a process id; another process that got the same id later began later
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  set -- $stat
  [[ $1 != Z ]] && echo "${20}"
}

remember() { echo "$2 $(began "$2")" >"$state/$1/process"; }

# The id of a process that was started here and still runs.
running() {
  local id since
  [[ -f $state/$1/process ]] || return 1
  read -r id since <"$state/$1/process"
  [[ -n $since && $(began "$id") == "$since" ]] && echo "$id"
}

gone() { # NAME SECONDS
  local until=$((SECONDS + $2))
  while running "$1" >/dev/null; do
    ((SECONDS < until)) || return 1
    sleep 0.1
  done
}

taken=" "
# Into $port; below the ports that the system gives to clients.
free_port() {
  while :; do
    port=$((20000 + RANDOM % 12000))
    [[ $taken == *" $port "* ]] && continue
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      taken+="$port "
      return
    fi
  done
}

names() { # of a kind, in order
  local folder
  for folder in "$state/$1"-*/; do [[ -d $folder ]] && basename "$folder"; done | sort -t- -k2n
}

# --- PostgreSQL ---

pg_bin() {
  local newest
  newest=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1)
  echo "$newest"
}

as_postgres() { # postgres refuses to run as root
  local host
  enter postgres
  if [[ $(id -u) == 0 ]]; then "${host[@]}" runuser -u postgres -- "$@"; else "${host[@]}" "$@"; fi
}

make_postgres() {
  local folder=$state/postgres address port
  mkdir -p "$folder"
  address=$(address_of postgres)
  free_port
  echo "address=$address port=$port" >"$folder/ports"
  head -c 24 /dev/urandom | base64 | tr -d '/+=\n' >"$folder/password"
  # For the servers, whose connection string holds no password that way.
  (umask 077 && echo "$address:$port:nap:postgres:$(cat "$folder/password")" >"$state/pgpass")
  [[ $(id -u) != 0 ]] || chown -R postgres "$folder"
  local said
  said=$(as_postgres "$(pg_bin)/initdb" -D "$folder/data" -U postgres --auth=scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C.UTF-8 2>&1) || fail "initdb failed: $said"
  [[ -z $hosts ]] || echo "host all all samenet scram-sha-256" >>"$folder/data/pg_hba.conf"
}

start_postgres() {
  local folder=$state/postgres address port
  . "$folder/ports"
  # A server that was killed leaves its lock and its children; pg_ctl knows what to do about the first, the second end by themselves.
  local attempt
  for attempt in 1 2 3 4 5; do
    if as_postgres "$(pg_bin)/pg_ctl" start -w -t 60 -D "$folder/data" -l "$folder/log" \
      -o "-p $port -k '$folder' -c listen_addresses=$address -c max_connections=400" >/dev/null 2>&1; then
      remember postgres "$(head -1 "$folder/data/postmaster.pid")"
      return
    fi
    sleep 1
  done
  fail "PostgreSQL does not start: $(tail -3 "$folder/log")"
}

connection() {
  local address port
  . "$state/postgres/ports"
  echo "Host=$address;Port=$port;Username=postgres;Passfile=$state/pgpass;Database=nap"
}

# --- silos and gateways ---

make_server() { # NAME
  local address port http silo gateway
  mkdir -p "$state/$1"
  address=$(address_of "$1")
  free_port; http=$port
  free_port; silo=$port
  free_port; gateway=$port
  printf 'address=%s http=%s silo=%s gateway=%s\n' "$address" "$http" "$silo" "$gateway" >"$state/$1/ports"
}

start_server() { # NAME
  local address http silo gateway host role=Silo
  # Many processes share few cores: none keeps one busy while it waits, or while it finds out how its code is used. What is set already stays.
  local runtime=(DOTNET_gcServer=0 "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=${DOTNET_ThreadPool_UnfairSemaphoreSpinLimit:-0}"
    "DOTNET_TieredPGO=${DOTNET_TieredPGO:-0}")
  . "$state/$1/ports"
  enter "$1"
  [[ $1 != gateway-* ]] || role=Gateway
  env Nap__Storage=Postgres "ConnectionStrings__Nap=$(connection)" Nap__Role=$role Nap__AdvertisedAddress="$address" \
    Nap__SiloPort="$silo" Nap__GatewayPort="$gateway" Nap__DataDirectory="$state" Nap__Auth__KeyFile="$state/signing.key" \
    Nap__TrustedProxies__0=127.0.0.1 "${runtime[@]}" \
    "${host[@]}" setsid ${NAP_CLUSTER_BY:-} dotnet "$server" --urls "http://$address:$http" >>"$state/$1/log" 2>&1 </dev/null &
  remember "$1" $!
}

readiness() { # NAME: what the server says of itself
  local address http
  . "$state/$1/ports"
  curl -s -m 2 "http://$address:$http/health/ready" || echo "does not answer"
}

wait_ready() { # NAME…
  local name until=$((SECONDS + 120)) answer
  for name in "$@"; do
    while answer=$(readiness "$name"); [[ $answer != Healthy.* ]]; do
      running "$name" >/dev/null || fail "$name ended: $(tail -5 "$state/$name/log")"
      ((SECONDS < until)) || fail "$name is not ready after two minutes: $answer; see $state/$name/log"
      sleep 0.2
    done
  done
}

# --- nginx ---

write_nginx() {
  local folder=$state/nginx name address http port
  . "$folder/ports"
  {
    # Workers of a root's nginx give root up.
    [[ $(id -u) == 0 ]] && echo "user www-data;"
    cat <<CONF
worker_processes 1;
daemon on;
pid $folder/pid;
error_log $folder/log warn;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/none; uwsgi_temp_path $folder/none; scgi_temp_path $folder/none;
  upstream gateways {
    least_conn;
CONF
    for name in $(names gateway); do
      . "$state/$name/ports"
      echo "    server $address:$http max_fails=1 fail_timeout=1s;"
    done
    echo "  }"
    sed -e "s/listen 80;/listen 127.0.0.1:$port;/" "$root/infra/nginx/napgrains.conf"
    echo "}"
  } >"$folder/nginx.conf"
}

start_nginx() {
  local attempt
  mkdir -p "$state/nginx"
  write_nginx
  nginx -e "$state/nginx/log" -p "$state/nginx" -c "$state/nginx/nginx.conf" || fail "nginx does not start: $(tail -3 "$state/nginx/log")"
  for attempt in {1..50}; do [[ -s $state/nginx/pid ]] && break; sleep 0.1; done
  remember nginx "$(cat "$state/nginx/pid")"
}

# --- one process, whatever it is ---

named() {
  local name=$1
  [[ $name =~ ^[0-9]+$ ]] && name=silo-$name
  [[ -f $state/$name/ports ]] || fail "there is no $1 here; see $0 status"
  echo "$name"
}

start_one() {
  running "$1" >/dev/null && return
  case $1 in
    postgres) start_postgres ;;
    nginx) start_nginx ;;
    *) start_server "$1" ;;
  esac
}

stop_one() {
  local id
  id=$(running "$1") || return 0
  case $1 in
    # Fast: connections are not waited for.
    postgres) kill -INT "$id" ;;
    # With quit it would wait for sockets; they are to be resumed elsewhere.
    *) kill -TERM "$id" ;;
  esac
  gone "$1" 35 || { say "$1 did not stop within 35 seconds, and is killed"; kill_one "$1"; }
}

kill_one() {
  local id children
  id=$(running "$1") || return 0
  # nginx' workers and PostgreSQL's would outlive it.
  children=$(cat "/proc/$id/task/$id/children" 2>/dev/null || true)
  kill -9 "$id"
  [[ $1 == nginx ]] && for child in $children; do kill -9 "$child" 2>/dev/null || true; done
  gone "$1" 10 || true
}

# --- commands ---

need_programs() {
  local missing=()
  [[ -n $(pg_bin) ]] || missing+=(postgresql)
  command -v nginx >/dev/null || missing+=(nginx-light)
  command -v curl >/dev/null || missing+=(curl)
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is not installed: https://dotnet.microsoft.com/download/dotnet/10.0"
  ((${#missing[@]} == 0)) && return
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || fail "not installed: ${missing[*]}. Install them, e.g. apt-get install ${missing[*]}"
  say "installing ${missing[*]}"
  # Services of the whole machine are not wanted.
  if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  local policy=
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
    || { [[ -z $policy ]] || rm -f $policy; fail "could not install ${missing[*]}"; }
  [[ -z $policy ]] || rm -f $policy
}

up() {
  local silos=3 gateways=2 front=8080 i name
  while (($#)); do
    case $1 in
      --silos) silos=$2; shift 2 ;;
      --gateways) gateways=$2; shift 2 ;;
      --port) front=$2; shift 2 ;;
      *) usage >&2; exit 2 ;;
    esac
  done
  [[ -e $state ]] && fail "$state is there already: \"$0 status\" shows what runs, \"$0 down\" removes it"
  (exec 3<>"/dev/tcp/127.0.0.1/$front") 2>/dev/null && fail "port $front is taken: name another one with --port"
  need_programs
  if [[ -z ${NAP_CLUSTER_SERVER:-} ]]; then
    DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build "$root/src/NapGrains.Server" -c Release --nologo -v quiet >&2 || fail "the build failed"
  fi
  trap 'code=$?; ((code == 0)) || { trap - EXIT; say "not everything came up; logs are in $state, and \"$0 down\" removes it"; }' EXIT
  mkdir -p "$state"
  chmod 755 "$state"
  (umask 077 && head -c 64 /dev/urandom | base64 -w 0 >"$state/signing.key")
  make_postgres
  start_postgres
  . "$state/postgres/ports"
  PGPASSWORD=$(cat "$state/postgres/password") "$(pg_bin)/psql" -q -h "$address" -p "$port" -U postgres -d postgres -c 'CREATE DATABASE nap' >/dev/null
  for ((i = 1; i <= silos; i++)); do make_server "silo-$i"; done
  for ((i = 1; i <= gateways; i++)); do make_server "gateway-$i"; done
  # All at once: who comes first does not matter.
  for name in $(names silo) $(names gateway); do start_server "$name"; done
  mkdir -p "$state/nginx"
  echo "port=$front" >"$state/nginx/ports"
  start_nginx
  wait_ready $(names silo) $(names gateway)
  status
}

status() {
  [[ -d $state ]] || { echo "Nothing runs here: $0 up starts a cluster."; return; }
  local name id address http silo gateway port
  for name in postgres $(names silo) $(names gateway) nginx; do
    [[ -f $state/$name/ports ]] || continue
    . "$state/$name/ports"
    if ! id=$(running "$name"); then
      printf '%-10s does not run; "%s start %s" starts it\n' "$name" "$0" "$name"
      continue
    fi
    case $name in
      postgres) printf '%-10s process %-8s %s:%s\n' "$name" "$id" "$address" "$port" ;;
      nginx) printf '%-10s process %-8s http://127.0.0.1:%s   dashboard, /graphql and /graphiql\n' "$name" "$id" "$port" ;;
      *) printf '%-10s process %-8s http://%s:%s   %s\n' "$name" "$id" "$address" "$http" "$(readiness "$name")" ;;
    esac
  done
  echo "logs and the signing key (--data-directory of the client) are in $state"
}

down() {
  [[ -d $state ]] || { echo "Nothing runs here."; return; }
  local name
  for name in nginx $(names gateway) $(names silo); do
    # One that was paused hears nothing before it goes on.
    id=$(running "$name") && kill -TERM "$id" && kill -CONT "$id" || true
  done
  for name in nginx $(names gateway) $(names silo) postgres; do stop_one "$name"; done
  rm -rf "$state"
  echo "Everything is stopped and removed."
}

add() {
  local kind=${1:-silo} last name
  [[ $kind == silo || $kind == gateway ]] || { usage >&2; exit 2; }
  [[ -f $state/postgres/ports ]] || fail "nothing runs here: $0 up starts a cluster"
  last=$(names "$kind" | tail -1)
  name=$kind-$((${last#*-} + 1))
  make_server "$name"
  start_server "$name"
  wait_ready "$name"
  if [[ $kind == gateway ]]; then
    write_nginx
    kill -HUP "$(running nginx)"
  fi
  status
}

command=${1:-}
(($#)) && shift
case $command in
  up) up "$@" ;;
  status) status ;;
  kill | stop | start)
    (($#)) || { usage >&2; exit 2; }
    for name in "$@"; do
      name=$(named "$name")
      "${command}_one" "$name"
    done
    ;;
  add) add "$@" ;;
  down) down ;;
  --help | -h | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
