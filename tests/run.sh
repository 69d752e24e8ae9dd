#!/usr/bin/env bash
# Builds NapGrains and runs its tests; see --help.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

usage() {
  cat <<'TEXT'
Usage: tests/run.sh [ARGUMENTS OF XUNIT]

Builds NapGrains, runs its tests, and ends with one line: N passed, N failed, N skipped.
The exit code is 0 only if every test that ran has passed.

  tests/run.sh                                            every test
  tests/run.sh -namespace NapGrains.Tests.Api             those of one namespace
  tests/run.sh -class NapGrains.Tests.Api.SeededPlanTests those of one class
  tests/run.sh -method '*verdict*'                        those whose name fits

  dotnet run --project tests/NapGrains.Tests -- -?        every argument of xunit

Needs the .NET 10 SDK. PostgreSQL 15 or newer, nginx, Node.js with npm, Chromium, the mail server aiosmtpd, LibreOffice's writer and
calc with poppler-utils, and docker-compose (which reads a file here and starts nothing) are installed by apt where they are missing and this runs as root; otherwise the tests that
need them are skipped, and fail where CI=true. NAP_CHROMIUM names another browser of that kind.

NAP_OFFICIAL_REPORT, NAP_AGENCY_NAMES: the published report of 2022 and its list of names, which are no part of the
repository; default: ../shared/official-report-2022.az.txt and ../shared/agency-names.json beside the repository.
NAP_OGP_COMMITMENTS: the Open Government Partnership's table of commitments; default: ../shared/ogp/commitments.csv.
NAP_BUILT=1: tests what is built already.
TEXT
}

if [[ ${1:-} == --help || ${1:-} == -h ]]; then
  usage
  exit 0
fi

# The one line that ends every run, also one that came to nothing.
finish() {
  echo "$1 passed, $2 failed, $3 skipped"
  exit "$4"
}

say() { echo "tests/run.sh: $*" >&2; }

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
has_browser() { command -v "${NAP_CHROMIUM:-chromium}" >/dev/null; }
has_node() { command -v node >/dev/null && command -v npm >/dev/null; }

missing=()
has_postgres || missing+=(postgresql)
[[ -x /usr/bin/aiosmtpd ]] || missing+=(python3-aiosmtpd)
[[ -x /usr/sbin/nginx ]] || command -v nginx >/dev/null || missing+=(nginx-light)
command -v docker-compose >/dev/null || missing+=(docker-compose)
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
if [[ -f $root/tests/clients/package.json ]]; then
  has_node || missing+=(nodejs npm)
  has_browser || missing+=(chromium)
fi
if ((${#missing[@]})); then
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    say "installing ${missing[*]}"
    # The tests start servers of their own; those for the whole machine are not wanted.
    policy=
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
      policy=/usr/sbin/policy-rc.d
      printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
    fi
    if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
      mkdir -p /etc/postgresql-common
      echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
      || say "could not install ${missing[*]}; the tests that need them are skipped, or fail where CI=true"
    [[ -z $policy ]] || rm -f $policy
  else
    say "not installed: ${missing[*]}. Install them, e.g. apt-get install ${missing[*]}; the tests that need them are skipped, or fail where CI=true"
  fi
fi

if ! command -v dotnet >/dev/null; then
  say "the .NET 10 SDK is not installed: https://dotnet.microsoft.com/download/dotnet/10.0"
  finish 0 1 0 1
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [[ -f $root/tests/clients/package.json ]] && has_node; then
  # Again only where the lock file is newer than what is installed.
  if [[ ! $root/tests/clients/node_modules/.package-lock.json -nt $root/tests/clients/package-lock.json ]]; then
    (cd "$root/tests/clients" && npm ci --no-audit --no-fund --loglevel=error) >&2 || say "npm ci failed in tests/clients"
  fi
fi

cd "$root" || finish 0 1 0 1
[[ -n ${NAP_BUILT:-} ]] || dotnet build NapGrains.sln --nologo -v quiet >&2 || { say "the build failed"; finish 0 1 0 1; }

output=$(mktemp)
trap 'rm -f "$output"' EXIT
dotnet run --no-build --project tests/NapGrains.Tests -- -noColor "$@" 2>&1 | sed -u 's/\x1b\[[0-9;]*m//g' | tee "$output"
code=${PIPESTATUS[0]}

number() { grep -E '^ *NapGrains\.Tests  Total: [0-9]+' "$output" | tail -1 | grep -oE "$1: [0-9]+" | grep -oE '[0-9]+$' || return 1; }
if ! total=$(number Total); then
  # xunit printed its own help, or it crashed.
  ((code == 0)) && exit 0
  finish 0 1 0 "$code"
fi
if ((total == 0)); then
  say "no test ran"
  finish 0 0 0 1
fi
failed=$(($(number Failed) + $(number Errors)))
skipped=$(($(number Skipped) + $(number 'Not Run')))
passed=$((total - $(number Failed) - skipped))
((failed > 0 && code == 0)) && code=1
finish "$passed" "$failed" "$skipped" "$code"
