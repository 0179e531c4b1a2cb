#!/usr/bin/env bash
# Starts a JobManager on this machine and a TaskManager for each line of conf/workers: a host, as ssh knows it, where weir lies in the
# same place; localhost needs no ssh. Without the file there are two on this machine. conf/weir.conf, where it exists, has settings.
# WEIR_CONF_DIR stands for conf, WEIR_LISTEN=HOST:PORT for localhost:7433, WEIR_TASKMANAGER_OPTIONS for more, as in "--memory 4g --slots 2".
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
conf=${WEIR_CONF_DIR:-$root/conf}
listen=${WEIR_LISTEN:-localhost:7433}
mkdir -p "$conf/run"

if [[ ! -e $conf/secret ]]; then
    (umask 077 && head -c 32 /dev/urandom > "$conf/secret")
fi
[[ -e $conf/workers ]] || printf 'localhost\nlocalhost\n' > "$conf/workers"
options=(--secret-file "$conf/secret")
if [[ -e $conf/weir.conf ]]; then options+=(--conf "$conf/weir.conf"); fi

if [[ -e $conf/run/jobmanager.pid ]] && kill -0 "$(< "$conf/run/jobmanager.pid")" 2> /dev/null; then
    echo "a JobManager runs already, process $(< "$conf/run/jobmanager.pid"): stop-cluster.sh ends it" >&2
    exit 1
fi

"$root/scripts/bin/weir" --version > /dev/null # builds what is to be started
nohup "$root/scripts/bin/weir" jobmanager --listen "$listen" --memory 1g "${options[@]}" \
    < /dev/null > "$conf/run/jobmanager.log" 2>&1 &
echo $! > "$conf/run/jobmanager.pid"

number=0
read -ra more <<< "${WEIR_TASKMANAGER_OPTIONS:-}"
while read -r host _ <&3; do
    if [[ -z $host || $host == \#* ]]; then continue; fi
    number=$((number + 1))
    command=("$root/scripts/bin/weir" taskmanager --jobmanager "$listen" "${options[@]}" "${more[@]}")
    log=$conf/run/taskmanager-$number.log
    pid=$conf/run/taskmanager-$number.pid
    if [[ $host == localhost ]]; then
        WEIR_LOG=$log nohup "${command[@]}" < /dev/null > "$log" 2>&1 &
        echo "$host $!" > "$pid"
    else
        remote=$(printf '%q ' "${command[@]}")
        echo "$host $(ssh "$host" "mkdir -p '$conf/run' && WEIR_LOG='$log' nohup $remote < /dev/null > '$log' 2>&1 & echo \$!")" > "$pid"
    fi
done 3< "$conf/workers"
echo "JobManager at $listen, TaskManagers: $number; logs in $conf/run"
echo "try: scripts/bin/weir sql --jobmanager $listen --secret-file $conf/secret"
