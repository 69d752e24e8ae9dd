#!/usr/bin/env bash
# Makes the secrets of docker-compose.yml; see --help.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)/secrets

if (($#)); then
  cat <<TEXT
Usage: infra/docker/secrets.sh

Makes, where they are not there yet, the files that docker-compose.yml hands to its services, in $folder:
  signing.key   the key that tokens are signed with, the same for both gateways
  postgres      the database's password
  pgpass        the same for those who connect
The folder is its owner's alone. The files themselves can be read by whoever they are mounted for: the service runs as user 1654 in
its containers, PostgreSQL as another.
TEXT
  [[ $1 == --help || $1 == -h ]] && exit 0
  exit 2
fi

mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"
[[ -e signing.key ]] || head -c 64 /dev/urandom | base64 -w 0 >signing.key
if [[ ! -e postgres || ! -e pgpass ]]; then
  password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s' "$password" >postgres
  printf 'postgres:5432:nap:nap:%s\n' "$password" >pgpass
fi
chmod 444 signing.key postgres pgpass
echo "The secrets are in $folder."
